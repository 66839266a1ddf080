package dev.faultline.check;

import java.util.Arrays;
import java.util.List;

/**
 * An order of the operations that explains a history: replayed one after the other they give what was
 * recorded. Operations of all partitions are in one order that respects real time. Immutable.
 */
public final class Witness {

    private final int[] operations;
    private final int[] points;

    Witness(int[] operations, int[] points) {
        this.operations = operations;
        this.points = points;
    }

    /** One order from those of several partitions: points are events, and no event belongs to two partitions. */
    static Witness merge(List<Witness> witnesses) {
        if (witnesses.size() == 1) {
            return witnesses.getFirst();
        }
        int size = witnesses.stream().mapToInt(Witness::size).sum();
        int[] operations = new int[size];
        long[] order = new long[size];
        int next = 0;
        for (Witness witness : witnesses) {
            for (int i = 0; i < witness.size(); i++) {
                operations[next] = witness.operation(i);
                order[next] = (long) witness.pointEvent(i) << 32 | next;
                next++;
            }
        }
        Arrays.sort(order);
        int[] sorted = new int[size];
        int[] points = new int[size];
        for (int i = 0; i < size; i++) {
            sorted[i] = operations[(int) order[i]];
            points[i] = (int) (order[i] >>> 32);
        }
        return new Witness(sorted, points);
    }

    /** How many operations took effect. */
    public int size() {
        return operations.length;
    }

    /** The index in the history of the operation that took effect as number {@code i}, from 0. */
    public int operation(int i) {
        return operations[i];
    }

    /**
     * When operation number {@code i} may have taken effect: after the event before this one and before the
     * event after this one. Never decreases with {@code i}.
     */
    public int pointEvent(int i) {
        return points[i];
    }
}
