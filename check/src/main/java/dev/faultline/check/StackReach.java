package dev.faultline.check;

import java.util.Arrays;

/** Which of the first so many values goes last, as a tree of maxima. Logarithmic. */
final class StackReach {

    private static final int NONE = StackItems.NONE;

    private final int leaves;
    private final int[] until;
    /** The leaf with the latest time below each node. */
    private final int[] latest;

    StackReach(int size) {
        leaves = Integer.highestOneBit(Math.max(1, size - 1)) * 2;
        until = new int[leaves];
        latest = new int[2 * leaves];
        Arrays.fill(until, NONE);
        for (int leaf = 0; leaf < leaves; leaf++) {
            latest[leaves + leaf] = leaf;
        }
        for (int node = leaves - 1; node > 0; node--) {
            latest[node] = latest[2 * node];
        }
    }

    void put(int value, int time) {
        until[value] = time;
        for (int node = (leaves + value) >> 1; node > 0; node >>= 1) {
            int left = latest[2 * node];
            int right = latest[2 * node + 1];
            latest[node] = until[right] > until[left] ? right : left;
        }
    }

    void clear(int value) {
        if (until[value] != NONE) {
            put(value, NONE);
        }
    }

    /** The one of the first so many values that goes last; there must be one. */
    int furthest(int count) {
        int best = 0;
        int from = leaves;
        int to = leaves + count;
        while (from < to) {
            if ((to & 1) == 1) {
                int other = latest[--to];
                best = until[other] > until[best] ? other : best;
            }
            if ((from & 1) == 1) {
                int other = latest[from++];
                best = until[other] > until[best] ? other : best;
            }
            from >>= 1;
            to >>= 1;
        }
        return best;
    }
}
