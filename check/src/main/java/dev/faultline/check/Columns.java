package dev.faultline.check;

import java.util.Arrays;

/** The operations of a history as parallel arrays; functions, keys and values are numbers. */
final class Columns {

    final int[] process;
    final int[] function;
    final int[] key;
    final int[] value;
    final int[] result;
    final Outcome[] outcome;
    final int[] invokedEvent;
    final int[] completedEvent;
    final long[] invokedNanos;
    final long[] completedNanos;

    Columns(int capacity) {
        process = new int[capacity];
        function = new int[capacity];
        key = new int[capacity];
        value = new int[capacity];
        result = new int[capacity];
        outcome = new Outcome[capacity];
        invokedEvent = new int[capacity];
        completedEvent = new int[capacity];
        invokedNanos = new long[capacity];
        completedNanos = new long[capacity];
    }

    private Columns(Columns from, int capacity) {
        process = Arrays.copyOf(from.process, capacity);
        function = Arrays.copyOf(from.function, capacity);
        key = Arrays.copyOf(from.key, capacity);
        value = Arrays.copyOf(from.value, capacity);
        result = Arrays.copyOf(from.result, capacity);
        outcome = Arrays.copyOf(from.outcome, capacity);
        invokedEvent = Arrays.copyOf(from.invokedEvent, capacity);
        completedEvent = Arrays.copyOf(from.completedEvent, capacity);
        invokedNanos = Arrays.copyOf(from.invokedNanos, capacity);
        completedNanos = Arrays.copyOf(from.completedNanos, capacity);
    }

    Columns copy(int capacity) {
        return new Columns(this, capacity);
    }
}
