package dev.faultline.check.format;

import java.util.HashMap;
import java.util.Map;

/**
 * Keeps keywords, symbols and strings of the same letters apart, which nearly no history has: what a client wrote as {@code
 * :a} must not be read as {@code "a"}. So the form that comes first is a plain string, and only another one is marked.
 */
final class WordForms {
    static final char STRING = '"';
    static final char KEYWORD = ':';
    static final char SYMBOL = '\'';

    /** Histories have few words, but may have millions of strings; a word that comes only after so many is new. */
    private static final int MOST_STRINGS = 1 << 16;

    private final Map<String, Character> first = new HashMap<>();

    /** Returns the letters, or a {@link Word} if they were seen in another form. */
    Object value(String letters, char form) {
        boolean remembered = form != STRING || first.size() < MOST_STRINGS;
        Character known = remembered ? first.putIfAbsent(letters, form) : first.get(letters);
        return known == null || known == form ? letters : new Word(form, letters);
    }
}
