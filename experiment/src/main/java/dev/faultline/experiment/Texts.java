package dev.faultline.experiment;

import java.util.Locale;

/** Numbers and foreign texts as people read them. */
final class Texts {
    private static final int HEADLINE_MAX = 1_000;

    private Texts() {}

    /** Returns the text with what a terminal would obey, or not show, spelled out. */
    static String visible(String text) {
        if (text.chars().noneMatch(Texts::isControl)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.chars()
                .forEach(unit -> visible.append(
                        isControl(unit) ? String.format(Locale.ROOT, "\\u%04x", unit) : String.valueOf((char) unit)));
        return visible.toString();
    }

    /** Returns the first line of a text, visible, and of one that is very long its beginning. */
    static String headline(String text) {
        String first = text.lines().findFirst().orElse("");
        return visible(first.length() > HEADLINE_MAX ? first.substring(0, HEADLINE_MAX) + " [...]" : first);
    }

    private static boolean isControl(int unit) {
        return Character.isISOControl(unit) && unit != '\t';
    }

    /** Returns nanoseconds as seconds with all their digits, so that equal texts are equal times. */
    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%d.%09d", nanos / 1_000_000_000, nanos % 1_000_000_000);
    }
}
