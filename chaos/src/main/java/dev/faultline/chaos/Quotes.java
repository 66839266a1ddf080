package dev.faultline.chaos;

import java.util.regex.Pattern;

/** Texts in quotation marks in the lines of faults; a backslash takes the meaning from the character behind it. */
public final class Quotes {
    private static final String TEXT = "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"";

    /** A text in quotation marks that is not the regular expression of {@code @printed}. */
    static final String FORM = "(?<!@printed\\()" + TEXT;

    private static final Pattern QUOTED = Pattern.compile(TEXT);
    private static final Pattern OUTSIDE = Pattern.compile(FORM);

    private Quotes() {}

    static boolean isQuoted(String text) {
        return QUOTED.matcher(text).matches();
    }

    /** Returns the text with quotation marks. */
    public static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Returns what is between the quotation marks. */
    static String unquoted(String quoted) {
        return quoted.substring(1, quoted.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    /** Returns the line with other letters in the place of what is quoted, so that no word of it means anything. */
    public static String hidden(String line) {
        return OUTSIDE.matcher(line)
                .replaceAll(found -> "\"" + "_".repeat(Math.max(0, found.group().length() - 2)) + "\"");
    }
}
