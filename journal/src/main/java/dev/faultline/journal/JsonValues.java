package dev.faultline.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that a journal holds: String, Long, Double, Boolean, null, List and Map with String keys. */
final class JsonValues {
    /** Where a field of a record stands: the record itself is the outermost object, at 1. */
    static final int VALUE_DEPTH = 2;

    private JsonValues() {}

    /** An unmodifiable deep copy of an object, in the same order. */
    static Map<String, @Nullable Object> freeze(Map<String, ? extends @Nullable Object> object) {
        return freezeObject(object, VALUE_DEPTH);
    }

    /**
     * An unmodifiable deep copy; Integer becomes Long, so that a value equals itself after it was written and read.
     *
     * @throws IllegalArgumentException for any other type, a number that JSON cannot hold, or too deep a nesting
     */
    static @Nullable Object freeze(@Nullable Object value) {
        return freeze(value, VALUE_DEPTH);
    }

    private static @Nullable Object freeze(@Nullable Object value, int depth) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Long number -> number;
            case Integer number -> number.longValue();
            case Double number -> finite(number);
            case Boolean bool -> bool;
            case List<?> list -> freezeList(list, depth);
            case Map<?, ?> map -> freezeObject(map, depth);
            default -> throw unsupported(value);
        };
    }

    private static List<@Nullable Object> freezeList(List<?> list, int depth) {
        checkDepth(depth);
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        for (Object element : list) {
            copy.add(freeze(element, depth + 1));
        }
        return Collections.unmodifiableList(copy);
    }

    private static Map<String, @Nullable Object> freezeObject(Map<?, ? extends @Nullable Object> map, int depth) {
        checkDepth(depth);
        Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, value) -> copy.put(key(key), freeze(value, depth + 1)));
        return Collections.unmodifiableMap(copy);
    }

    /** The key of an object's field. */
    static String key(@Nullable Object key) {
        if (key instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("key " + key + " is not a String");
    }

    static double finite(double number) {
        if (Double.isFinite(number)) {
            return number;
        }
        throw new IllegalArgumentException(number + " cannot be written as JSON; a number is finite");
    }

    static IllegalArgumentException unsupported(Object value) {
        return new IllegalArgumentException("a value of " + value.getClass().getName()
                + " cannot be written; use String, Long, Double, Boolean, null, List or Map");
    }

    /** Also what stops at a collection that contains itself. */
    private static void checkDepth(int depth) {
        if (depth > Limits.MAX_DEPTH) {
            throw tooDeep(Limits.MAX_DEPTH);
        }
    }

    static IllegalArgumentException tooDeep(int limit) {
        return new IllegalArgumentException("nested deeper than " + limit + " levels");
    }
}
