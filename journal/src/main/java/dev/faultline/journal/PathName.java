package dev.faultline.journal;

import java.util.regex.Pattern;

/**
 * A word from outside that becomes the name of a file or folder, or a part of one: the name of an experiment, of a node,
 * a part of the coordinates of an artifact. It cannot lead elsewhere, is not hidden, is no option of a command, needs no
 * quoting in a shell, and is the same in every encoding.
 */
public final class PathName {
    /** How long one may be: a file system takes 255 bytes, and more is put before and behind it. */
    public static final int LENGTH_MAX = 100;

    /** What is right, for messages. */
    public static final String FORM =
            "letters, digits, '.', '_', '+' and '-', the first a letter, a digit or '_'; at most " + LENGTH_MAX;

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]{0,%d}".formatted(LENGTH_MAX - 1));

    private PathName() {}

    /**
     * Returns the word.
     *
     * @throws IllegalArgumentException if it may not become a name
     */
    public static String require(String word) {
        if (!isOne(word)) {
            throw new IllegalArgumentException("'" + word + "' cannot be the name of a file; it may have " + FORM);
        }
        return word;
    }

    /** Returns whether a word may become a name. */
    public static boolean isOne(String word) {
        return WORD.matcher(word).matches();
    }

    /** Returns a name that says what a text does, as far as one can: {@code Outer$Main} becomes {@code Outer-Main}. */
    public static String of(String text) {
        String name = text.replaceAll("[^A-Za-z0-9._+-]+", "-").replaceFirst("^[^A-Za-z0-9_]+", "");
        return name.isEmpty() ? "_" : name.substring(0, Math.min(name.length(), LENGTH_MAX));
    }
}
