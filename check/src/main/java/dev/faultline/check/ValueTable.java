package dev.faultline.check;

import java.util.Arrays;

/** A map from numbers of values to numbers from 0; open addressing, of fixed capacity. */
final class ValueTable {

    private static final int FREE = -1;

    private final int[] keys;
    private final int[] numbers;
    private final int shift;

    /** @param most how many entries it is to hold at most, one more than that is allowed */
    ValueTable(int most) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(8, most + 1)) + 1;
        keys = new int[1 << bits];
        numbers = new int[1 << bits];
        shift = Integer.SIZE - bits;
        Arrays.fill(keys, FREE);
    }

    /** Adds an entry; false if there is one for the value already. */
    boolean put(int value, int number) {
        int slot = slot(value);
        if (keys[slot] == value) {
            return false;
        }
        keys[slot] = value;
        numbers[slot] = number;
        return true;
    }

    /** The number of the value, -1 if it has none. */
    int get(int value) {
        int slot = slot(value);
        return keys[slot] == value ? numbers[slot] : -1;
    }

    private int slot(int value) {
        int slot = (value * 0x9E3779B9) >>> shift;
        while (keys[slot] != FREE && keys[slot] != value) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }
}
