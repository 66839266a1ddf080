package dev.faultline.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads a line of text from left to right. Columns count from 1. */
final class Line {
    private final String text;
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

    /** Reads words up to this one, or to the end. */
    String wordsUntil(String keyword) {
        List<String> words = new ArrayList<>();
        while (!atEnd() && !text.substring(position, endOfWord()).equals(keyword)) {
            words.add(word("a word"));
        }
        return String.join(" ", words);
    }

    /** Checks that nothing follows. */
    void end() {
        if (!atEnd()) {
            throw expected("the end of the line");
        }
    }
}
