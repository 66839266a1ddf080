package dev.faultline.sim;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A pattern of paths, as shells have them. It matches a path, and everything below a folder that it matches.
 *
 * <p>{@code *} stands for any characters but {@code /}, {@code **} for any characters, {@code ?} for one but {@code /}, {@code
 * [a-c]} and {@code [!a-c]} for one of those or none of them, {@code {log,snap}} for one of the words; {@code \} takes the
 * meaning from the character behind it. So {@code /data/*.log}, {@code /data/**.snap}, {@code /} for all.
 *
 * <p>Matching takes time proportional to the length of the path times that of the pattern, whatever is in them.
 */
public final class PathPattern {
    private static final int ALTERNATIVES_MAX = 256;

    private final String text;
    private final List<Glob> alternatives = new ArrayList<>();

    private PathPattern(String text) {
        this.text = text;
    }

    /**
     * Returns the pattern of that text.
     *
     * @throws IllegalArgumentException if it does not begin with {@code /} or {@code **}, or a bracket is left open
     */
    public static PathPattern of(String text) {
        PathPattern pattern = new PathPattern(text);
        pattern.expand("", text);
        return pattern;
    }

    /** Takes the words out of the braces, from the left. */
    private void expand(String before, String rest) {
        int open = unescaped(rest, 0, "{");
        if (open < 0) {
            if (alternatives.size() == ALTERNATIVES_MAX) {
                throw new IllegalArgumentException("the pattern has more than " + ALTERNATIVES_MAX + " forms: " + text);
            }
            alternatives.add(Glob.of(before + rest, text));
            return;
        }
        int from = open + 1;
        while (true) {
            int end = unescaped(rest, from, ",}");
            if (end < 0) {
                throw new IllegalArgumentException("the pattern has a '{' without its '}': " + text);
            }
            int close = unescaped(rest, from, "}");
            if (close < 0) {
                throw new IllegalArgumentException("the pattern has a '{' without its '}': " + text);
            }
            expand(before + rest.substring(0, open) + rest.substring(from, end), rest.substring(close + 1));
            if (rest.charAt(end) == '}') {
                return;
            }
            from = end + 1;
        }
    }

    private static int unescaped(String text, int from, String any) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (any.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** Returns whether the path, or a folder above it, is of this pattern. */
    public boolean matches(String path) {
        for (Glob glob : alternatives) {
            if (glob.matches(path)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathPattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the text it was made from. */
    @Override
    public String toString() {
        return text;
    }

    /** One form of the pattern: what each place stands for. All places that a path may have come to are kept at once. */
    private record Glob(List<Place> places) {
        private static final One SLASH = new One("//", false);
        private static final Many DEEP = new Many(true);

        private sealed interface Place {
            boolean takes(char c);
        }

        /** Any number of characters. */
        private record Many(boolean deep) implements Place {
            @Override
            public boolean takes(char c) {
                return deep || c != '/';
            }
        }

        /** One character: one of those, or none of them. */
        private record One(String ranges, boolean isNot) implements Place {
            @Override
            public boolean takes(char c) {
                boolean found = false;
                for (int i = 0; i < ranges.length(); i += 2) {
                    found |= c >= ranges.charAt(i) && c <= ranges.charAt(i + 1);
                }
                return found != isNot && (!isNot || c != '/');
            }
        }

        static Glob of(String glob, String whole) {
            List<Place> places = new ArrayList<>();
            String plain = glob.length() > 1 && glob.endsWith("/") ? glob.substring(0, glob.length() - 1) : glob;
            String form = plain.equals("/") ? "" : plain;
            for (int i = 0; i < form.length(); i++) {
                char c = form.charAt(i);
                if (c == '*') {
                    boolean deep = i + 1 < form.length() && form.charAt(i + 1) == '*';
                    places.add(new Many(deep));
                    i += deep ? 1 : 0;
                } else if (c == '?') {
                    places.add(new One("", true));
                } else if (c == '[') {
                    int end = form.indexOf(']', i + 2);
                    if (end < 0) {
                        throw new IllegalArgumentException("the pattern has a '[' without its ']': " + whole);
                    }
                    places.add(set(form.substring(i + 1, end)));
                    i = end;
                } else {
                    i += c == '\\' && i + 1 < form.length() ? 1 : 0;
                    places.add(new One(("" + form.charAt(i)).repeat(2), false));
                }
            }
            if (glob.isEmpty()
                    || !(places.isEmpty()
                            || places.getFirst().equals(SLASH)
                            || places.getFirst().equals(DEEP))) {
                throw new IllegalArgumentException("a path must be absolute: it begins with '/' or '**', was " + whole);
            }
            return new Glob(places);
        }

        private static One set(String inside) {
            boolean isNot = inside.startsWith("!") && inside.length() > 1;
            StringBuilder ranges = new StringBuilder();
            for (int i = isNot ? 1 : 0; i < inside.length(); i++) {
                boolean isRange = i + 2 < inside.length() && inside.charAt(i + 1) == '-';
                ranges.append(inside.charAt(i)).append(inside.charAt(isRange ? i + 2 : i));
                i += isRange ? 2 : 0;
            }
            return new One(ranges.toString(), isNot);
        }

        boolean matches(String path) {
            BitSet at = new BitSet(places.size() + 1);
            at.set(0);
            for (int i = 0; i <= path.length(); i++) {
                skipEmpty(at);
                if (at.get(places.size()) && (i == path.length() || path.charAt(i) == '/')) {
                    return true;
                }
                if (i < path.length()) {
                    at = after(at, path.charAt(i));
                }
            }
            return false;
        }

        /** What stands for any number of characters may stand for none. */
        private void skipEmpty(BitSet at) {
            for (int place = at.nextSetBit(0); place >= 0; place = at.nextSetBit(place + 1)) {
                if (place < places.size() && places.get(place) instanceof Many) {
                    at.set(place + 1);
                }
            }
        }

        private BitSet after(BitSet at, char c) {
            BitSet next = new BitSet(places.size() + 1);
            for (int place = at.nextSetBit(0); place >= 0; place = at.nextSetBit(place + 1)) {
                if (place < places.size() && places.get(place).takes(c)) {
                    next.set(places.get(place) instanceof Many ? place : place + 1);
                }
            }
            return next;
        }
    }
}
