package dev.faultline.experiment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** What a program printed last; where that is a stack trace, from its first line. */
final class LastLines {
    private static final int SHOWN = 12;
    private static final int KEPT = 100;
    private static final int LENGTH_MAX = 1_000;

    private final ArrayDeque<Line> kept = new ArrayDeque<>();

    private record Line(long nanos, String text) {
        /** Whether what is in the line cannot be understood without the lines before. */
        boolean isInsideStackTrace() {
            return text.isBlank() || Character.isWhitespace(text.charAt(0)) || text.startsWith("Caused by: ");
        }

        @Override
        public String toString() {
            return Texts.seconds(nanos) + " "
                    + (text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) + " [...]" : text);
        }
    }

    void add(String text, long nanos) {
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(new Line(nanos, Texts.visible(text)));
    }

    void clear() {
        kept.clear();
    }

    /** Returns the lines, each with the virtual time in front. */
    List<String> last() {
        List<Line> all = new ArrayList<>(kept);
        int from = Math.max(0, all.size() - SHOWN);
        while (from > 0 && from < all.size() && all.get(from).isInsideStackTrace()) {
            from--;
        }
        return all.subList(from, all.size()).stream().map(Line::toString).toList();
    }
}
