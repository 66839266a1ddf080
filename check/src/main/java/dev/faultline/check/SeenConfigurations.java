package dev.faultline.check;

import java.util.Arrays;

/** Which configurations a depth-first search has met: short arrays of longs in one arena, with open addressing. */
final class SeenConfigurations {

    private static final int FIRST_SLOTS = 1 << 10;

    private final Budget budget;
    private long[] arena = new long[FIRST_SLOTS];
    private int used;
    /** Where an array begins in the arena, plus one; its length stands first there. */
    private int[] slots = new int[FIRST_SLOTS];

    private int size;

    SeenConfigurations(Budget budget) {
        this.budget = budget;
        budget.reserve(bytes(arena.length, slots.length));
    }

    /** Takes note of the first so many elements; false if they were noted before. */
    boolean add(long[] configuration, int length) {
        int slot = slotOf(configuration, 0, length);
        if (slots[slot] != 0) {
            return false;
        }
        makeRoom(length + 1);
        arena[used] = length;
        System.arraycopy(configuration, 0, arena, used + 1, length);
        slots[slot] = used + 1;
        used += length + 1;
        if (++size * 2 > slots.length) {
            rehash();
        }
        return true;
    }

    /** The slot that has it, or the free one where it belongs. */
    private int slotOf(long[] from, int at, int length) {
        long hash = length;
        for (int i = at; i < at + length; i++) {
            hash = (hash ^ from[i]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        int slot = (int) (hash ^ hash >>> 32) & (slots.length - 1);
        while (slots[slot] != 0 && !isAt(slots[slot] - 1, from, at, length)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private boolean isAt(int place, long[] from, int at, int length) {
        return arena[place] == length
                && Arrays.equals(arena, place + 1, place + 1 + length, from, at, at + length);
    }

    private void makeRoom(int more) {
        if (used + more > arena.length) {
            long capacity = Math.max(2L * arena.length, used + more);
            if (capacity > Integer.MAX_VALUE - 16) {
                throw new LimitReached(Verdict.Limit.MEMORY);
            }
            budget.reserve(bytes(capacity, 0));
            budget.release(bytes(arena.length, 0));
            arena = Arrays.copyOf(arena, (int) capacity);
        }
    }

    private void rehash() {
        budget.reserve(bytes(0, slots.length));
        slots = new int[2 * slots.length];
        for (int place = 0; place < used; place += (int) arena[place] + 1) {
            slots[slotOf(arena, place + 1, (int) arena[place])] = place + 1;
        }
    }

    private static long bytes(long longs, long ints) {
        return longs * Long.BYTES + ints * Integer.BYTES;
    }
}
