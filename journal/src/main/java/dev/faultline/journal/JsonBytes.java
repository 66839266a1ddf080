package dev.faultline.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A growing buffer of JSON in UTF-8, written by hand: the hot path of a run, which must not allocate for each event.
 * The same value always gives the same bytes.
 */
final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final boolean[] PLAIN = plain();
    private static final Limits ANY = new Limits(256 << 20, Limits.MAX_DEPTH, 1);
    /** Stands for half a surrogate pair, which UTF-8 has no bytes for and strict parsers refuse as an escape. */
    private static final char REPLACEMENT = 0xfffd;

    private static final char DELETE = 0x7f;
    private static final char FIRST_PRINTABLE_WIDE = 0xa0;
    private static final int MAX_DIGITS = 20;
    private static final int MAX_BYTES_A_CHAR = 6;

    private final Limits limits;
    private byte[] bytes = new byte[1 << 10];
    private int size;

    JsonBytes(Limits limits) {
        this.limits = limits;
    }

    private static boolean[] plain() {
        boolean[] plain = new boolean[128];
        Arrays.fill(plain, ' ', DELETE, true);
        plain['"'] = false;
        plain['\\'] = false;
        return plain;
    }

    /** A value on one line. */
    static String print(@Nullable Object value) {
        JsonBytes json = new JsonBytes(ANY);
        json.value(value, 1);
        return new String(json.bytes, 0, json.size, StandardCharsets.UTF_8);
    }

    /** A text as inside a JSON string: without line breaks and control characters. */
    static String escape(String text) {
        String quoted = print(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Forgets all bytes from {@code size} on. */
    void truncate(int newSize) {
        size = newSize;
    }

    JsonBytes ascii(byte[] text) {
        require(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
        return this;
    }

    JsonBytes ascii(char c) {
        require(1);
        bytes[size++] = (byte) c;
        return this;
    }

    JsonBytes number(long number) {
        require(MAX_DIGITS);
        if (number == Long.MIN_VALUE) {
            return ascii(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
        }
        long rest = number;
        if (rest < 0) {
            bytes[size++] = '-';
            rest = -rest;
        }
        int start = size;
        do {
            bytes[size++] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        for (int i = start, j = size - 1; i < j; i++, j--) {
            byte swapped = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = swapped;
        }
        return this;
    }

    JsonBytes text(String text) {
        int length = text.length();
        if (length > limits.lineBytes()) {
            throw new IllegalArgumentException(
                    "a text of " + length + " characters; a line has at most " + limits.lineBytes() + " bytes");
        }
        require(MAX_BYTES_A_CHAR * length + 2);
        byte[] out = bytes;
        int at = size;
        out[at++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 128 && PLAIN[c]) {
                out[at++] = (byte) c;
            } else if (c < 128) {
                at = escape(c, out, at);
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                at = pair(Character.toCodePoint(c, text.charAt(++i)), out, at);
            } else {
                at = wide(Character.isSurrogate(c) ? REPLACEMENT : c, out, at);
            }
        }
        out[at++] = '"';
        size = at;
        return this;
    }

    private static int escape(char c, byte[] out, int at) {
        int next = at;
        out[next++] = '\\';
        switch (c) {
            case '"', '\\' -> out[next++] = (byte) c;
            case '\n' -> out[next++] = 'n';
            case '\r' -> out[next++] = 'r';
            case '\t' -> out[next++] = 't';
            default -> next = unicode(c, out, next);
        }
        return next;
    }

    private static int unicode(char c, byte[] out, int at) {
        out[at] = 'u';
        for (int i = 0; i < 4; i++) {
            out[at + 1 + i] = HEX[(c >> (12 - 4 * i)) & 0xf];
        }
        return at + 5;
    }

    private static int wide(char c, byte[] out, int at) {
        int next = at;
        if (c < FIRST_PRINTABLE_WIDE) { // a terminal would obey these control characters
            out[next++] = '\\';
            return unicode(c, out, next);
        }
        if (c < 0x800) {
            out[next++] = (byte) (0xc0 | (c >> 6));
        } else {
            out[next++] = (byte) (0xe0 | (c >> 12));
            out[next++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        }
        out[next++] = (byte) (0x80 | (c & 0x3f));
        return next;
    }

    private static int pair(int codePoint, byte[] out, int at) {
        out[at] = (byte) (0xf0 | (codePoint >> 18));
        out[at + 1] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
        out[at + 2] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
        out[at + 3] = (byte) (0x80 | (codePoint & 0x3f));
        return at + 4;
    }

    /** Any value; a container stands at {@code depth}, the outermost object being at 1. */
    JsonBytes value(@Nullable Object value, int depth) {
        return switch (value) {
            case null -> ascii(NULL);
            case String text -> text(text);
            case Long number -> number(number);
            case Integer number -> number(number.longValue());
            case Double number ->
                ascii(Double.toString(JsonValues.finite(number)).getBytes(StandardCharsets.US_ASCII));
            case Boolean bool -> ascii(bool ? TRUE : FALSE);
            case List<?> list -> list(list, depth);
            case Map<?, ?> map -> object(map, depth);
            default -> throw JsonValues.unsupported(value);
        };
    }

    private JsonBytes list(List<?> list, int depth) {
        enter(depth);
        ascii('[');
        boolean first = true;
        for (Object element : list) {
            if (!first) {
                ascii(',');
            }
            first = false;
            value(element, depth + 1);
        }
        return ascii(']');
    }

    private JsonBytes object(Map<?, ?> map, int depth) {
        enter(depth);
        ascii('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                ascii(',');
            }
            first = false;
            text(JsonValues.key(entry.getKey())).ascii(':').value(entry.getValue(), depth + 1);
        }
        return ascii('}');
    }

    private void enter(int depth) {
        if (depth > limits.depth()) {
            throw JsonValues.tooDeep(limits.depth());
        }
    }

    private void require(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.addExact(size, Math.max(more, size >> 1)));
        }
    }
}
