package dev.faultline.check.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the grammars of EDN and JSON have in common. Recursive descent; what is under way lies on two stacks. */
abstract sealed class ValueParser permits EdnParser, JsonParser {

    private static final int LONGEST_NUMBER = 400;
    private static final int SAFE_DIGITS = 18;

    final ByteSource source;
    private final Names names = new Names();
    private final int mostDepth;
    private int depth;
    private long[] longs = new long[64];
    private int longsSize;
    private @Nullable Object[] objects = new @Nullable Object[64];
    private int objectsSize;
    private long number;

    ValueParser(ByteSource source, ReadLimits limits) {
        this.source = source;
        this.mostDepth = limits.depth();
    }

    /** Skips what has no meaning, and returns the byte after it without taking it. */
    abstract int skipBlank();

    /** Reads the next value. */
    abstract @Nullable Object value();

    /** Whether another element follows before {@code close}, which is taken if none does. */
    abstract boolean hasNext(int close, boolean first);

    /** Reads the key of an entry, up to its value. */
    abstract @Nullable Object key();

    /** Whether the byte ends a word. */
    abstract boolean endsWord(int c);

    /** Skips what may stand before the map of an event, such as the name of a record; its brace comes next if all is well. */
    void skipToMap() {}

    void enter() {
        if (++depth > mostDepth) {
            throw source.error("more than " + mostDepth + " collections inside each other");
        }
    }

    void leave() {
        depth--;
    }

    /** The elements up to {@code close}; the opening bracket was taken. */
    List<?> list(int close) {
        enter();
        int longsBase = longsSize;
        int base = objectsSize;
        boolean first = true;
        boolean onlyLongs = true;
        while (hasNext(close, first)) {
            first = false;
            if (onlyLongs && isInteger()) {
                pushLong(number);
                continue;
            }
            if (onlyLongs) {
                onlyLongs = false;
                for (int i = longsBase; i < longsSize; i++) {
                    push(longs[i]);
                }
                longsSize = longsBase;
            }
            push(value());
        }
        leave();
        if (first) {
            return List.of();
        }
        if (onlyLongs) {
            List<?> list = new LongList(Arrays.copyOfRange(longs, longsBase, longsSize));
            longsSize = longsBase;
            return list;
        }
        List<?> list = new MixedList(Arrays.copyOfRange(objects, base, objectsSize));
        Arrays.fill(objects, base, objectsSize, null);
        objectsSize = base;
        return list;
    }

    /** The entries up to the closing brace; the opening one was taken. */
    Map<?, ?> map() {
        enter();
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        boolean first = true;
        while (hasNext('}', first)) {
            first = false;
            Object key = key();
            if (map.containsKey(key)) {
                throw source.error("the key " + key + " occurs twice in a map");
            }
            map.put(key, value());
        }
        leave();
        return Collections.unmodifiableMap(map);
    }

    /** Takes a whole number of at most 18 digits into {@link #number}, if it lies in the buffer up to its end. */
    boolean isInteger() {
        byte[] buffer = source.buffer;
        int at = source.position;
        int limit = source.limit;
        boolean negative = at < limit && buffer[at] == '-';
        if (negative) {
            at++;
        }
        int start = at;
        long value = 0;
        while (at < limit) {
            int digit = buffer[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            at++;
        }
        boolean leadingZero = at - start > 1 && buffer[start] == '0';
        if (at == start || at - start > SAFE_DIGITS || at == limit || leadingZero || !endsWord(buffer[at] & 0xff)) {
            return false;
        }
        source.position = at;
        number = negative ? -value : value;
        return true;
    }

    /** Any number; the next byte is a digit or a sign. */
    Object number() {
        if (isInteger()) {
            return number;
        }
        int end = wordEnd();
        if (end - source.position > LONGEST_NUMBER) {
            throw source.error("a number of more than " + LONGEST_NUMBER + " characters");
        }
        String text = new String(source.buffer, source.position, end - source.position, StandardCharsets.ISO_8859_1);
        Object value = this instanceof EdnParser ? EdnNumbers.parse(text) : parseNumber(text);
        if (value == null) {
            throw source.error("'" + text + "' is not a number");
        }
        source.position = end;
        return value;
    }

    private static @Nullable Object parseNumber(String text) {
        try {
            if (text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9')) {
                BigInteger big = new BigInteger(text);
                boolean zeroFirst = text.replaceFirst("^[-+]", "").matches("0.+");
                return zeroFirst ? null : big.bitLength() < Long.SIZE ? (Object) big.longValue() : big;
            }
            double value = new BigDecimal(text).doubleValue();
            return Double.isInfinite(value) ? null : (Object) value;
        } catch (NumberFormatException notOne) {
            return null;
        }
    }

    /** The end in the buffer of the word that comes next, which is in the buffer as a whole then. */
    int wordEnd() {
        int length = 0;
        while (true) {
            while (source.position + length < source.limit) {
                if (endsWord(source.buffer[source.position + length] & 0xff)) {
                    return source.position + length;
                }
                length++;
            }
            if (!source.more()) {
                return source.position + length;
            }
        }
    }

    /** The next word. */
    String word() {
        int end = wordEnd();
        if (end == source.position) {
            throw unexpected(source.peek());
        }
        String text = text(source.position, end);
        source.position = end;
        return text;
    }

    /** A string up to its closing quote; the opening one was taken. */
    String string() {
        int length = 0;
        boolean escaped = false;
        while (true) {
            while (source.position + length < source.limit) {
                int c = source.buffer[source.position + length];
                if (c == '"') {
                    int end = source.position + length;
                    String text = text(source.position, end);
                    String plain = escaped ? new Escapes(source, this instanceof JsonParser).resolve(text) : text;
                    source.position = end + 1;
                    return plain;
                }
                if (c >= 0 && c < ' ' && this instanceof JsonParser) {
                    throw source.error("a control character in a string");
                }
                if (c == '\\') {
                    escaped = true;
                    length++;
                    if (source.position + length == source.limit && !source.more()) {
                        break;
                    }
                }
                length++;
            }
            if (!source.more()) {
                throw source.error("the file ends inside a string");
            }
        }
    }

    /** A string up to its closing quote, in which a backslash stays what it is; the opening quote was taken. */
    String rawString() {
        int length = 0;
        while (true) {
            while (source.position + length >= source.limit) {
                if (!source.more()) {
                    throw source.error("the file ends inside a string");
                }
            }
            int c = source.buffer[source.position + length];
            if (c == '"') {
                String text = text(source.position, source.position + length);
                source.position += length + 1;
                return text;
            }
            length += c == '\\' ? 2 : 1;
        }
    }

    private String text(int start, int end) {
        String text = names.text(source.buffer, start, end);
        if (text == null) {
            throw source.error("bytes that are not UTF-8");
        }
        return text;
    }

    void expect(int wanted) {
        int c = skipBlank();
        if (c != wanted) {
            throw unexpected(c);
        }
        source.position++;
    }

    FormatException unexpected(int c) {
        return source.error(
                c == ByteSource.END
                        ? "the file ends inside a value"
                        : c > ' ' && c < 0x7f
                                ? "unexpected '" + (char) c + "'"
                                : String.format("unexpected byte 0x%02x", c));
    }

    private void pushLong(long value) {
        if (longsSize == longs.length) {
            longs = Arrays.copyOf(longs, 2 * longsSize);
        }
        longs[longsSize++] = value;
    }

    private void push(@Nullable Object value) {
        if (objectsSize == objects.length) {
            objects = Arrays.copyOf(objects, 2 * objectsSize);
        }
        objects[objectsSize++] = value;
    }
}
