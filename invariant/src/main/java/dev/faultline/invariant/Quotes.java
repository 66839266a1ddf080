package dev.faultline.invariant;

import java.util.Locale;

/** How texts and names are written where they are in quotes, so that they read back as they were. */
final class Quotes {
    private Quotes() {}

    static String text(String text) {
        return quoted(text, '"');
    }

    static String name(String name) {
        return quoted(name, '`');
    }

    private static String quoted(String text, char quote) {
        StringBuilder quoted = new StringBuilder().append(quote);
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            switch (unit) {
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (unit == quote) {
                        quoted.append('\\').append(unit);
                    } else if (Character.isISOControl(unit) || Character.isSurrogate(unit)) {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                    } else {
                        quoted.append(unit);
                    }
                }
            }
        }
        return quoted.append(quote).toString();
    }
}
