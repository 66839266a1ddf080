package dev.faultline.check.format;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * EDN, as Clojure writes data (github.com/edn-format/edn). Keywords and symbols become strings; tags and
 * metadata are dropped, so that a record of Clojure reads as a map. Ratios are refused.
 */
final class EdnParser extends ValueParser {

    EdnParser(ByteSource source, ReadLimits limits) {
        super(source, limits);
    }

    @Override
    int skipBlank() {
        while (true) {
            int c = source.peek();
            if (c == ';') {
                skipLine();
            } else if (c == '#' && source.peekSecond() == '_') {
                source.position += 2;
                enter();
                value();
                leave();
            } else if (c == ByteSource.END || (c > ' ' && c != ',')) {
                return c;
            } else if (c == 0) {
                throw unexpected(c);
            } else {
                source.position++;
            }
        }
    }

    private void skipLine() {
        int c = source.take();
        while (c != '\n' && c != ByteSource.END) {
            c = source.take();
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
            case ':' -> {
                source.position++;
                yield word();
            }
            case '[', '(' -> {
                source.position++;
                yield list(c == '[' ? ']' : ')');
            }
            case '{' -> {
                source.position++;
                yield map();
            }
            case '#' -> {
                source.position++;
                yield tagged();
            }
            case '^' -> {
                source.position++;
                enter();
                value();
                Object value = value();
                leave();
                yield value;
            }
            case '\\' -> {
                source.position++;
                yield character();
            }
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                yield number();
            }
            case '-', '+' -> {
                int second = source.peekSecond();
                yield second >= '0' && second <= '9' ? number() : symbol();
            }
            default -> {
                yield symbol();
            }
        };
    }

    private @Nullable Object symbol() {
        String word = word();
        return switch (word) {
            case "nil" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> word;
        };
    }

    private @Nullable Object tagged() {
        if (source.peek() == '{') {
            source.position++;
            return set();
        }
        word();
        enter();
        Object value = value();
        leave();
        return value;
    }

    private Set<?> set() {
        Set<@Nullable Object> set = new LinkedHashSet<>();
        for (Object element : list('}')) {
            if (!set.add(element)) {
                throw source.error("the element " + element + " occurs twice in a set");
            }
        }
        return Collections.unmodifiableSet(set);
    }

    private String character() {
        int first = source.peek();
        if (endsWord(first)) {
            source.take();
            return Character.toString(first);
        }
        return word();
    }

    @Override
    boolean hasNext(int close, boolean first) {
        int c = skipBlank();
        if (c == close) {
            source.position++;
            return false;
        }
        if (c == ByteSource.END || c == ']' || c == '}' || c == ')') {
            throw unexpected(c);
        }
        return true;
    }

    @Override
    @Nullable
    Object key() {
        return value();
    }

    @Override
    boolean endsWord(int c) {
        return switch (c) {
            case ',', ';', '"', '(', ')', '[', ']', '{', '}', '^', '\\' -> true;
            default -> c <= ' ';
        };
    }
}
