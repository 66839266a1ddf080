package dev.faultline.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Reads a line of text from left to right. Columns count from 1. */
final class Line {
    private final String text;
    /** The words with which a later part of the line begins. */
    private Set<String> ahead = Set.of();

    private int position;

    Line(String text) {
        this.text = text;
        skipSpaces();
    }

    private void skipSpaces() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    int column() {
        return position + 1;
    }

    boolean atEnd() {
        return position == text.length();
    }

    FaultSyntaxException expected(String what) {
        return wrong(column(), "expected " + what + ", found " + found());
    }

    /** Returns that something is wrong at this column. */
    FaultSyntaxException wrong(int column, String problem) {
        return new FaultSyntaxException(column, problem);
    }

    /** Makes something of the line; says where it was that something was wrong with it, unless that is said already. */
    <T> T at(int column, Supplier<T> part) {
        try {
            return part.get();
        } catch (FaultSyntaxException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw wrong(column, String.valueOf(e.getMessage()));
        }
    }

    /** Returns whether this word comes next; never where it is empty. */
    boolean isAt(String word) {
        return !word.isEmpty() && text.substring(position, endOfWord()).equals(word);
    }

    private String found() {
        if (atEnd()) {
            return "the end of the line";
        }
        int end = endOfWord();
        return "'" + text.substring(position, end) + "'";
    }

    private int endOfWord() {
        int end = position;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Reads up to the next space. */
    String word(String what) {
        if (atEnd()) {
            throw expected(what);
        }
        int end = endOfWord();
        String word = text.substring(position, end);
        position = end;
        skipSpaces();
        return word;
    }

    /** Reads a text in quotation marks, with these. */
    String quoted(String what) {
        int end = position + 1;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (!text.startsWith("\"", position)) {
            throw expected(what);
        }
        if (end >= text.length() || (end + 1 < text.length() && !Character.isWhitespace(text.charAt(end + 1)))) {
            throw wrong(column(), "the text in quotation marks does not end; write \\\" for one in it");
        }
        String quoted = text.substring(position, end + 1);
        position = end + 1;
        skipSpaces();
        return quoted;
    }

    /** Reads this word. */
    void keyword(String keyword) {
        int end = endOfWord();
        if (!text.substring(position, end).equals(keyword)) {
            throw expected("'" + keyword + "'");
        }
        word(keyword);
    }

    /** Reads this symbol if it is there. */
    boolean symbol(String symbol) {
        if (!text.startsWith(symbol, position)) {
            return false;
        }
        position += symbol.length();
        skipSpaces();
        return true;
    }

    /** Returns whether this symbol comes next. */
    boolean symbolIsNext(String symbol) {
        return text.startsWith(symbol, position);
    }

    String name() {
        int end = position;
        while (end < text.length() && isOfName(text.charAt(end))) {
            end++;
        }
        if (end == position) {
            throw expected("the name of a node");
        }
        String name = text.substring(position, end);
        position = end;
        skipSpaces();
        return name;
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    }

    /** Reads names with commas between them. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        do {
            names.add(name());
        } while (symbol(","));
        return names;
    }

    /** Says with which words the parts begin that are still to come; a part of several words ends there. */
    void setAhead(Set<String> words) {
        ahead = words;
    }

    /** Reads words up to the next part of the line, or to its end. */
    String words() {
        return words(Set.of(), Set.of());
    }

    /**
     * Reads words up to the next part of the line, or to its end; what is in quotation marks is a word.
     *
     * @param valued behind these stands a word that begins no part, whichever it is
     * @param before words that end it, too
     */
    String words(Set<String> valued, Set<String> before) {
        List<String> words = new ArrayList<>();
        boolean isValue = false;
        while (!atEnd() && (isValue || !(isOneOf(ahead) || isOneOf(before)))) {
            String next = symbolIsNext("\"") ? quoted("a text in quotation marks") : word("a word");
            words.add(next);
            isValue = !isValue && valued.contains(next);
        }
        return String.join(" ", words);
    }

    private boolean isOneOf(Set<String> words) {
        return words.contains(text.substring(position, endOfWord()));
    }

    /** Checks that nothing follows. */
    void end() {
        if (!atEnd()) {
            throw expected("the end of the line");
        }
    }
}
