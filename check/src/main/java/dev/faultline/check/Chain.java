package dev.faultline.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An immutable list that grows and shrinks at its end in constant time, and knows its hash. */
final class Chain {

    static final Chain EMPTY = new Chain(null, null);

    private final @Nullable Chain rest;
    private final @Nullable Object last;
    private final int size;
    private final int hash;

    private Chain(@Nullable Chain rest, @Nullable Object last) {
        this.rest = rest;
        this.last = last;
        this.size = rest == null ? 0 : rest.size + 1;
        this.hash = rest == null ? 1 : 31 * rest.hash + Objects.hashCode(last);
    }

    Chain with(@Nullable Object element) {
        return new Chain(this, element);
    }

    /** All but the last; of a list that is not empty. */
    Chain withoutLast() {
        return Objects.requireNonNull(rest, "the list is empty");
    }

    @Nullable
    Object last() {
        return last;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The element at this place from 0, null beyond the end. */
    @Nullable
    Object get(long place) {
        if (place < 0 || place >= size) {
            return null;
        }
        Chain at = this;
        while (at.size > place + 1) {
            at = at.withoutLast();
        }
        return at.last;
    }

    List<@Nullable Object> toList() {
        List<@Nullable Object> list = new ArrayList<>(size);
        for (Chain at = this; !at.isEmpty(); at = at.withoutLast()) {
            list.add(at.last);
        }
        Collections.reverse(list);
        return list;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Chain chain) || chain.hash != hash || chain.size != size) {
            return false;
        }
        Chain a = this;
        Chain b = chain;
        while (a != b) {
            if (!Objects.equals(a.last, b.last)) {
                return false;
            }
            a = a.withoutLast();
            b = b.withoutLast();
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return toList().toString();
    }
}
