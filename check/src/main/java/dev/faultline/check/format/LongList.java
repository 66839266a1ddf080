package dev.faultline.check.format;

import java.util.AbstractList;
import java.util.RandomAccess;

/** An immutable list of whole numbers, held unboxed. Equal to any list of the same {@link Long} values. */
public final class LongList extends AbstractList<Object> implements RandomAccess {

    private final long[] values;

    LongList(long[] values) {
        this.values = values;
    }

    /** The number at this place, unboxed. */
    public long getLong(int index) {
        return values[index];
    }

    @Override
    public Long get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
