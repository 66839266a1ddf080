package dev.faultline.check.isolation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Keys as dense numbers and values as longs, and back to the words of the file. */
final class Names {

    /** Values that are not integers are numbered from here downwards; integers beyond it count among them. */
    private static final long FIRST_NAMED = Long.MIN_VALUE / 2;

    private static final int LISTED_ELEMENTS = 12;

    private final Map<Object, Integer> keyNumbers = new HashMap<>();
    private final List<Object> keys = new ArrayList<>();
    private final Map<Object, Long> valueNumbers = new HashMap<>();
    private final List<Object> values = new ArrayList<>();

    /** The same keys and values under the same numbers; more may be added to either without the other. */
    Names copy() {
        Names copy = new Names();
        copy.keyNumbers.putAll(keyNumbers);
        copy.keys.addAll(keys);
        copy.valueNumbers.putAll(valueNumbers);
        copy.values.addAll(values);
        return copy;
    }

    int keyNumber(Object key) {
        Integer number = keyNumbers.get(key);
        if (number == null) {
            number = keys.size();
            keyNumbers.put(key, number);
            keys.add(key);
        }
        return number;
    }

    int keys() {
        return keys.size();
    }

    long valueNumber(Object value) {
        if (value instanceof Long number && number > FIRST_NAMED) {
            return number;
        }
        if (value instanceof Integer number) {
            return number;
        }
        return named(value);
    }

    /** As {@link #valueNumber}, unboxed. */
    long number(long value) {
        return value > FIRST_NAMED ? value : named(value);
    }

    private long named(Object value) {
        Long number = valueNumbers.get(value);
        if (number == null) {
            number = FIRST_NAMED - values.size();
            valueNumbers.put(value, number);
            values.add(value);
        }
        return number;
    }

    Object keyOf(int number) {
        return keys.get(number);
    }

    String key(int number) {
        return String.valueOf(keys.get(number));
    }

    String value(long number) {
        if (number == Transactions.NOTHING) {
            return "nothing";
        }
        if (number == Transactions.UNTOLD) {
            return "something";
        }
        return number > FIRST_NAMED ? Long.toString(number) : String.valueOf(values.get((int) (FIRST_NAMED - number)));
    }

    /** The value as it was given: a number, or what stands for it; null if it is nothing, a word if it is not known. */
    @Nullable
    Object thing(long number) {
        if (number == Transactions.NOTHING) {
            return null;
        }
        if (number == Transactions.UNTOLD) {
            return value(number);
        }
        return number > FIRST_NAMED ? Long.valueOf(number) : values.get((int) (FIRST_NAMED - number));
    }

    /** A list, or the end of a long one. */
    String list(long[] elements) {
        StringJoiner text = new StringJoiner(" ", "[", "]");
        int from = Math.max(0, elements.length - LISTED_ELEMENTS);
        if (from > 0) {
            text.add("..");
        }
        for (int i = from; i < elements.length; i++) {
            text.add(value(elements[i]));
        }
        return text.toString();
    }
}
