package dev.faultline.examples;

import java.util.Collections;
import java.util.Set;

/**
 * What a transaction sees: the entries of the log up to an index, but for some that it does not see yet.
 *
 * @param unseen indexes of entries up to there
 */
record Snapshot(long index, Set<Long> unseen) {
    Snapshot {
        unseen = Set.copyOf(unseen);
    }

    static Snapshot at(long index) {
        return new Snapshot(index, Set.of());
    }

    boolean shows(long entry) {
        return entry <= index && !unseen.contains(entry);
    }

    /** All entries up to here are seen. */
    long whole() {
        return unseen.isEmpty() ? index : Math.min(index, Collections.min(unseen) - 1);
    }
}
