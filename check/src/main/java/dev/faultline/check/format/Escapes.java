package dev.faultline.check.format;

/** Resolves what follows a backslash in a string. */
final class Escapes {

    private final ByteSource source;
    private final boolean json;

    Escapes(ByteSource source, boolean json) {
        this.source = source;
        this.json = json;
    }

    String resolve(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char kind = text.charAt(++i);
            if (kind == 'u') {
                plain.append(unicode(text, i + 1));
                i += 4;
            } else {
                plain.append(single(kind));
            }
        }
        return plain.toString();
    }

    private char single(char kind) {
        return switch (kind) {
            case '"', '\\' -> kind;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> {
                if (json && kind == '/') {
                    yield kind;
                }
                throw source.error("unknown escape \\" + kind + " in a string");
            }
        };
    }

    private char unicode(String text, int at) {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                throw source.error("\\u needs four hexadecimal digits");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }
}
