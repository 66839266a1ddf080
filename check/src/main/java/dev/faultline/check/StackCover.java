package dev.faultline.check;

/**
 * How many values are certainly on a stack, moment by moment: a tree of sums and minima that adds to a stretch of
 * moments and finds the next one without any value, both in logarithmic time.
 */
final class StackCover {

    private final int leaves;
    /** The least count below a node, and what was added to all below it; the first includes the second. */
    private final int[] least;

    private final int[] added;

    StackCover(int[] counts) {
        leaves = Integer.highestOneBit(Math.max(1, counts.length - 1)) * 2;
        least = new int[2 * leaves];
        added = new int[2 * leaves];
        System.arraycopy(counts, 0, least, leaves, counts.length);
        for (int node = leaves - 1; node > 0; node--) {
            least[node] = Math.min(least[2 * node], least[2 * node + 1]);
        }
    }

    /** One value less at the moments from one to before another. */
    void remove(int from, int to) {
        if (from >= to) {
            return;
        }
        int left = from + leaves;
        int right = to + leaves - 1;
        int first = left;
        int last = right;
        while (left <= right) {
            if ((left & 1) == 1) {
                less(left++);
            }
            if ((right & 1) == 0) {
                less(right--);
            }
            left >>= 1;
            right >>= 1;
        }
        settle(first);
        settle(last);
    }

    private void less(int node) {
        least[node]--;
        added[node]--;
    }

    private void settle(int leaf) {
        for (int node = leaf >> 1; node > 0; node >>= 1) {
            least[node] = Math.min(least[2 * node], least[2 * node + 1]) + added[node];
        }
    }

    /** The first moment from this one on without a value; there must be one. */
    int nextEmpty(int from) {
        int node = from + leaves;
        int above = 0;
        for (int up = node >> 1; up > 0; up >>= 1) {
            above += added[up];
        }
        if (least[node] + above == 0) {
            return from;
        }
        // Up to the first subtree to the right that has one, then down.
        while (true) {
            int parent = node >> 1;
            above -= added[parent];
            if ((node & 1) == 0) {
                int right = node + 1;
                if (least[right] + above + added[parent] == 0) {
                    node = right;
                    above += added[parent];
                    break;
                }
            }
            node = parent;
        }
        while (node < leaves) {
            above += added[node];
            node *= 2;
            if (least[node] + above != 0) {
                node++;
            }
        }
        return node - leaves;
    }
}
