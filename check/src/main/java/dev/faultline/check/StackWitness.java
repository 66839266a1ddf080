package dev.faultline.check;

import java.util.Arrays;

/**
 * An order of the operations of a stack that was taken apart. The bottom of a stretch comes just before its first moment
 * and goes just after its last, outside of all that was taken away later; pairs come and go at one moment.
 */
final class StackWitness {

    private static final int NONE = StackItems.NONE;

    private final StackItems items;
    private final StackSequence sequence;

    StackWitness(StackItems items) {
        this.items = items;
        sequence = new StackSequence(items.partition.size());
    }

    /** @param emptyAt for each answer of emptiness the event after which it is true */
    StackSequence of(StackPeeling peeling, int[] emptyAt) {
        int events = items.partition.eventCount();
        int[] pushes = lists(events);
        int[] pops = lists(events);
        int[] empties = lists(events);
        int[] nextPush = new int[peeling.takenCount];
        int[] nextPop = new int[peeling.takenCount];
        int[] nextEmpty = new int[emptyAt.length];
        for (int i = peeling.takenCount - 1; i >= 0; i--) {
            prepend(pushes, nextPush, peeling.takenFrom[i], i);
        }
        for (int i = 0; i < peeling.takenCount; i++) {
            prepend(pops, nextPop, peeling.takenTo[i], i);
        }
        for (int i = emptyAt.length - 1; i >= 0; i--) {
            prepend(empties, nextEmpty, emptyAt[i], i);
        }
        for (int e = 0; e < events; e++) {
            for (int i = pops[e]; i != NONE; i = nextPop[i]) {
                sequence.add(items.pop[peeling.taken[i]], e);
            }
            if (items.pairAt[e] != NONE) {
                sequence.add(items.pushOf[items.pairAt[e]], e);
                sequence.add(items.popOf[items.pairAt[e]], e);
            }
            for (int i = empties[e]; i != NONE; i = nextEmpty[i]) {
                sequence.add(items.empties[i], e);
            }
            for (int i = pushes[e + 1]; i != NONE; i = nextPush[i]) {
                sequence.add(items.push[peeling.taken[i]], e);
            }
        }
        return sequence;
    }

    private static int[] lists(int events) {
        int[] heads = new int[events + 1];
        Arrays.fill(heads, NONE);
        return heads;
    }

    private static void prepend(int[] heads, int[] next, int at, int element) {
        next[element] = heads[at];
        heads[at] = element;
    }
}
