package dev.faultline.check.isolation;

import java.util.Arrays;

/** Edges in the order in which they were found. */
final class EdgeList {

    private static final EdgeKind[] KINDS = EdgeKind.values();

    private int[] from = new int[64];
    private int[] to = new int[64];
    private int[] key = new int[64];
    private byte[] kind = new byte[64];
    private int size;

    void add(int source, int target, EdgeKind its, int itsKey) {
        if (size == from.length) {
            int capacity = size + (size >> 1);
            from = Arrays.copyOf(from, capacity);
            to = Arrays.copyOf(to, capacity);
            key = Arrays.copyOf(key, capacity);
            kind = Arrays.copyOf(kind, capacity);
        }
        from[size] = source;
        to[size] = target;
        kind[size] = (byte) its.number();
        key[size++] = itsKey;
    }

    int size() {
        return size;
    }

    int from(int i) {
        return from[i];
    }

    int to(int i) {
        return to[i];
    }

    int key(int i) {
        return key[i];
    }

    EdgeKind kindOf(int i) {
        return KINDS[kind[i]];
    }

    byte kind(int i) {
        return kind[i];
    }

    void truncate(int length) {
        size = length;
    }
}
