package dev.faultline.check.format;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** An immutable list that may hold null. */
final class MixedList extends AbstractList<@Nullable Object> implements RandomAccess {

    private final @Nullable Object[] values;

    MixedList(@Nullable Object[] values) {
        this.values = values;
    }

    @Override
    public @Nullable Object get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
