package dev.faultline.check.isolation;

/** Variables by activity, the highest first; equal ones by number. */
final class VariableHeap {

    private static final double DECAY = 1 / 0.95;
    private static final double LARGE = 1e100;

    private final double[] activity;
    private final int[] heap;
    private final int[] at;
    private int size;
    private double step = 1;

    VariableHeap(int variables) {
        activity = new double[variables];
        heap = new int[variables];
        at = new int[variables];
        for (int v = 0; v < variables; v++) {
            heap[v] = v;
            at[v] = v;
        }
        size = variables;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int removeFirst() {
        int first = heap[0];
        at[first] = -1;
        int moved = heap[--size];
        if (size > 0) {
            heap[0] = moved;
            at[moved] = 0;
            down(0);
        }
        return first;
    }

    void add(int variable) {
        if (at[variable] < 0) {
            heap[size] = variable;
            at[variable] = size;
            up(size++);
        }
    }

    void bump(int variable) {
        activity[variable] += step;
        if (activity[variable] > LARGE) {
            for (int v = 0; v < activity.length; v++) {
                activity[v] /= LARGE;
            }
            step /= LARGE;
        }
        if (at[variable] >= 0) {
            up(at[variable]);
        }
    }

    void decay() {
        step *= DECAY;
    }

    private boolean before(int a, int b) {
        return activity[a] > activity[b] || (activity[a] == activity[b] && a < b);
    }

    private void up(int from) {
        int i = from;
        int variable = heap[i];
        while (i > 0 && before(variable, heap[(i - 1) / 2])) {
            heap[i] = heap[(i - 1) / 2];
            at[heap[i]] = i;
            i = (i - 1) / 2;
        }
        heap[i] = variable;
        at[variable] = i;
    }

    private void down(int from) {
        int i = from;
        int variable = heap[i];
        while (2 * i + 1 < size) {
            int child = 2 * i + 1;
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], variable)) {
                break;
            }
            heap[i] = heap[child];
            at[heap[i]] = i;
            i = child;
        }
        heap[i] = variable;
        at[variable] = i;
    }
}
