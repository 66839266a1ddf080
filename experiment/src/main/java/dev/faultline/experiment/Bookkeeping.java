package dev.faultline.experiment;

import java.util.Optional;

/**
 * What is written down in the middle of the turn of a program. What goes wrong there would be thrown into the program, and is not
 * its doing: it is kept, and ends the run.
 *
 * <p>Called by one thread at a time, in the order of the run.
 */
final class Bookkeeping {
    private Optional<RuntimeException> failure = Optional.empty();

    /** Does it, unless something has gone wrong before. */
    void keep(Runnable work) {
        if (hasFailed()) {
            return;
        }
        try {
            work.run();
        } catch (RuntimeException e) {
            failure = Optional.of(e);
        }
    }

    boolean hasFailed() {
        return failure.isPresent();
    }

    /** Throws what went wrong first, if anything did. */
    void check() {
        failure.ifPresent(thrown -> {
            throw thrown;
        });
    }
}
