package dev.faultline.check.picture;

import java.util.Locale;

/** Writes SVG. Words from outside come in by {@link #escape} only. */
final class Svg {

    private static final int MOST_SHOWN = 100;
    private static final int MOST_ON_POINTING = 400;

    private final StringBuilder body = new StringBuilder();

    /** A box with round corners, and its class. */
    void box(String style, double x, double y, double width, double height) {
        line("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"4\"/>"
                .formatted(style, at(x), at(y), at(width), at(height)));
    }

    /** A box with sharp corners, and its class. */
    void plain(String style, double x, double y, double width, double height) {
        line("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
                .formatted(style, at(x), at(y), at(width), at(height)));
    }

    /** A circle, and its class. */
    void circle(String style, double x, double y, double radius) {
        line("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>".formatted(style, at(x), at(y), at(radius)));
    }

    /** Lines from point to point, and their class; nothing where there are fewer than two. */
    void path(String style, double[] xs, double[] ys) {
        if (xs.length < 2) {
            return;
        }
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            points.append(i == 0 ? "" : " ").append(at(xs[i])).append(',').append(at(ys[i]));
        }
        line("<polyline class=\"%s\" points=\"%s\"/>".formatted(style, points));
    }

    /** A straight line, and its class. */
    void stroke(String style, double x1, double y1, double x2, double y2) {
        line("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
                .formatted(style, at(x1), at(y1), at(x2), at(y2)));
    }

    /** Words of at most so many characters; more of them show when the pointer rests there. */
    void words(String style, double x, double y, String words, int most) {
        String shown = shortened(words, Math.min(most, MOST_SHOWN));
        String title = shown.equals(words) ? "" : "<title>" + escape(shortened(words, MOST_ON_POINTING)) + "</title>";
        line("<text class=\"%s\" x=\"%s\" y=\"%s\">".formatted(style, at(x), at(y)) + escape(shown) + title
                + "</text>");
    }

    /** The picture of what was drawn so far. */
    String document(double width, double height, String title) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\" role=\"img\">\n"
                        .formatted(at(width), at(height), at(width), at(height))
                + "<title>" + escape(shortened(title, MOST_ON_POINTING)) + "</title>\n"
                + """
                <style>
                text { font: 12px sans-serif; fill: #1f2328; }
                .small { font-size: 11px; fill: #59636e; }
                .tiny { font-size: 9px; fill: #59636e; }
                .strong { font-weight: bold; fill: #a40e26; }
                .onpoint { font-size: 10px; fill: #ffffff; }
                .middle { text-anchor: middle; }
                .end { text-anchor: end; }
                .operation { fill: #d8e7fb; stroke: #4078c0; }
                .open { fill: #eceff2; stroke: #818b98; stroke-dasharray: 4 3; }
                .last { fill: #ffdcd7; stroke: #cf222e; stroke-width: 2; }
                .row { stroke: #d1d9e0; }
                .order { fill: none; stroke: #59636e; stroke-width: 1; stroke-dasharray: 2 3; }
                .point { fill: #24406b; }
                .band { fill: #d4722a; }
                .shade { fill: #d4722a; fill-opacity: 0.08; }
                .good { fill: #4078c0; }
                .failed { fill: #d9a514; }
                .unknown { fill: #818b98; }
                .curve { fill: none; stroke: #24406b; stroke-width: 1.5; }
                .worst { fill: none; stroke: #cf222e; stroke-width: 1; }
                .edge { stroke: #cf222e; stroke-width: 1.5; marker-end: url(#arrow); }
                </style>
                <defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" \
                orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#cf222e"/></marker></defs>
                <rect width="100%" height="100%" fill="#ffffff"/>
                """
                + body
                + "</svg>\n";
    }

    private void line(String element) {
        body.append(element).append('\n');
    }

    static String shortened(String words, int most) {
        if (words.length() <= most) {
            return words;
        }
        int end = Character.isHighSurrogate(words.charAt(most - 2)) ? most - 2 : most - 1;
        return words.substring(0, end) + "\u2026";
    }

    /** Text that XML 1.0 takes as text, in elements and in attributes; what it does not allow at all is replaced. */
    static String escape(String words) {
        StringBuilder escaped = new StringBuilder(words.length() + 16);
        words.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || (c >= ' ' && c < 0xD800)
                || (c >= 0xE000 && c < 0xFFFE)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }

    /** A length; the same in every locale. */
    private static String at(double length) {
        return String.format(Locale.ROOT, "%.1f", length);
    }
}
