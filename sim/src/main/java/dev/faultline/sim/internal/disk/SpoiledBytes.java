package dev.faultline.sim.internal.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What of a file's contents is not what it should be, to tell whether a program was shown it. */
final class SpoiledBytes {
    /** A stretch of the file: what should be there, and what is or may come to be. */
    private static final class Stretch {
        final long from;
        final byte[] good;
        final byte[] bad;

        Stretch(long from, byte[] good, byte[] bad) {
            this.from = from;
            this.good = good;
            this.bad = bad;
        }
    }

    private final List<Stretch> stretches = new ArrayList<>();
    /** Where the file ends too early; {@link Long#MAX_VALUE} if it does not. */
    private long end = Long.MAX_VALUE;
    /** Where it should end. */
    private long rightEnd;

    /** Takes note; the arrays are as long as each other. What was not as it should be before is no better for that. */
    void add(long from, byte[] good, byte[] bad) {
        Stretch added = new Stretch(from, good.clone(), bad.clone());
        for (Stretch earlier : stretches) {
            for (int i = first(earlier, from); i < last(earlier, from, good.length); i++) {
                int at = (int) (earlier.from + i - from);
                if (earlier.good[i] != earlier.bad[i] && added.good[at] == earlier.bad[i]) {
                    added.good[at] = earlier.good[i];
                }
            }
        }
        stretches.add(added);
    }

    /** Takes note that the file ends too early; it may have done so before. */
    void endsAt(long early, long right) {
        rightEnd = end == Long.MAX_VALUE ? right : Math.max(rightEnd, right);
        end = early;
    }

    /** A program writes there, or sets the end: what it finds there from now on is its own. */
    void written(long position, int length) {
        for (Stretch stretch : stretches) {
            for (int i = first(stretch, position); i < last(stretch, position, length); i++) {
                stretch.bad[i] = stretch.good[i];
            }
        }
        if (length > 0 && position + length > end) {
            end = Long.MAX_VALUE;
        }
        stretches.removeIf(stretch -> Arrays.equals(stretch.good, stretch.bad));
    }

    /**
     * Returns whether a read has returned a byte that is not as it should be, or has come to an end that is too early. That of
     * the last bytes is such a one: who looks at the size first reads no further.
     */
    boolean isShownBy(long position, byte[] target, int offset, int count) {
        if (position < rightEnd && position + Math.max(0, count) >= end) {
            return true;
        }
        for (Stretch stretch : stretches) {
            for (int i = first(stretch, position); i < last(stretch, position, count); i++) {
                byte shown = target[(int) (stretch.from + i - position) + offset];
                if (shown == stretch.bad[i] && shown != stretch.good[i]) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int first(Stretch stretch, long position) {
        return (int) Math.clamp(position - stretch.from, 0L, stretch.good.length);
    }

    private static int last(Stretch stretch, long position, int length) {
        return (int) Math.clamp(position + length - stretch.from, 0L, stretch.good.length);
    }
}
