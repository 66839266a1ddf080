package dev.faultline.check.format;

import org.jspecify.annotations.Nullable;

/** JSON as of RFC 8259. */
final class JsonParser extends ValueParser {

    JsonParser(ByteSource source, ReadLimits limits) {
        super(source, limits);
    }

    @Override
    int skipBlank() {
        while (true) {
            int c = source.peek();
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c;
            }
            source.position++;
        }
    }

    @Override
    @Nullable
    Object value() {
        int c = skipBlank();
        return switch (c) {
            case '"' -> {
                source.position++;
                yield string();
            }
            case '[' -> {
                source.position++;
                yield list(']');
            }
            case '{' -> {
                source.position++;
                yield map();
            }
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                yield number();
            }
            default -> {
                yield literal(c);
            }
        };
    }

    private @Nullable Object literal(int c) {
        if (c < 'a' || c > 'z') {
            throw unexpected(c);
        }
        String word = word();
        return switch (word) {
            case "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw source.error("'" + word + "' is not JSON");
        };
    }

    @Override
    boolean hasNext(int close, boolean first) {
        int c = skipBlank();
        if (c == close) {
            source.position++;
            return false;
        }
        if (!first) {
            expect(',');
            if (skipBlank() == close) {
                throw unexpected(close);
            }
        }
        return true;
    }

    @Override
    @Nullable
    Object key() {
        expect('"');
        String key = string();
        expect(':');
        return key;
    }

    @Override
    boolean endsWord(int c) {
        return c <= ' ' || c == ',' || c == ']' || c == '}' || c == '"' || c == ':' || c == '[' || c == '{';
    }
}
