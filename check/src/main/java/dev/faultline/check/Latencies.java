package dev.faultline.check;

/**
 * Durations in bounded memory: counts in classes that are at most a 64th wide, as in Gil Tene's HdrHistogram. Percentiles
 * are wrong by less than 2 %, the longest duration is exact.
 */
final class Latencies {

    private static final int BITS = 6;
    private static final int CLASSES = (64 - BITS) << BITS;

    private final int[] counts = new int[CLASSES];
    private int size;
    private long longest;

    void add(long nanos) {
        long positive = Math.max(0, nanos);
        counts[classOf(positive)]++;
        size++;
        longest = Math.max(longest, positive);
    }

    int size() {
        return size;
    }

    long longest() {
        return longest;
    }

    /** The least duration that this share of all does not exceed; 0 if there are none. */
    long percentile(double share) {
        long needed = Math.max(1, (long) Math.ceil(share * size));
        long seen = 0;
        for (int i = 0; i < CLASSES; i++) {
            seen += counts[i];
            if (seen >= needed) {
                return Math.min(longest, highest(i));
            }
        }
        return 0;
    }

    /** Up to 2^BITS each number is a class of its own; above, each power of two has 2^BITS classes. */
    private static int classOf(long nanos) {
        int power = 63 - Long.numberOfLeadingZeros(nanos | 1);
        if (power < BITS) {
            return (int) nanos;
        }
        int shift = power - BITS;
        return ((shift + 1) << BITS) + (int) (nanos >>> shift) - (1 << BITS);
    }

    private static long highest(int number) {
        int shift = (number >>> BITS) - 1;
        if (shift < 0) {
            return number;
        }
        long lowest = (1L << BITS) + (number & ((1 << BITS) - 1));
        return ((lowest + 1) << shift) - 1;
    }
}
