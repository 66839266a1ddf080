package dev.faultline.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object with the place of each, taken out one by one with the type that they must have. What is
 * left over at the end was not expected.
 */
final class Fields {
    private record Field(long line, long column, @Nullable Object value) {}

    private final String source;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private long endLine;
    private long endColumn;

    Fields(String source) {
        this.source = source;
    }

    void put(String name, long line, long column, @Nullable Object value) {
        fields.put(name, new Field(line, column, value));
    }

    void endAt(long line, long column) {
        endLine = line;
        endColumn = column;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The names, in the order of the text. */
    Set<String> names() {
        return fields.keySet();
    }

    @Nullable
    Object any(String name) {
        return field(name).value;
    }

    String text(String name) {
        if (field(name).value instanceof String text) {
            return text;
        }
        throw wrongType(name, "a string");
    }

    long number(String name) {
        if (field(name).value instanceof Long number) {
            return number;
        }
        throw wrongType(name, "a whole number");
    }

    @SuppressWarnings("unchecked") // JsonText makes maps with String keys only
    Map<String, @Nullable Object> map(String name) {
        if (field(name).value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw wrongType(name, "an object");
    }

    List<?> list(String name) {
        if (field(name).value instanceof List<?> list) {
            return list;
        }
        throw wrongType(name, "an array");
    }

    List<Long> numbers(String name) {
        List<?> list = list(name);
        List<Long> numbers = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof Long number)) {
                throw wrongType(name, "an array of whole numbers");
            }
            numbers.add(number);
        }
        return numbers;
    }

    /** The fields of an object inside; faults in it are placed where it starts. */
    Fields inside(String name, @Nullable Object value) {
        Field at = field(name);
        if (!(value instanceof Map<?, ?> map)) {
            throw wrongType(name, "an object");
        }
        Fields inside = new Fields(source);
        map.forEach((key, element) -> inside.put(JsonValues.key(key), at.line, at.column, element));
        inside.endAt(at.line, at.column);
        return inside;
    }

    /** Refuses fields other than these. */
    void expectOnly(Set<String> names) {
        for (String name : fields.keySet()) {
            if (!names.contains(name)) {
                throw fault(name, "is not a field of this record");
            }
        }
    }

    /** A fault at a field that is there. */
    MalformedJournalException fault(String name, String message) {
        Field at = field(name);
        return new MalformedJournalException(source, at.line, at.column, "\"" + name + "\" " + message);
    }

    private Field field(String name) {
        Field field = fields.get(name);
        if (field == null) {
            throw new MalformedJournalException(source, endLine, endColumn, "field \"" + name + "\" is missing");
        }
        return field;
    }

    private MalformedJournalException wrongType(String name, String expected) {
        return fault(name, "is not " + expected);
    }
}
