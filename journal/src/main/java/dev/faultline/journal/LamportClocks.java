package dev.faultline.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Lamport clock of every event so far (L. Lamport, "Time, Clocks, and the Ordering of Events in a Distributed
 * System", 1978): 1 + the greatest clock among the causes. It never exceeds step + 1, so an int an event is enough.
 */
final class LamportClocks {
    private final IntList clocks = new IntList();

    /** The step of the next event. */
    int steps() {
        return clocks.size();
    }

    /** The clock that the next event would have; its causes are sound. */
    int after(long... cause) {
        int latest = 0;
        for (long earlier : cause) {
            latest = Math.max(latest, clocks.get((int) earlier));
        }
        return latest + 1;
    }

    int after(List<Long> cause) {
        int latest = 0;
        for (long earlier : cause) {
            latest = Math.max(latest, clocks.get((int) earlier));
        }
        return latest + 1;
    }

    void add(int clock) {
        clocks.add(clock);
    }

    /** What is wrong with these causes of the event {@code step}, or null when they are ascending and earlier. */
    static @Nullable String fault(long step, long... cause) {
        long previous = -1;
        for (long earlier : cause) {
            if (earlier <= previous || earlier >= step) {
                return fault(step, earlier, previous);
            }
            previous = earlier;
        }
        return null;
    }

    static @Nullable String fault(long step, List<Long> cause) {
        long previous = -1;
        for (long earlier : cause) {
            if (earlier <= previous || earlier >= step) {
                return fault(step, earlier, previous);
            }
            previous = earlier;
        }
        return null;
    }

    private static String fault(long step, long cause, long previous) {
        if (cause < 0) {
            return "cause " + cause + " of step " + step + " is negative; a cause is the step of an earlier event";
        }
        if (cause >= step) {
            return "cause " + cause + " of step " + step + " is not earlier; a cause comes before its effect";
        }
        return "cause " + cause + " of step " + step + " follows " + previous
                + "; causes are in ascending order, once each";
    }
}
