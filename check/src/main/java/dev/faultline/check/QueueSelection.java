package dev.faultline.check;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts the items of a queue into an order, taking one after the other that nothing left has to precede. Linear, but for
 * sorting: one clock follows the earliest item left that has to come, one the earliest that has to go.
 *
 * <p>A value that nobody is known to have dequeued is taken when nothing else can be: then it is in the way, and has to go by a
 * dequeue of unknown outcome that has begun before the next value has to go. Of several the one that came first is
 * taken, as they differ in nothing else; so as few are taken as possible, and as late as possible.
 */
final class QueueSelection {

    private static final int NONE = QueueItems.NONE;
    private static final int TAKEN = 8;

    private final QueueItems items;
    private final Clock come;
    private final Clock go;
    private final byte[] passed;
    private final int[] ready;
    private int readySize;
    private final int[] lasting;
    private int nextLasting;
    private int usedDequeues;

    QueueSelection(QueueItems items) {
        this.items = items;
        passed = new byte[items.size];
        ready = new int[items.size];
        lasting = items.lasting();
        come = new Clock(items.comeFrom, items.comeBy);
        go = new Clock(items.goFrom, items.goBy);
    }

    /** The items in order; null if there is none, and {@link #cycle} tells why. */
    int @Nullable [] order() {
        int[] order = new int[items.size];
        for (int i = 0; i < order.length; i++) {
            come.advance();
            go.advance();
            if (i == readySize && !takeLasting()) {
                return null;
            }
            int item = ready[i];
            order[i] = item;
            passed[item] = TAKEN;
            come.take(item);
            go.take(item);
        }
        return order;
    }

    private boolean takeLasting() {
        while (nextLasting < lasting.length && isTaken(lasting[nextLasting])) {
            nextLasting++;
        }
        boolean begun =
                usedDequeues < items.openDequeues.length && items.invoked[items.openDequeues[usedDequeues]] < go.time;
        if (!begun || nextLasting == lasting.length || items.comeFrom[lasting[nextLasting]] > come.time) {
            return false;
        }
        ready[readySize++] = lasting[nextLasting];
        items.take(lasting[nextLasting], items.openDequeues[usedDequeues++]);
        return true;
    }

    private boolean isTaken(int item) {
        return passed[item] >= TAKEN;
    }

    /** Values that all had to go, the last of them for want of a dequeue. */
    int[] lastingUpTo(int item) {
        int count = 0;
        while (lasting[count] != item) {
            count++;
        }
        return Arrays.copyOf(lasting, count + 1);
    }

    /** Items each of which has to precede the next, and the last of which has to precede the first. */
    int[] cycle() {
        int[] path = new int[items.size];
        int[] placeOf = new int[items.size];
        Arrays.fill(placeOf, NONE);
        int item = 0;
        while (isTaken(item)) {
            item++;
        }
        int length = 0;
        while (placeOf[item] == NONE) {
            placeOf[item] = length;
            path[length++] = item;
            int blocker = come.blocker(item);
            item = blocker == NONE ? go.blocker(item) : blocker;
        }
        return Arrays.copyOfRange(path, placeOf[item], length);
    }

    /** Follows the earliest time by which an item that is left has to be through. */
    private final class Clock {

        private final int[] from;
        private final int[] by;
        private final int[] firstAt;
        private final int[] nextAt;
        private final int[] leftAt;
        private int time;
        private int released;

        Clock(int[] from, int[] by) {
            this.from = from;
            this.by = by;
            firstAt = new int[items.forever + 1];
            leftAt = new int[items.forever + 1];
            nextAt = new int[items.size];
            Arrays.fill(firstAt, NONE);
            for (int item = items.size - 1; item >= 0; item--) {
                nextAt[item] = firstAt[from[item]];
                firstAt[from[item]] = item;
                leftAt[by[item]]++;
            }
        }

        /** Lets through whatever nothing left precedes. */
        void advance() {
            while (time < leftAt.length && leftAt[time] == 0) {
                time++;
            }
            for (; released <= time && released < firstAt.length; released++) {
                for (int item = firstAt[released]; item != NONE; item = nextAt[item]) {
                    if (++passed[item] == 2) {
                        ready[readySize++] = item;
                    }
                }
            }
        }

        void take(int item) {
            leftAt[by[item]]--;
        }

        /** An item left that has to precede this one. */
        int blocker(int item) {
            if (from[item] <= time) {
                return NONE;
            }
            int blocker = 0;
            while (isTaken(blocker) || by[blocker] != time) {
                blocker++;
            }
            return blocker;
        }
    }
}
