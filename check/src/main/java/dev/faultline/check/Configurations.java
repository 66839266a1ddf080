package dev.faultline.check;

import java.util.Arrays;

/**
 * A set of configurations without dominated ones. A configuration is a stretch of one array:
 *
 * <pre>  state | path | mask of linearized pending operations ... | used count of each crashed kind ...</pre>
 *
 * <p>One dominates another if both have the same state and have linearized the same pending operations that
 * write, and the first has used no more crashed operations of any kind and has answered at least the same
 * pending reads: whatever the other can still explain, so can the first.
 */
final class Configurations {

    static final int STATE = 0;
    static final int PATH = 1;
    static final int MASK = 2;

    private static final int DOMINATED = -2;
    private static final int NONE = -1;

    private final Budget budget;
    private final int maskWords;
    private final int stride;
    private final int[] readOnlySlots;
    private int[] data;
    private int[] bucketOf;
    private int[] nextInBucket;
    private int[] buckets;
    private int size;
    private int alive;

    /**
     * @param readOnlySlots which bits of the mask stand for operations that only read; the caller may change it
     *     for bits that are clear in all configurations
     */
    Configurations(Budget budget, int[] readOnlySlots, int columns) {
        this.budget = budget;
        this.readOnlySlots = readOnlySlots;
        this.maskWords = readOnlySlots.length;
        this.stride = MASK + maskWords + columns;
        int capacity = 16;
        budget.reserve(bytes(capacity));
        data = new int[capacity * stride];
        bucketOf = new int[capacity];
        nextInBucket = new int[capacity];
        buckets = new int[capacity * 2];
        Arrays.fill(buckets, NONE);
    }

    int stride() {
        return stride;
    }

    /** The number of places, those of dominated configurations included. */
    int size() {
        return size;
    }

    /** The number of configurations. */
    int count() {
        return alive;
    }

    boolean isEmpty() {
        return alive == 0;
    }

    boolean isAlive(int i) {
        return data[i * stride + PATH] != DOMINATED;
    }

    /** The array that holds configuration {@code i} from {@code i * stride()} on; valid until the next add. */
    int[] data() {
        return data;
    }

    void copyTo(int i, int[] target) {
        System.arraycopy(data, i * stride, target, 0, stride);
    }

    /** Adds a copy, unless it is dominated; drops those that it dominates. Returns whether it was added. */
    boolean add(int[] configuration) {
        int bucket = bucket(configuration, 0);
        int before = NONE;
        for (int i = buckets[bucket]; i != NONE; i = nextInBucket[i]) {
            int at = i * stride;
            if (sameKey(at, configuration)) {
                if (dominates(data, at, configuration, 0)) {
                    return false;
                }
                if (dominates(configuration, 0, data, at)) {
                    data[at + PATH] = DOMINATED;
                    alive--;
                    unlink(bucket, before, i);
                    continue;
                }
            }
            before = i;
        }
        if (size == bucketOf.length) {
            grow();
            bucket = bucket(configuration, 0);
        }
        System.arraycopy(configuration, 0, data, size * stride, stride);
        link(bucket, size++);
        alive++;
        return true;
    }

    /** The least number at this offset of all configurations. */
    int least(int offset) {
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            if (isAlive(i)) {
                least = Math.min(least, data[i * stride + offset]);
            }
        }
        return least;
    }

    /** Lets the log forget all paths but those of this set. */
    void sweep(PathLog log) {
        int[] paths = new int[size];
        for (int i = 0; i < size; i++) {
            paths[i] = isAlive(i) ? data[i * stride + PATH] : PathLog.START;
        }
        log.sweep(paths);
        for (int i = 0; i < size; i++) {
            if (isAlive(i)) {
                data[i * stride + PATH] = paths[i];
            }
        }
    }

    /** Lets the model forget all states but those of this set, which gets their new numbers. */
    void sweepStates(Transitions transitions) {
        int[] states = new int[alive];
        int[][] kept = new int[alive][stride];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (isAlive(i)) {
                states[count] = data[i * stride + STATE];
                copyTo(i, kept[count++]);
            }
        }
        transitions.sweep(states);
        clear();
        for (int i = 0; i < count; i++) {
            kept[i][STATE] = states[i];
            add(kept[i]);
        }
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            buckets[bucketOf[i]] = NONE;
        }
        size = 0;
        alive = 0;
    }

    /** Gives back the memory; the set must not be used any more. */
    void release() {
        budget.release(bytes(bucketOf.length));
    }

    private boolean sameKey(int at, int[] configuration) {
        if (data[at + STATE] != configuration[STATE]) {
            return false;
        }
        for (int w = 0; w < maskWords; w++) {
            if (((data[at + MASK + w] ^ configuration[MASK + w]) & ~readOnlySlots[w]) != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean dominates(int[] a, int atA, int[] b, int atB) {
        for (int w = MASK; w < MASK + maskWords; w++) {
            if ((b[atB + w] & ~a[atA + w]) != 0) {
                return false;
            }
        }
        for (int c = MASK + maskWords; c < stride; c++) {
            if (a[atA + c] > b[atB + c]) {
                return false;
            }
        }
        return true;
    }

    private int bucket(int[] from, int at) {
        int hash = from[at + STATE];
        for (int w = 0; w < maskWords; w++) {
            hash = hash * 0x9E3779B1 + (from[at + MASK + w] & ~readOnlySlots[w]);
        }
        hash *= 0x9E3779B1;
        return (hash ^ hash >>> 15) & buckets.length - 1;
    }

    private void link(int bucket, int i) {
        bucketOf[i] = bucket;
        nextInBucket[i] = buckets[bucket];
        buckets[bucket] = i;
    }

    private void unlink(int bucket, int before, int i) {
        if (before == NONE) {
            buckets[bucket] = nextInBucket[i];
        } else {
            nextInBucket[before] = nextInBucket[i];
        }
    }

    private void grow() {
        int capacity = size * 2;
        if ((long) capacity * stride > Integer.MAX_VALUE - 16) {
            throw new LimitReached(Verdict.Limit.MEMORY);
        }
        budget.reserve(bytes(capacity));
        data = Arrays.copyOf(data, capacity * stride);
        bucketOf = Arrays.copyOf(bucketOf, capacity);
        nextInBucket = Arrays.copyOf(nextInBucket, capacity);
        buckets = new int[capacity * 2];
        budget.release(bytes(size));
        Arrays.fill(buckets, NONE);
        for (int i = 0; i < size; i++) {
            if (isAlive(i)) {
                link(bucket(data, i * stride), i);
            }
        }
    }

    private long bytes(int capacity) {
        return (long) capacity * (stride + 4) * Integer.BYTES;
    }
}
