package dev.faultline.check;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Numbers for equal things by order of appearance, from 0. Open addressing: about 12 bytes for each. */
final class Numbering {

    private static final int FREE = -1;

    private @Nullable Object[] things;
    private int[] hashes;
    private int[] table;
    private int size;

    Numbering(@Nullable Object... first) {
        things = new @Nullable Object[16];
        hashes = new int[16];
        table = new int[32];
        Arrays.fill(table, FREE);
        for (Object thing : first) {
            number(thing);
        }
    }

    /** The number of the thing, a new one if it is new. */
    int number(@Nullable Object thing) {
        int hash = thing == null ? 0 : thing.hashCode() * 0x9E3779B9;
        int mask = table.length - 1;
        int slot = (hash ^ hash >>> 15) & mask;
        while (table[slot] != FREE) {
            int known = table[slot];
            Object other = things[known];
            if (hashes[known] == hash && (thing == null ? other == null : thing.equals(other))) {
                return known;
            }
            slot = (slot + 1) & mask;
        }
        if (size == things.length) {
            things = Arrays.copyOf(things, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
            growTable();
            return number(thing);
        }
        table[slot] = size;
        hashes[size] = hash;
        things[size] = thing;
        return size++;
    }

    /** The number of the thing, -1 if it has none. */
    int find(@Nullable Object thing) {
        int hash = thing == null ? 0 : thing.hashCode() * 0x9E3779B9;
        int mask = table.length - 1;
        for (int slot = (hash ^ hash >>> 15) & mask; table[slot] != FREE; slot = (slot + 1) & mask) {
            int known = table[slot];
            Object other = things[known];
            if (hashes[known] == hash && (thing == null ? other == null : thing.equals(other))) {
                return known;
            }
        }
        return FREE;
    }

    private void growTable() {
        table = new int[4 * size];
        Arrays.fill(table, FREE);
        int mask = table.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = (hashes[i] ^ hashes[i] >>> 15) & mask;
            while (table[slot] != FREE) {
                slot = (slot + 1) & mask;
            }
            table[slot] = i;
        }
    }

    int size() {
        return size;
    }

    @Nullable
    Object thing(int number) {
        return things[number];
    }

    /** The things by their numbers; those that it has now will not change. */
    @Nullable
    Object[] things() {
        return things;
    }
}
