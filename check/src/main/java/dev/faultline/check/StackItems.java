package dev.faultline.check;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of a stack, each pushed once. Times are local numbers of events.
 *
 * <p>A value whose pop began before its push completed can be pushed and popped at one moment, whatever else is on the
 * stack: a pair. All others are certainly on the stack from when the push completes to when the pop begins. They have
 * ranks, by the order in which they come. A value that is never popped goes after the end of time.
 */
final class StackItems {

    static final int NONE = -1;
    static final int FOREVER = Integer.MAX_VALUE;

    final Partition partition;
    final int[] begin;
    final int[] end;
    /** For each value its operations; by order of the invocations of the pushes. */
    final int[] pushOf;

    final int[] popOf;
    int values;
    /** For each rank the operations of its value. */
    int[] push = {};

    int[] pop = {};
    int size;
    /** For each event the value that can come and go just after it, where there is one. */
    final int[] pairAt;

    /** Answers that the stack was empty, and pops of unknown outcome; by the order of their invocations. */
    int[] empties = {};

    int[] openPops = {};
    private int[] notBefore = {};

    private StackItems(Partition partition) {
        this.partition = partition;
        int operations = partition.size();
        begin = new int[operations];
        end = new int[operations];
        Arrays.fill(end, FOREVER);
        for (int e = 0; e < partition.eventCount(); e++) {
            (partition.isCompletion(e) ? end : begin)[partition.eventOperation(e)] = e;
        }
        pushOf = new int[operations];
        popOf = new int[operations];
        Arrays.fill(popOf, NONE);
        pairAt = new int[partition.eventCount() + 1];
        Arrays.fill(pairAt, NONE);
    }

    /** The pushes alone, or null if a value is pushed twice. */
    static @Nullable StackItems of(Partition partition, ValueTable valueNumbers) {
        StackItems items = new StackItems(partition);
        History history = partition.history();
        for (int i = 0; i < partition.size(); i++) {
            int index = partition.index(i);
            if (history.function(index).equals("push")) {
                int value = history.valueNumber(index);
                if (value == 0 || !valueNumbers.put(value, items.values)) {
                    return null;
                }
                items.pushOf[items.values++] = i;
            }
        }
        return items;
    }

    /**
     * Gives each pop its value.
     *
     * @return operations that contradict each other, null if there are none
     */
    int @Nullable [] match(ValueTable valueNumbers) {
        int[] nothing = new int[partition.size()];
        int[] unknown = new int[partition.size()];
        int empty = 0;
        int open = 0;
        for (int i = 0; i < partition.size(); i++) {
            int index = partition.index(i);
            if (partition.history().function(index).equals("push")) {
                continue;
            }
            int result = partition.history().resultNumber(index);
            if (partition.isPossible(i)) {
                unknown[open++] = i;
            } else if (result == 0) {
                nothing[empty++] = i;
            } else {
                int value = valueNumbers.get(result);
                if (value == NONE) {
                    return new int[] {i};
                }
                if (popOf[value] != NONE) {
                    return new int[] {pushOf[value], popOf[value], i};
                }
                if (end[i] < begin[pushOf[value]]) {
                    return new int[] {pushOf[value], i};
                }
                popOf[value] = i;
            }
        }
        empties = Arrays.copyOf(nothing, empty);
        openPops = Arrays.copyOf(unknown, open);
        rank();
        return null;
    }

    /** A push of unknown outcome whose value nobody got is left out: a pop of unknown outcome does not need it. */
    private void rank() {
        int[] valueOfPush = new int[partition.size()];
        Arrays.fill(valueOfPush, NONE);
        for (int value = 0; value < values; value++) {
            int in = pushOf[value];
            int out = popOf[value];
            if (out != NONE && begin[out] < end[in]) {
                pairAt[Math.max(begin[in], begin[out])] = value;
            } else if (!partition.isPossible(in)) {
                valueOfPush[in] = value;
            }
        }
        push = new int[values];
        pop = new int[values];
        for (int e = 0; e < partition.eventCount(); e++) {
            int operation = partition.eventOperation(e);
            if (partition.isCompletion(e) && valueOfPush[operation] != NONE) {
                push[size] = operation;
                pop[size++] = popOf[valueOfPush[operation]];
            }
        }
    }

    int came(int rank) {
        return end[push[rank]];
    }

    /** When the pop of this rank completes at the latest. */
    int goneBy(int rank) {
        return pop[rank] == NONE ? FOREVER : end[pop[rank]];
    }

    /** Before this event the operation is not taken to have had its effect; at first that of its invocation. */
    int from(int operation) {
        return notBefore.length == 0 ? begin[operation] : Math.max(begin[operation], notBefore[operation]);
    }

    /** Takes an operation to have had its effect at this event or later. */
    void delay(int operation, int event) {
        if (notBefore.length == 0) {
            notBefore = new int[begin.length];
        }
        notBefore[operation] = event;
    }

    void undoDelays() {
        notBefore = new int[0];
    }

    boolean isDelayed(int operation) {
        return from(operation) > begin[operation];
    }
}
