package dev.faultline.check;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Leaving operations out of a register. Reads may always go. A write may go if, whatever the explanation, it
 * is not the write that decides the test of an operation that stays: the test looks for another value, or the
 * write begins after it, or a write that stays lies between them in real time. For the reader's sake at least
 * one write stays of each value that is asked for.
 */
final class RegisterRemovals implements Removals {

    private final Assignment[] assignments;
    private final boolean[] certain;
    private final int[] invoked;
    private final int[] completed;
    private final int[] writtenValue;
    private final int[] askedValue;
    private final int values;

    RegisterRemovals(RegisterModel model, List<Operation> operations) {
        int size = operations.size();
        assignments = new Assignment[size];
        certain = new boolean[size];
        invoked = new int[size];
        completed = new int[size];
        writtenValue = new int[size];
        askedValue = new int[size];
        Numbering numbers = new Numbering();
        for (int i = 0; i < size; i++) {
            Operation operation = operations.get(i);
            assignments[i] = model.assignment(operation);
            certain[i] = model.effect(operation) == Model.Effect.CERTAIN;
            invoked[i] = operation.invokedEvent();
            completed[i] = certain[i] ? operation.completedEvent() : Operation.NEVER;
            writtenValue[i] = numbers.number(assignments[i].written());
            askedValue[i] = numbers.number(assignments[i].expected());
        }
        values = numbers.size();
    }

    @Override
    public void repair(BitSet kept) {
        boolean changed = true;
        while (changed) {
            changed = false;
            int[] earliestCompletion = earliestCompletions(kept);
            int[] latestOrphan = latestOrphans(kept);
            for (int i = kept.previousClearBit(assignments.length - 1); i >= 0; i = kept.previousClearBit(i - 1)) {
                if (mayDecideOneOf(kept, i, earliestCompletion[firstInvokedAfter(completed[i])])
                        || (assignments[i].writes() && invoked[i] < latestOrphan[writtenValue[i]])) {
                    kept.set(i);
                    changed = true;
                }
            }
        }
    }

    @Override
    public boolean judges(int operation) {
        return true;
    }

    /** For each operation, the earliest completion of a kept write among those invoked from it on. */
    private int[] earliestCompletions(BitSet kept) {
        int[] earliest = new int[assignments.length + 1];
        earliest[assignments.length] = Operation.NEVER;
        for (int i = assignments.length - 1; i >= 0; i--) {
            boolean overwrites = kept.get(i) && certain[i] && assignments[i].writes();
            earliest[i] = overwrites ? Math.min(earliest[i + 1], completed[i]) : earliest[i + 1];
        }
        return earliest;
    }

    private boolean mayDecideOneOf(BitSet kept, int write, int overwrittenAt) {
        Optional<Object> value = assignments[write].written();
        if (!assignments[write].writes()) {
            return false;
        }
        for (int i = kept.nextSetBit(0); i >= 0 && invoked[i] < overwrittenAt; i = kept.nextSetBit(i + 1)) {
            if (invoked[write] < completed[i]
                    && assignments[i].test() != Assignment.Test.ANY
                    && assignments[i].allows(value)) {
                return true;
            }
        }
        return false;
    }

    /** For each value, the latest completion of a kept operation that asks for it and has no kept source. */
    private int[] latestOrphans(BitSet kept) {
        int[] firstWrite = new int[values];
        Arrays.fill(firstWrite, Operation.NEVER);
        for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
            if (assignments[i].writes()) {
                firstWrite[writtenValue[i]] = Math.min(firstWrite[writtenValue[i]], invoked[i]);
            }
        }
        int[] latest = new int[values];
        Arrays.fill(latest, -1);
        for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
            if (assignments[i].test() == Assignment.Test.IS && completed[i] <= firstWrite[askedValue[i]]) {
                latest[askedValue[i]] = Math.max(latest[askedValue[i]], completed[i]);
            }
        }
        return latest;
    }

    private int firstInvokedAfter(int event) {
        int low = 0;
        int high = invoked.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (invoked[middle] > event) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
