package dev.faultline.bench;

import java.util.Locale;

/** A JSON object in one line. A number that is none becomes null. */
final class JsonLine {
    private final StringBuilder text = new StringBuilder("{");

    JsonLine with(String name, double value) {
        name(name).append(Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "null");
        return this;
    }

    JsonLine with(String name, int value) {
        name(name).append(value);
        return this;
    }

    JsonLine with(String name, String value) {
        quote(name(name), value);
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
