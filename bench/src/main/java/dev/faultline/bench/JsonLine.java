package dev.faultline.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A JSON object in one line. For one thread. */
public final class JsonLine {
    private final StringBuilder text = new StringBuilder("{");

    /** Makes an object without members. */
    public JsonLine() {}

    /** Adds a number; one that is none becomes null. */
    public JsonLine with(String name, double value) {
        name(name).append(Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "null");
        return this;
    }

    /** Adds a whole number. */
    public JsonLine with(String name, int value) {
        name(name).append(value);
        return this;
    }

    /** Adds a string. */
    public JsonLine with(String name, String value) {
        quote(name(name), value);
        return this;
    }

    /** Adds an array of objects, one for each of the values. */
    public <T> JsonLine with(String name, List<T> values, Function<? super T, JsonLine> object) {
        return array(
                name,
                values.stream().map(value -> object.apply(value).toString()).toList());
    }

    /** Adds an array of strings. */
    public JsonLine with(String name, List<String> values) {
        return array(
                name,
                values.stream()
                        .map(value -> {
                            StringBuilder quoted = new StringBuilder();
                            quote(quoted, value);
                            return quoted.toString();
                        })
                        .toList());
    }

    private JsonLine array(String name, List<String> elements) {
        name(name).append('[').append(String.join(",", elements)).append(']');
        return this;
    }

    private StringBuilder name(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        quote(text, name);
        return text.append(':');
    }

    private static void quote(StringBuilder to, String value) {
        to.append('"');
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            if (letter == '"' || letter == '\\') {
                to.append('\\').append(letter);
            } else if (letter < ' ') {
                to.append(String.format(Locale.ROOT, "\\u%04x", (int) letter));
            } else {
                to.append(letter);
            }
        }
        to.append('"');
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
