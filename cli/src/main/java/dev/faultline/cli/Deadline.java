package dev.faultline.cli;

import dev.faultline.check.Answer;
import dev.faultline.check.Intake;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The time that a check may take. Whoever checks asks {@link #isOver} now and then and ends with all that it knows. Where
 * nobody can ask, as while a pipe is opened that has no writer, the answer is given without them, a little later.
 */
final class Deadline {
    /** So much later than the end. */
    private static final long GRACE_NANOS = 250_000_000;

    /** As deep as the parsers and searches may go. */
    private static final long STACK_BYTES = 16L << 20;

    private final @Nullable Duration time;
    private final long endNanos;

    /** It begins now; null for no end. */
    Deadline(@Nullable Duration time) {
        this.time = time;
        endNanos = time == null ? 0 : System.nanoTime() + time.toNanos();
    }

    /** Whether the time is over. */
    boolean isOver() {
        return time != null && System.nanoTime() - endNanos > 0;
    }

    /**
     * The answer of {@code check}, or that it is not known.
     *
     * @param model what was asked about, in words
     * @param level what was asked, in words
     */
    Answer answer(Supplier<Answer> check, String model, String level) {
        if (time == null) {
            return check.get();
        }
        FutureTask<Answer> task = new FutureTask<>(check::get);
        Thread thread = new Thread(null, task, "check", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(endNanos + GRACE_NANOS - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return late(model, level, time);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException("the check failed", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while checking", interrupted);
        }
    }

    private static Answer late(String model, String level, Duration time) {
        return new Answer(
                Answer.Kind.UNKNOWN,
                model,
                false,
                level,
                ("No answer within %s: the check was still waiting for its input, or in the middle of a step that does"
                                + " not look at the time.")
                        .formatted(words(time)),
                List.of(),
                Map.of("reason", "STOPPED"),
                Optional.empty(),
                Optional.empty(),
                Intake.unread("events"));
    }

    private static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
