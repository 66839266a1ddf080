package dev.faultline.check.isolation;

import java.util.Arrays;

/** All writes of registers that took effect, by key, with those who read them; each reader once, in order. */
final class RegisterWrites {

    private static final int NONE = -1;

    private final int[] first;
    private final int[] writer;
    private final int[] keyOf;
    private final int[] overwrites;
    private final int[] overwrittenBy;
    private final boolean[] readInitially;
    private final int[] readersFrom;
    private final int[] readers;
    private final int[][] initialReaders;

    RegisterWrites(Dependencies found) {
        int keys = found.history.keys();
        int n = found.happened.length;
        int count = found.writeKey.size();
        first = new int[keys + 1];
        for (int i = 0; i < count; i++) {
            first[found.writeKey.get(i) + 1]++;
        }
        for (int key = 0; key < keys; key++) {
            first[key + 1] += first[key];
        }
        writer = new int[count];
        keyOf = new int[count];
        WriteMap numbers = new WriteMap(count);
        int[] at = first.clone();
        for (int t = 0; t < n; t++) {
            for (int i = found.writeStart[t]; i < found.writeStart[t + 1]; i++) {
                int key = found.writeKey.get(i);
                int w = at[key]++;
                writer[w] = t;
                keyOf[w] = key;
                numbers.putIfAbsent(key, t, w);
            }
        }
        overwrites = new int[count];
        readInitially = new boolean[count];
        for (int t = 0; t < n; t++) {
            for (int i = found.writeStart[t]; i < found.writeStart[t + 1]; i++) {
                int key = found.writeKey.get(i);
                int own = numbers.get(key, t);
                int over = found.writeOver.get(i);
                readInitially[own] = over == Dependencies.INITIAL;
                overwrites[own] = over >= 0 ? numbers.get(key, over) : NONE;
            }
        }
        readersFrom = new int[count + 1];
        Ints[] initial = new Ints[keys];
        int[] lastReader = new int[count];
        Arrays.fill(lastReader, NONE);
        for (int t = 0; t < n; t++) {
            for (int i = found.readStart[t]; i < found.readStart[t + 1]; i++) {
                int key = found.readKey.get(i);
                int from = found.readFrom.get(i);
                if (from == Dependencies.INITIAL) {
                    if (initial[key] == null) {
                        initial[key] = new Ints(4);
                    }
                    if (initial[key].isEmpty() || initial[key].last() != t) {
                        initial[key].add(t);
                    }
                    continue;
                }
                int source = numbers.get(key, from);
                if (lastReader[source] != t) {
                    lastReader[source] = t;
                    readersFrom[source + 1]++;
                }
            }
        }
        for (int w = 0; w < count; w++) {
            readersFrom[w + 1] += readersFrom[w];
        }
        overwrittenBy = new int[count];
        Arrays.fill(overwrittenBy, NONE);
        for (int w = 0; w < count; w++) {
            if (overwrites[w] >= 0 && overwrittenBy[overwrites[w]] == NONE) {
                overwrittenBy[overwrites[w]] = w;
            }
        }
        readers = fillReaders(found, numbers, count);
        initialReaders = new int[keys][];
        for (int key = 0; key < keys; key++) {
            initialReaders[key] = initial[key] == null ? new int[0] : initial[key].toArray();
        }
    }

    private int[] fillReaders(Dependencies found, WriteMap numbers, int count) {
        int[] filled = new int[readersFrom[count]];
        int[] at = readersFrom.clone();
        for (int t = 0; t < found.happened.length; t++) {
            for (int i = found.readStart[t]; i < found.readStart[t + 1]; i++) {
                int from = found.readFrom.get(i);
                if (from != Dependencies.INITIAL) {
                    int source = numbers.get(found.readKey.get(i), from);
                    if (at[source] == readersFrom[source] || filled[at[source] - 1] != t) {
                        filled[at[source]++] = t;
                    }
                }
            }
        }
        return filled;
    }

    int count() {
        return writer.length;
    }

    /** The first write of a key; those up to the first of the next key are its writes. */
    int first(int key) {
        return first[key];
    }

    int writer(int write) {
        return writer[write];
    }

    int key(int write) {
        return keyOf[write];
    }

    /** The write that the same transaction had read last, negative if none. */
    int overwrites(int write) {
        return overwrites[write];
    }

    /** Whether no earlier write overwrites the same one. */
    boolean isFirstToOverwrite(int write) {
        return overwrittenBy[overwrites[write]] == write;
    }

    /** Whether the same transaction had last read the initial value. */
    boolean readInitially(int write) {
        return readInitially[write];
    }

    int[] initialReaders(int key) {
        return initialReaders[key];
    }

    /** Where the readers of a write begin in {@link #readers}; they end where those of the next begin. */
    int readersFrom(int write) {
        return readersFrom[write];
    }

    int[] readers() {
        return readers;
    }
}
