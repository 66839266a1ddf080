package dev.faultline.check;

import java.util.Arrays;

/**
 * How each configuration came about: a forest of steps, each an operation that takes effect, with its
 * predecessor. Configurations share what they have in common.
 */
final class PathLog {

    /** The path without steps. */
    static final int START = -1;

    private static final int BYTES_PER_STEP = 3 * Integer.BYTES;

    private final Budget budget;
    private int[] previous;
    private int[] operation;
    private int[] point;
    private int size;
    private int sweepAt = 1 << 16;

    /** @param expected how many steps are likely */
    PathLog(Budget budget, int expected) {
        this.budget = budget;
        int capacity = Math.clamp(expected, 8, 1024);
        budget.reserve((long) capacity * BYTES_PER_STEP);
        previous = new int[capacity];
        operation = new int[capacity];
        point = new int[capacity];
    }

    /** A path that goes on from another with an operation that takes effect around an event. */
    int append(int path, int nextOperation, int eventNumber) {
        if (size == previous.length) {
            budget.reserve((long) size * BYTES_PER_STEP);
            previous = Arrays.copyOf(previous, size * 2);
            operation = Arrays.copyOf(operation, size * 2);
            point = Arrays.copyOf(point, size * 2);
        }
        previous[size] = path;
        operation[size] = nextOperation;
        point[size] = eventNumber;
        return size++;
    }

    int size() {
        return size;
    }

    /** Forgets the steps appended since the log had this size. */
    void truncate(int toSize) {
        size = toSize;
    }

    boolean isDueForSweep() {
        return size >= sweepAt;
    }

    /** Drops the steps that none of the paths needs, and replaces each path by its new number. */
    void sweep(int[] paths) {
        int[] moved = new int[size];
        for (int path : paths) {
            for (int step = path; step != START && moved[step] == 0; step = previous[step]) {
                moved[step] = 1;
            }
        }
        int kept = 0;
        for (int step = 0; step < size; step++) {
            if (moved[step] != 0) {
                previous[kept] = previous[step] == START ? START : moved[previous[step]];
                operation[kept] = operation[step];
                point[kept] = point[step];
                moved[step] = kept++;
            }
        }
        for (int i = 0; i < paths.length; i++) {
            paths[i] = paths[i] == START ? START : moved[paths[i]];
        }
        size = kept;
        sweepAt = Math.max(sweepAt, 2 * kept);
    }

    /** The steps of a path: operations in the first array, their points in the second. */
    int[][] steps(int path) {
        int length = 0;
        for (int step = path; step != START; step = previous[step]) {
            length++;
        }
        int[][] steps = new int[2][length];
        for (int step = path; step != START; step = previous[step]) {
            steps[0][--length] = operation[step];
            steps[1][length] = point[step];
        }
        return steps;
    }
}
