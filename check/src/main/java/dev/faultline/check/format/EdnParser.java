package dev.faultline.check.format;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * EDN, as Clojure writes data (github.com/edn-format/edn), and what else its printer writes: ratios, numbers in other radices,
 * regular expressions, vars, maps with a namespace. Keywords and symbols become strings, as long as no
 * string has the same letters ({@link WordForms}). Metadata is dropped, and so is the tag of a collection, so that a record
 * of Clojure reads as a map; other values keep their tag ({@link Tagged}).
 */
final class EdnParser extends ValueParser {
    private final WordForms forms = new WordForms();

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
                yield forms.value(string(), WordForms.STRING);
            }
            case ':' -> {
                source.position++;
                yield forms.value(word(), WordForms.KEYWORD);
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
            default -> forms.value(word, WordForms.SYMBOL);
        };
    }

    /** What follows a number sign, which was taken. */
    private @Nullable Object tagged() {
        int c = source.peek();
        switch (c) {
            case '{', '"', '#', '\'', ':', '(' -> source.position++;
            case '^' -> {
                return value();
            }
            default -> {
                return tagged(word());
            }
        }
        return switch (c) {
            case '{' -> set();
            case '"' -> new Tagged("\"\"", rawString());
            case '#' -> symbolic(word());
            case '\'' -> new Tagged("'", word());
            case ':' -> namespaced(word());
            default -> list(')');
        };
    }

    private @Nullable Object tagged(String tag) {
        if (!Character.isLetter(tag.charAt(0))) {
            throw source.error("a tag begins with a letter: #" + tag);
        }
        enter();
        Object value = value();
        leave();
        return value instanceof Collection<?> || value instanceof Map<?, ?> ? value : new Tagged(tag, value);
    }

    private Double symbolic(String word) {
        return switch (word) {
            case "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> throw source.error("unknown symbolic value ##" + word);
        };
    }

    /** {@code #:name{:a 1, :_/b 2}} is {@code {:name/a 1, :b 2}}. */
    private Map<?, ?> namespaced(String name) {
        expect('{');
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        map().forEach((key, value) -> map.put(
                key instanceof String plain
                        ? plain.startsWith("_/") ? plain.substring(2) : plain.contains("/") ? plain : name + "/" + plain
                        : key,
                value));
        return Collections.unmodifiableMap(map);
    }

    @Override
    void skipToMap() {
        int c = skipBlank();
        while (c == '^' || c == '#') {
            source.position++;
            if (c == '^') {
                enter();
                value();
                leave();
            } else {
                word();
            }
            c = skipBlank();
        }
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

    private Object character() {
        int first = source.peek();
        if (first == ByteSource.END || first <= ' ') {
            throw unexpected(first);
        }
        if (endsWord(first)) {
            source.take();
            return (char) first;
        }
        String name = word();
        if (name.length() == 1) {
            return name.charAt(0);
        }
        return switch (name) {
            case "newline" -> '\n';
            case "return" -> '\r';
            case "space" -> ' ';
            case "tab" -> '\t';
            case "backspace" -> '\b';
            case "formfeed" -> '\f';
            default -> coded(name);
        };
    }

    private Character coded(String name) {
        boolean unicode = name.matches("u[0-9a-fA-F]{4}");
        if (!unicode && !name.matches("o[0-3]?[0-7]{1,2}")) {
            throw source.error("unknown character \\" + name);
        }
        return (char) Integer.parseInt(name.substring(1), unicode ? 16 : 8);
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
        int c = skipBlank();
        if (c != '"' && c != ':') {
            return value();
        }
        source.position++;
        return c == ':' ? word() : string(); // the names of fields are known by their letters
    }

    @Override
    boolean endsWord(int c) {
        return switch (c) {
            case ',', ';', '"', '(', ')', '[', ']', '{', '}', '^', '\\' -> true;
            default -> c <= ' ';
        };
    }
}
