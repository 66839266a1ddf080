package dev.faultline.check;

import java.util.Arrays;

/**
 * Where values that nobody is known to have popped go into an order of the others. Each is pushed at the place within its
 * push at which the fewest lie below it: whatever lies below it at any other place lies there too, or above. It has
 * to be gone before the topmost of those below it goes; if there are none, before the next answer of emptiness.
 */
final class StackInsertions {

    private static final int NONE = StackItems.NONE;

    private final StackItems items;
    private final StackSequence order;
    /** How many values lie on the stack before each place of the order. */
    private final int[] depth;
    /** For each place the operation before which it must be as empty again as it was, the size of the order if none. */
    private final int[] until;
    /** The ranks that go in at each place, in lists. */
    private final int[] firstAt;

    private final int[] nextAt;
    private final int[] due;

    StackInsertions(StackItems items, StackSequence order) {
        this.items = items;
        this.order = order;
        depth = depths();
        until = ends();
        firstAt = new int[order.size() + 1];
        nextAt = new int[items.size];
        due = new int[order.size() + 1];
        Arrays.fill(firstAt, NONE);
        place();
    }

    StackSequence order() {
        return order;
    }

    /** How many have to be gone before this operation of the order. */
    int dueBefore(int place) {
        return due[place];
    }

    private int[] depths() {
        boolean[] isPush = new boolean[items.partition.size()];
        boolean[] isPop = new boolean[isPush.length];
        for (int value = 0; value < items.values; value++) {
            isPush[items.pushOf[value]] = true;
            if (items.popOf[value] != NONE) {
                isPop[items.popOf[value]] = true;
            }
        }
        int[] depths = new int[order.size() + 1];
        for (int i = 0; i < order.size(); i++) {
            int operation = order.operation(i);
            depths[i + 1] = depths[i] + (isPush[operation] ? 1 : isPop[operation] ? -1 : 0);
        }
        return depths;
    }

    private int[] ends() {
        int size = order.size();
        int[] ends = new int[size + 1];
        int[] waiting = new int[size + 1];
        int count = 0;
        for (int i = 0; i <= size; i++) {
            while (count > 0 && depth[waiting[count - 1]] > depth[i]) {
                ends[waiting[--count]] = i - 1;
            }
            waiting[count++] = i;
        }
        while (count > 0) {
            ends[waiting[--count]] = size;
        }
        int nextEmpty = size;
        for (int i = size; i >= 0; i--) {
            boolean empty = i < size && depth[i] == 0 && depth[i + 1] == 0;
            nextEmpty = empty ? i : nextEmpty;
            ends[i] = depth[i] == 0 ? nextEmpty : ends[i];
        }
        return ends;
    }

    /** Ranks are in the order in which the pushes complete, so one look from left to right is enough for all. */
    private void place() {
        int[] lowest = new int[order.size() + 1];
        int count = 0;
        int seen = 0;
        for (int rank = 0; rank < items.size; rank++) {
            if (items.pop[rank] != NONE) {
                continue;
            }
            int push = items.push[rank];
            int last = order.before(items.end[push]);
            for (; seen <= last; seen++) {
                while (count > 0 && depth[lowest[count - 1]] >= depth[seen]) {
                    count--;
                }
                lowest[count++] = seen;
            }
            int found = Arrays.binarySearch(lowest, 0, count, order.before(items.begin[push]));
            int place = lowest[found >= 0 ? found : -found - 1];
            nextAt[rank] = firstAt[place];
            firstAt[place] = rank;
            due[until[place]]++;
        }
    }

    /** The order with these values and with pops of unknown outcome for them; there must be enough in time. */
    StackSequence merged() {
        StackSequence merged = new StackSequence(items.partition.size());
        int[] pushes = new int[items.size];
        int popped = 0;
        int event = 0;
        for (int i = 0; i <= order.size(); i++) {
            int count = 0;
            for (int rank = firstAt[i]; rank != NONE; rank = nextAt[rank]) {
                pushes[count++] = items.push[rank];
            }
            Arrays.sort(pushes, 0, count);
            for (int k = 0; k < count; k++) {
                event = Math.max(event, items.begin[pushes[k]]);
                merged.add(pushes[k], event);
            }
            if (i < order.size()) {
                event = order.event(i);
                for (int k = 0; k < due[i]; k++) {
                    merged.add(items.openPops[popped++], event);
                }
                merged.add(order.operation(i), event);
            }
        }
        return merged;
    }
}
