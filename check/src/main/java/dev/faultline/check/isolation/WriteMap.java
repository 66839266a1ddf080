package dev.faultline.check.isolation;

import java.util.Arrays;

/** From (key, value) to a number that is not negative; open addressing with linear probing. */
final class WriteMap {

    static final int ABSENT = -1;

    private int[] keys;
    private long[] values;
    private int[] numbers;
    private int size;

    WriteMap(int expected) {
        allocate(Integer.highestOneBit(Math.max(8, Math.min(expected, 1 << 29)) * 2 - 1));
    }

    /** Adds a pair that is not there yet, or returns the number that it has and changes nothing. */
    int putIfAbsent(int key, long value, int number) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int slot = slot(key, value);
        if (numbers[slot] == ABSENT) {
            keys[slot] = key;
            values[slot] = value;
            numbers[slot] = number;
            size++;
            return ABSENT;
        }
        return numbers[slot];
    }

    int get(int key, long value) {
        return numbers[slot(key, value)];
    }

    private int slot(int key, long value) {
        int mask = keys.length - 1;
        long hash = (value * 0x9E3779B97F4A7C15L ^ key) * 0xC2B2AE3D27D4EB4FL;
        int slot = (int) (hash >>> 33) & mask;
        while (numbers[slot] != ABSENT && (keys[slot] != key || values[slot] != value)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldKeys = keys;
        long[] oldValues = values;
        int[] oldNumbers = numbers;
        allocate(keys.length * 2);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldNumbers[i] != ABSENT) {
                int slot = slot(oldKeys[i], oldValues[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }

    private void allocate(int capacity) {
        keys = new int[capacity];
        values = new long[capacity];
        numbers = new int[capacity];
        Arrays.fill(numbers, ABSENT);
    }
}
