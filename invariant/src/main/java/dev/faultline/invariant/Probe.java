package dev.faultline.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a line says that a program prints to publish something.
 *
 * <pre>
 * faultline probe NAME VALUE [NAME VALUE]...
 * faultline probe NAME
 * faultline transaction begin
 * faultline transaction end
 * </pre>
 *
 * Something may stand before, as loggers put the time there.
 */
public sealed interface Probe {
    /** How long the value, or the name, of a probe may be. */
    int LENGTH_MAX = 10_000;

    /**
     * Values, which change at once.
     *
     * @param changes in the order in which they stand in the line
     */
    record Published(List<Change> changes) implements Probe {
        /** Copies the list. */
        public Published {
            changes = List.copyOf(changes);
        }
    }

    /** A name has no value any more, nor has any below it. */
    record Withdrawn(List<String> path) implements Probe {
        /** Copies the path. */
        public Withdrawn {
            path = List.copyOf(path);
        }
    }

    /** A transaction begins or is over. */
    record Transaction(boolean begins) implements Probe {}

    /** A line that wants to be one of these, and is none. */
    record Malformed(String why) implements Probe {}

    /** A value under a name. */
    record Change(List<String> path, Value value) {
        /** Copies the path. */
        public Change {
            path = List.copyOf(path);
        }

        @Override
        public String toString() {
            return new Name("", path) + " = " + value;
        }
    }

    /** What such lines have in them, so that the others can be passed over. */
    String PROBE = "faultline probe";

    /** What the others have. */
    String TRANSACTION = "faultline transaction";

    /** Returns whether the line wants to be read. */
    static boolean isOne(String line) {
        return start(line, PROBE) >= 0 || start(line, TRANSACTION) >= 0;
    }

    /** Reads a line; empty if it is none of these. */
    static Optional<Probe> read(String line) {
        int probe = start(line, PROBE);
        if (probe >= 0) {
            return Optional.of(published(line.substring(probe + PROBE.length())));
        }
        int transaction = start(line, TRANSACTION);
        if (transaction < 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (line.substring(transaction + TRANSACTION.length()).strip()) {
                    case "begin" -> new Transaction(true);
                    case "end" -> new Transaction(false);
                    default -> new Malformed("'faultline transaction' goes on with 'begin' or 'end'");
                });
    }

    /** Where the words begin, as words of their own; below 0 if they do not. */
    private static int start(String line, String words) {
        int start = line.indexOf(words);
        int end = start + words.length();
        boolean before = start <= 0 || Character.isWhitespace(line.charAt(start - 1));
        return start >= 0 && before && (end == line.length() || Character.isWhitespace(line.charAt(end))) ? start : -1;
    }

    private static Probe published(String text) {
        List<String> words = new ArrayList<>();
        List<Boolean> quoted = new ArrayList<>();
        String rest = text.strip();
        while (!rest.isEmpty()) {
            int end;
            if (rest.startsWith("\"")) {
                end = quotedEnd(rest);
                if (end < 0) {
                    return new Malformed("no \" ends the text that begins with " + shortened(rest));
                }
                words.add(unquoted(rest.substring(1, end - 1)));
                quoted.add(true);
            } else {
                end = 0;
                while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
                    end++;
                }
                words.add(rest.substring(0, end));
                quoted.add(false);
            }
            rest = rest.substring(end).stripLeading();
        }
        if (words.isEmpty() || (words.size() > 1 && words.size() % 2 != 0)) {
            return new Malformed("'faultline probe' goes on with a name and a value, or several of both; a text with"
                    + " blanks stands in quotes");
        }
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 2) {
            List<String> path = List.of(words.get(i).split("\\.", -1));
            if (quoted.get(i) || path.contains("") || words.get(i).length() > LENGTH_MAX) {
                return new Malformed(shortened(words.get(i)) + " is no name; its parts stand between points");
            }
            if (words.size() == 1) {
                return new Withdrawn(path);
            }
            String word = words.get(i + 1);
            if (word.length() > LENGTH_MAX) {
                return new Malformed("the value of " + shortened(words.get(i)) + " is too long");
            }
            changes.add(new Change(path, quoted.get(i + 1) ? Value.of(word) : Value.ofWord(word)));
        }
        return new Published(changes);
    }

    /** Where a text in quotes ends; below 0 if it does not. */
    private static int quotedEnd(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                boolean ends = i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1));
                return ends ? i + 1 : -1;
            }
        }
        return -1;
    }

    private static String unquoted(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == '\\' && i + 1 < text.length()) {
                i++;
                unit = text.charAt(i);
                unit = unit == 'n' ? '\n' : unit == 't' ? '\t' : unit;
            }
            plain.append(unit);
        }
        return plain.toString();
    }

    private static String shortened(String text) {
        int most = 40;
        return Quotes.text(text.length() > most ? text.substring(0, most) + "..." : text);
    }
}
