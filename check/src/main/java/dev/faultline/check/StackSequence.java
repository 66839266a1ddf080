package dev.faultline.check;

import java.util.Arrays;

/** Operations of a stack in the order in which they take effect, each just after an event. Numbers are those of the partition. */
final class StackSequence {

    private int[] operations;
    private int[] events;
    private int size;

    StackSequence(int capacity) {
        operations = new int[capacity];
        events = new int[capacity];
    }

    void add(int operation, int event) {
        if (size == operations.length) {
            operations = Arrays.copyOf(operations, 2 * size + 2);
            events = Arrays.copyOf(events, operations.length);
        }
        operations[size] = operation;
        events[size++] = event;
    }

    int size() {
        return size;
    }

    int operation(int i) {
        return operations[i];
    }

    int event(int i) {
        return events[i];
    }

    /** How many take effect before this event. */
    int before(int event) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events[middle] < event) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    Witness witness(Partition partition) {
        int[] indices = new int[size];
        int[] points = new int[size];
        for (int i = 0; i < size; i++) {
            indices[i] = partition.index(operations[i]);
            points[i] = partition.eventNumber(events[i]);
        }
        return new Witness(indices, points);
    }
}
