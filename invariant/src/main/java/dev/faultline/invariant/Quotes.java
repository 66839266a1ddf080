package dev.faultline.invariant;

import java.util.Locale;

/** How texts and names are written where they are in quotes, and read back as they were. */
final class Quotes {
    private static final int CODE_DIGITS = 4;

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

    /** What came of reading. */
    sealed interface Read {
        /** What stands in the quotes, and where it goes on behind them. */
        record Done(String inner, int end) implements Read {}

        /** Where it is wrong, and what would be right. */
        record Wrong(int at, String problem) implements Read {}
    }

    /** Reads what stands in quotes that begin at a place. */
    static Read read(String text, int start) {
        char quote = text.charAt(start);
        StringBuilder inner = new StringBuilder();
        int at = start + 1;
        while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
            char unit = text.charAt(at);
            if (unit != '\\') {
                inner.append(unit);
                at++;
                continue;
            }
            int escaped = escaped(text, at + 1, quote);
            if (escaped < 0) {
                return new Read.Wrong(
                        at, "'\\' begins one of \\" + quote + ", \\\\, \\n, \\t and \\u with four digits");
            }
            inner.append((char) escaped);
            at += text.charAt(at + 1) == 'u' ? 2 + CODE_DIGITS : 2;
        }
        return at == text.length() || text.charAt(at) != quote
                ? new Read.Wrong(start, "no " + quote + " ends what begins here; write one in the same line")
                : new Read.Done(inner.toString(), at + 1);
    }

    /** Returns the character that is meant behind a backslash; below 0 if none is. */
    private static int escaped(String text, int at, char quote) {
        char unit = at < text.length() ? text.charAt(at) : '\n';
        return switch (unit) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case '\\' -> '\\';
            case 'u' -> code(text, at + 1);
            default -> unit == quote ? unit : -1;
        };
    }

    private static int code(String text, int start) {
        int code = 0;
        for (int i = start; i < start + CODE_DIGITS; i++) {
            int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }
}
