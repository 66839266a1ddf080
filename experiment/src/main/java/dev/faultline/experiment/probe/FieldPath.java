package dev.faultline.experiment.probe;

import java.util.ArrayList;
import java.util.List;

/**
 * A way from a class to a value: {@code INSTANCE.peers[n1].term}, {@code log.entries.size()}, {@code accounts[*].balance}.
 *
 * @param steps the first is a field, which is static or of an object of the class; one at least
 */
public record FieldPath(List<Step> steps) {
    private static final int LENGTH_MAX = 1_000;

    /** What leads from an object to the next. */
    public sealed interface Step {
        /** A field of that name, of the object's class or of one above it. */
        record Named(String field) implements Step {
            @Override
            public String toString() {
                return field;
            }
        }

        /**
         * An element of an array or of a list, counted from 0, or what a map has for a key.
         *
         * @param key the text of the key
         */
        record Keyed(String key) implements Step {
            @Override
            public String toString() {
                return "["
                        + (isPlain(key) ? key : "\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"") + "]";
            }
        }

        /** Each element of an array or a collection, or each value of a map; its number or key becomes part of the name. */
        record Each() implements Step {
            @Override
            public String toString() {
                return "[*]";
            }
        }

        /** How many elements an array, a collection or a map has. */
        record Size() implements Step {
            @Override
            public String toString() {
                return "size()";
            }
        }
    }

    /** Copies the list. */
    public FieldPath {
        steps = List.copyOf(steps);
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException if it is none, with the column, and what would be right
     */
    public static FieldPath parse(String text) {
        return new FieldPath(new Parsing(text).steps());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            boolean dotted = step instanceof Step.Named || step instanceof Step.Size;
            text.append(dotted && !text.isEmpty() ? "." : "").append(step);
        }
        return text.toString();
    }

    private static boolean isPlain(String key) {
        return !key.isEmpty()
                && !key.equals("*")
                && key.chars().noneMatch(c -> c == ']' || c == '[' || c == '"' || c <= ' ');
    }

    /** Goes through the text once. */
    private static final class Parsing {
        private final String text;
        private final List<Step> steps = new ArrayList<>();
        private int at;

        Parsing(String text) {
            this.text = text;
        }

        List<Step> steps() {
            if (text.length() > LENGTH_MAX) {
                throw new IllegalArgumentException("is longer than " + LENGTH_MAX + " characters");
            }
            named();
            while (at < text.length()) {
                if (!steps.isEmpty() && steps.getLast() instanceof Step.Size) {
                    throw wrong("nothing may follow size()");
                }
                switch (text.charAt(at)) {
                    case '.' -> {
                        at++;
                        named();
                    }
                    case '[' -> keyed();
                    default -> throw wrong("'.', '[' or the end must follow");
                }
            }
            return steps;
        }

        private void named() {
            int start = at;
            while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
                at++;
            }
            String name = text.substring(start, at);
            if (name.equals("size") && text.startsWith("()", at) && start > 0) {
                at += 2;
                steps.add(new Step.Size());
                return;
            }
            if (text.startsWith("(", at)) {
                throw wrong("no method is called but size(), which stands last; name the field that it returns");
            }
            if (name.isEmpty() || !Character.isJavaIdentifierStart(name.charAt(0))) {
                at = start;
                throw wrong("the name of a field must stand here");
            }
            steps.add(new Step.Named(name));
        }

        private void keyed() {
            at++;
            boolean quoted = text.startsWith("\"", at);
            String key = quoted ? quoted() : bare();
            if (!text.startsWith("]", at)) {
                throw wrong("']' must stand here");
            }
            at++;
            steps.add(!quoted && key.equals("*") ? new Step.Each() : new Step.Keyed(key));
        }

        private String bare() {
            int start = at;
            while (at < text.length() && text.charAt(at) != ']') {
                at++;
            }
            String key = text.substring(start, at);
            if (!key.equals("*") && !isPlain(key)) {
                at = start;
                throw wrong(
                        "a number, a key, or * must stand here; a key with blanks or brackets stands in double quotes");
            }
            return key;
        }

        private String quoted() {
            StringBuilder key = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                at += text.charAt(at) == '\\' && at + 1 < text.length() ? 1 : 0;
                key.append(text.charAt(at));
            }
            if (at >= text.length()) {
                throw wrong("the key has no '\"' at its end");
            }
            at++;
            return key.toString();
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException("column " + (at + 1) + " of it: " + what);
        }
    }
}
