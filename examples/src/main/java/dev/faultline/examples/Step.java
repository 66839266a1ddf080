package dev.faultline.examples;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An operation of a transaction, in the text form that clients send and the log keeps. */
sealed interface Step {
    /** What a value of a transaction may be, so that a list of them can be told apart. */
    Pattern TOKEN = Pattern.compile("[^\\[\\]=]+");

    String key();

    /** The value of the key after this step. */
    String after(String value);

    /** The step with what came of it. */
    default String answer(String value) {
        return toString();
    }

    record Read(String key) implements Step {
        @Override
        public String after(String value) {
            return value;
        }

        @Override
        public String answer(String value) {
            return "r " + key + " " + value;
        }

        @Override
        public String toString() {
            return answer(Command.NIL);
        }
    }

    record Write(String key, String value) implements Step {
        @Override
        public String after(String before) {
            return value;
        }

        @Override
        public String toString() {
            return "w " + key + " " + value;
        }
    }

    /** Adds to the end of a list; where there is none, one begins. */
    record Append(String key, String element) implements Step {
        @Override
        public String after(String before) {
            return isList(before)
                    ? before.substring(0, before.length() - 1) + " " + element + "]"
                    : "[" + element + "]";
        }

        @Override
        public String toString() {
            return "append " + key + " " + element;
        }
    }

    static boolean isList(String value) {
        return value.startsWith("[") && value.endsWith("]");
    }

    default boolean changes() {
        return !(this instanceof Read);
    }

    /** Parses {@code OP; OP; ...}; throws IllegalArgumentException that says what would be right. */
    static List<Step> parseAll(String text) {
        return Arrays.stream(text.split(";", -1)).map(Step::parse).toList();
    }

    private static Step parse(String text) {
        String[] words = text.strip().split("\\s+", -1);
        boolean valued = words.length == 3 && TOKEN.matcher(words[2]).matches();
        return switch (valued ? words[0] : "") {
            case "r" -> new Read(words[1]);
            case "w" -> new Write(words[1], words[2]);
            case "append" -> new Append(words[1], words[2]);
            default ->
                throw new IllegalArgumentException("expected, with semicolons between: r K nil | w K V | append K V");
        };
    }

    static String join(List<Step> steps) {
        return steps.stream().map(Step::toString).collect(Collectors.joining("; "));
    }
}
