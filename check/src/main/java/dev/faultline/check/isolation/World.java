package dev.faultline.check.isolation;

import dev.faultline.check.isolation.Transactions.Model;
import org.jspecify.annotations.Nullable;

/**
 * What is there beside the transactions of a history of registers.
 *
 * @param open whether others may have written too, so that a value which nobody wrote is theirs
 * @param given whether an initial value was said, or is known from the content
 * @param initial what every register holds before it is written, if given; null for nothing
 * @param nilTellsNothing whether a single read that answers nil tells nothing, as in histories of Knossos
 */
record World(boolean open, boolean given, @Nullable Object initial, boolean nilTellsNothing) {

    /** All writes are recorded, and registers hold at first what their format says. */
    static final World CLOSED = new World(false, false, null, false);

    TransactionsBuilder builder(Model model) {
        return apply(new TransactionsBuilder(model));
    }

    /** Says it to a builder that knows what its format says. */
    TransactionsBuilder apply(TransactionsBuilder builder) {
        if (open) {
            builder.openWorld();
        }
        if (given) {
            if (initial == null) {
                builder.initiallyNothing();
            } else {
                builder.initially(initial);
            }
        }
        return builder;
    }
}
