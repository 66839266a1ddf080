package dev.faultline.check.isolation;

import java.util.Arrays;

/**
 * When the writes of registers, with all that read them, were seen to be done: from the earliest completion on, others can
 * only come later. A write whose last reader is invoked after another write, or a reader of that, has completed comes after
 * that one (Gibbons and Korach, Testing shared memories, 1997). Writes of which each overwrites what its transaction read of
 * the one before count as one: nothing comes between them.
 */
final class WriteZones {

    private static final int NONE = -1;
    private static final int PASSED = -2;

    private final Dependencies found;
    private final int[] writeKey;
    /** Of each write, the first of those that count as one with it. */
    private final int[] head;
    /** Of each write, the earliest completion and the latest invocation of those who wrote or read it. */
    private final int[] doneAt;

    private final int[] begunAt;
    /** The writes of each key by their first completions, and which of them is the first that is not placed. */
    private final int[] sorted;

    private final int[] placeOf;
    private final int[] start;
    private final int[] first;
    private final boolean[] placed;

    WriteZones(Dependencies found) {
        this.found = found;
        writeKey = found.writeKey.toArray();
        head = new int[writeKey.length];
        Arrays.fill(head, NONE);
        doneAt = new int[writeKey.length];
        begunAt = new int[writeKey.length];
        placed = new boolean[writeKey.length];
        sorted = new int[writeKey.length];
        placeOf = new int[writeKey.length];
        start = new int[found.history.keys() + 1];
        for (int t = 0; t < found.happened.length; t++) {
            for (int w = found.writeStart[t]; w < found.writeStart[t + 1]; w++) {
                doneAt[w] = found.history.completed[t];
                begunAt[w] = found.history.invoked[t];
                start[writeKey[w] + 1]++;
            }
        }
        for (int key = 1; key < start.length; key++) {
            start[key] += start[key - 1];
        }
        first = start.clone();
    }

    /** A transaction read the write. */
    void read(int write, int reader) {
        doneAt[write] = Math.min(doneAt[write], found.history.completed[reader]);
        begunAt[write] = Math.max(begunAt[write], found.history.invoked[reader]);
    }

    /** Writes that overwrite each other in a circle have no first; one of them stands for it, and no order will be found. */
    private int headOf(int write) {
        Ints passed = new Ints(8);
        int at = write;
        while (head[at] == NONE) {
            passed.add(at);
            int before = found.writeOver.get(at);
            head[at] = before < 0 ? at : PASSED;
            at = before < 0 ? at : found.writeOf(before, writeKey[at]);
        }
        int first = head[at] == PASSED ? at : head[at];
        for (int i = 0; i < passed.size(); i++) {
            head[passed.get(i)] = first;
        }
        return first;
    }

    private void join() {
        for (int w = 0; w < writeKey.length; w++) {
            int first = headOf(w);
            doneAt[first] = Math.min(doneAt[first], doneAt[w]);
            begunAt[first] = Math.max(begunAt[first], begunAt[w]);
        }
        for (int w = 0; w < writeKey.length; w++) {
            doneAt[w] = doneAt[head[w]];
            begunAt[w] = begunAt[head[w]];
        }
    }

    /** All reads are known. */
    void sort() {
        join();
        long[] byKey = new long[writeKey.length];
        for (int w = 0; w < byKey.length; w++) {
            byKey[w] = (long) doneAt[w] << 32 | w;
        }
        Arrays.sort(byKey);
        int[] at = start.clone();
        for (long packed : byKey) {
            int w = (int) packed;
            placeOf[w] = at[writeKey[w]];
            sorted[at[writeKey[w]]++] = w;
        }
    }

    void place(int write) {
        placed[write] = true;
    }

    /** It is not placed any more. */
    void takeBack(int write) {
        placed[write] = false;
        first[writeKey[write]] = Math.min(first[writeKey[write]], placeOf[write]);
    }

    /** Whether another write of the key that is not placed has to come before this one. */
    boolean comesLater(int write) {
        if (head[write] != write) {
            return false;
        }
        int key = writeKey[write];
        while (first[key] < start[key + 1] && placed[sorted[first[key]]]) {
            first[key]++;
        }
        for (int i = first[key]; i < start[key + 1]; i++) {
            int other = sorted[i];
            if (doneAt[other] >= begunAt[write]) {
                return false;
            }
            if (head[other] != head[write] && !placed[other]) {
                return true;
            }
        }
        return false;
    }
}
