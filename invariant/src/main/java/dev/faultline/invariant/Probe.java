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

    /** A transaction begins, or is over. */
    record Transaction(boolean begins) implements Probe {}

    /**
     * A line that wants to be one of these, and is none.
     *
     * @param begins whether nothing stands before; else it may be a sentence that only speaks of such lines
     */
    record Malformed(String why, boolean begins) implements Probe {}

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

    /** Reads a line; empty if it does not want to be read. */
    static Optional<Probe> read(String line) {
        int probe = start(line, PROBE);
        int start = probe >= 0 ? probe : start(line, TRANSACTION);
        if (start < 0) {
            return Optional.empty();
        }
        Probe read = probe >= 0
                ? published(line.substring(start + PROBE.length()))
                : transaction(line.substring(start + TRANSACTION.length()));
        boolean begins = line.substring(0, start).isBlank();
        return Optional.of(read instanceof Malformed(String why, boolean _) ? new Malformed(why, begins) : read);
    }

    /** Where the words first stand as words of their own; below 0 if they do not. */
    private static int start(String line, String words) {
        int start = line.indexOf(words);
        while (start >= 0) {
            int end = start + words.length();
            boolean before = start == 0 || Character.isWhitespace(line.charAt(start - 1));
            if (before && (end == line.length() || Character.isWhitespace(line.charAt(end)))) {
                return start;
            }
            start = line.indexOf(words, end);
        }
        return -1;
    }

    private static Probe transaction(String text) {
        return switch (text.strip()) {
            case "begin" -> new Transaction(true);
            case "end" -> new Transaction(false);
            default -> malformed("'faultline transaction' goes on with 'begin' or 'end'");
        };
    }

    private static Probe published(String text) {
        List<PrintedWord> words = new ArrayList<>();
        String rest = text.strip();
        while (!rest.isEmpty()) {
            int end;
            if (rest.startsWith("\"")) {
                Quotes.Read read = Quotes.read(rest, 0);
                if (read instanceof Quotes.Read.Wrong(int at, String problem)) {
                    return malformed(at == 0 ? "no \" ends the text that begins with " + shortened(rest) : problem);
                }
                Quotes.Read.Done done = (Quotes.Read.Done) read;
                end = done.end();
                words.add(new PrintedWord(done.inner(), true));
                if (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
                    return malformed("a blank must follow the text " + shortened(done.inner()));
                }
            } else {
                end = 0;
                while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
                    end++;
                }
                words.add(new PrintedWord(rest.substring(0, end), false));
            }
            rest = rest.substring(end).stripLeading();
        }
        return published(words);
    }

    private static Probe published(List<PrintedWord> words) {
        if (words.isEmpty() || (words.size() > 1 && words.size() % 2 != 0)) {
            return malformed("'faultline probe' goes on with a name and a value, or several of both; a text with"
                    + " blanks stands in quotes");
        }
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 2) {
            PrintedWord name = words.get(i);
            List<String> path = List.of(name.text().split("\\.", -1));
            if (name.quoted() || path.contains("") || name.text().length() > LENGTH_MAX) {
                return malformed(shortened(name.text()) + " is no name; its parts stand between points");
            }
            if (words.size() == 1) {
                return new Withdrawn(path);
            }
            if (words.get(i + 1).text().length() > LENGTH_MAX) {
                return malformed("the value of " + shortened(name.text()) + " is too long");
            }
            changes.add(new Change(path, words.get(i + 1).value()));
        }
        return new Published(changes);
    }

    private static Malformed malformed(String why) {
        return new Malformed(why, true);
    }

    private static String shortened(String text) {
        int most = 40;
        return Quotes.text(text.length() > most ? text.substring(0, most) + "..." : text);
    }
}
