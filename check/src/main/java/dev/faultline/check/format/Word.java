package dev.faultline.check.format;

import org.jspecify.annotations.Nullable;

/**
 * A keyword, symbol or string of EDN whose letters were seen before in another form: {@code :a} after {@code "a"}. The first
 * form is a plain string, and this is another value.
 *
 * @param form {@code ':'} for a keyword, {@code '"'} for a string, {@code '\''} for a symbol
 * @param letters without what marks the form
 */
public record Word(char form, String letters) {

    /** Returns the letters of a name in whichever form, and the text of what is none. */
    public static String letters(@Nullable Object value) {
        return value instanceof Word word ? word.letters : String.valueOf(value);
    }

    @Override
    public String toString() {
        return switch (form) {
            case WordForms.STRING -> '"' + letters + '"';
            case WordForms.KEYWORD -> ':' + letters;
            default -> '\'' + letters;
        };
    }
}
