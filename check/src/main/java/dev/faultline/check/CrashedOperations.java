package dev.faultline.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operations that may have taken effect, by kind. Those of one kind are interchangeable, so that a
 * configuration only counts how many it has used; they are used in the order of their invocations. A kind
 * has a column of the configurations while it can still make a difference.
 */
final class CrashedOperations {

    private static final int NO_COLUMN = -1;

    private final Transitions transitions;
    private final int[] kindOf;
    private final List<int[]> members = new ArrayList<>();
    private final int[] invoked;
    private final int[] columnOf;
    private int[] kindOfColumn = new int[0];

    CrashedOperations(Partition partition, Transitions transitions) {
        this.transitions = transitions;
        kindOf = new int[partition.size()];
        Map<Object, Integer> kinds = new HashMap<>();
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < kindOf.length; i++) {
            if (partition.isPossible(i)) {
                kindOf[i] = kinds.computeIfAbsent(transitions.kind(i), _ -> counts.size());
                if (kindOf[i] == counts.size()) {
                    counts.add(0);
                }
                counts.set(kindOf[i], counts.get(kindOf[i]) + 1);
            }
        }
        counts.forEach(count -> members.add(new int[count]));
        invoked = new int[counts.size()];
        columnOf = new int[counts.size()];
        Arrays.fill(columnOf, NO_COLUMN);
    }

    /** Columns in a configuration. */
    int columns() {
        return kindOfColumn.length;
    }

    /** Takes note of an invocation; true if its kind needs a column and has none. */
    boolean invoke(int operation, int eventNumber) {
        int kind = kindOf[operation];
        members.get(kind)[invoked[kind]++] = operation;
        return columnOf[kind] == NO_COLUMN && transitions.isRelevant(operation, eventNumber);
    }

    /** Gives the kind of the operation a free column; false if there is none. */
    boolean takeColumn(int operation) {
        for (int column = 0; column < kindOfColumn.length; column++) {
            if (kindOfColumn[column] == NO_COLUMN) {
                kindOfColumn[column] = kindOf[operation];
                columnOf[kindOf[operation]] = column;
                return true;
            }
        }
        return false;
    }

    void addColumns() {
        int columns = kindOfColumn.length;
        kindOfColumn = Arrays.copyOf(kindOfColumn, Math.max(4, columns * 2));
        Arrays.fill(kindOfColumn, columns, kindOfColumn.length, NO_COLUMN);
    }

    /** Whether nobody needs the column: it is free, or its kind came to nothing, or all of it is used up. */
    boolean isDispensable(int column, int leastUsed, int eventNumber) {
        int kind = kindOfColumn[column];
        return kind == NO_COLUMN
                || leastUsed == members.get(kind).length
                || !transitions.isRelevant(members.get(kind)[0], eventNumber);
    }

    void freeColumn(int column) {
        if (kindOfColumn[column] != NO_COLUMN) {
            columnOf[kindOfColumn[column]] = NO_COLUMN;
            kindOfColumn[column] = NO_COLUMN;
        }
    }

    /** The operation to use next if a configuration has used so many of this column, -1 if there is none. */
    int available(int column, int used, int eventNumber) {
        int kind = kindOfColumn[column];
        if (kind == NO_COLUMN || used >= invoked[kind]) {
            return -1;
        }
        int operation = members.get(kind)[used];
        return transitions.isRelevant(operation, eventNumber) ? operation : -1;
    }
}
