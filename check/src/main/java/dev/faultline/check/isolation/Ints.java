package dev.faultline.check.isolation;

import java.util.Arrays;

/** A list of ints that grows. */
final class Ints {

    private int[] elements;
    private int size;

    Ints(int capacity) {
        elements = new int[Math.max(4, capacity)];
    }

    void add(int element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size + (size >> 1) + 4);
        }
        elements[size++] = element;
    }

    int get(int i) {
        return elements[i];
    }

    void set(int i, int element) {
        elements[i] = element;
    }

    int last() {
        return elements[size - 1];
    }

    int removeLast() {
        return elements[--size];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
    }

    /** Keeps the first so many. */
    void truncate(int count) {
        size = count;
    }

    int[] toArray() {
        return Arrays.copyOf(elements, size);
    }
}
