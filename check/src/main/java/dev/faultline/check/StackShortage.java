package dev.faultline.check;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds a moment by which more values have to be gone than pops of unknown outcome have begun. What was pushed after
 * another value was there, and before that one began to go, has to be gone by its end; what was there before an answer of
 * emptiness began has to be gone by the end of that. O(n log n), with Fenwick's sums of prefixes.
 */
final class StackShortage {

    private static final int NONE = StackItems.NONE;

    private final StackItems items;
    private final int events;
    /** For each event the invocations before it of pushes that are over, and whose values nobody popped; as a tree. */
    private final int[] sums;

    private int lasting;

    StackShortage(StackItems items) {
        this.items = items;
        events = items.partition.eventCount();
        sums = new int[events + 1];
    }

    /** Operations that contradict each other, null if there is no such moment. */
    int @Nullable [] find() {
        boolean[] lasts = new boolean[items.partition.size()];
        int[] pushOfPop = new int[lasts.length];
        Arrays.fill(pushOfPop, NONE);
        for (int rank = 0; rank < items.size; rank++) {
            if (items.pop[rank] == NONE) {
                lasts[items.push[rank]] = true;
            } else {
                pushOfPop[items.pop[rank]] = items.push[rank];
            }
        }
        boolean[] empty = new boolean[lasts.length];
        for (int answer : items.empties) {
            empty[answer] = true;
        }
        for (int e = 0; e < events; e++) {
            int operation = items.partition.eventOperation(e);
            if (items.partition.isCompletion(e)) {
                if (lasts[operation]) {
                    add(items.begin[operation]);
                }
            } else if (empty[operation] || pushOfPop[operation] != NONE) {
                int push = pushOfPop[operation];
                int after = push == NONE ? NONE : items.end[push];
                int pops = begunBefore(items.end[operation]);
                if (lasting - upTo(after) > pops) {
                    return contradiction(push, operation, after, pops);
                }
            }
        }
        return null;
    }

    private void add(int event) {
        lasting++;
        for (int i = event + 1; i <= events; i += i & -i) {
            sums[i]++;
        }
    }

    private int upTo(int event) {
        int sum = 0;
        for (int i = event + 1; i > 0; i -= i & -i) {
            sum += sums[i];
        }
        return sum;
    }

    private int begunBefore(int event) {
        int low = 0;
        int high = items.openPops.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (items.begin[items.openPops[middle]] < event) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** One value more than there are pops is enough. */
    private int[] contradiction(int push, int operation, int after, int pops) {
        int[] all = Arrays.copyOf(items.openPops, 2 * pops + 3);
        int count = pops;
        for (int rank = 0; count < 2 * pops + 1; rank++) {
            int other = items.push[rank];
            boolean within = items.begin[other] > after && items.end[other] < items.begin[operation];
            if (items.pop[rank] == NONE && within) {
                all[count++] = other;
            }
        }
        all[count++] = push;
        all[count] = operation;
        return all;
    }
}
