package dev.faultline.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A register on one partition. A state is the number of a value; values that no operation asks for are all
 * the same to every observer, and share number 0.
 */
final class RegisterTransitions implements Transitions {

    private static final int[] NOT_ALLOWED = {};
    private static final int UNASKED = 0;
    private static final int NO_WRITE = -1;

    private final Assignment.Test[] test;
    private final int[] expected;
    private final int[] written;
    private final int[][] states;
    private final int initial;
    /** For each value the last event at which an operation that asks for it completes, -1 if none does. */
    private final int[] lastAsked;
    /** The last event at which an operation that tests for another value completes. */
    private int lastIsNot = -1;

    RegisterTransitions(RegisterModel model, Partition partition) {
        int size = partition.size();
        test = new Assignment.Test[size];
        expected = new int[size];
        written = new int[size];
        Assignment[] assignments = new Assignment[size];
        Map<Optional<Object>, Integer> values = new HashMap<>();
        for (int i = 0; i < size; i++) {
            assignments[i] = model.assignment(partition.operation(i));
            test[i] = assignments[i].test();
            expected[i] = test[i] == Assignment.Test.ANY
                    ? UNASKED
                    : values.computeIfAbsent(assignments[i].expected(), _ -> values.size() + 1);
        }
        for (int i = 0; i < size; i++) {
            written[i] = assignments[i].writes() ? values.getOrDefault(assignments[i].written(), UNASKED) : NO_WRITE;
        }
        initial = values.getOrDefault(model.initial(), UNASKED);
        states = new int[values.size() + 1][];
        Arrays.setAll(states, value -> new int[] {value});
        lastAsked = new int[states.length];
        Arrays.fill(lastAsked, -1);
        findLastAsked(partition);
    }

    private void findLastAsked(Partition partition) {
        for (int e = 0; e < partition.eventCount(); e++) {
            int i = partition.eventOperation(e);
            if (partition.isCompletion(e) && test[i] == Assignment.Test.IS) {
                lastAsked[expected[i]] = partition.eventNumber(e);
            } else if (partition.isCompletion(e) && test[i] == Assignment.Test.IS_NOT) {
                lastIsNot = partition.eventNumber(e);
            }
        }
        // A possible cas asks for its value as long as anybody asks for the one that it writes.
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < test.length; i++) {
                if (partition.isPossible(i)
                        && test[i] == Assignment.Test.IS
                        && written[i] != NO_WRITE
                        && lastAsked[expected[i]] < lastAsked[written[i]]) {
                    lastAsked[expected[i]] = lastAsked[written[i]];
                    changed = true;
                }
            }
        }
    }

    @Override
    public int initial() {
        return initial;
    }

    @Override
    public int[] next(int state, int operation) {
        boolean allowed = switch (test[operation]) {
            case ANY -> true;
            case IS -> state == expected[operation];
            case IS_NOT -> state != expected[operation];
        };
        if (!allowed) {
            return NOT_ALLOWED;
        }
        return written[operation] == NO_WRITE ? states[state] : states[written[operation]];
    }

    @Override
    public boolean isRelevant(int operation, int eventNumber) {
        return lastIsNot >= eventNumber || lastAsked[written[operation]] >= eventNumber;
    }

    @Override
    public Object kind(int operation) {
        return new Kind(test[operation], expected[operation], written[operation]);
    }

    private record Kind(Assignment.Test test, int expected, int written) {}
}
