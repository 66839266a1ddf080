package dev.faultline.check;

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
