package dev.faultline.check.picture;

import java.util.List;
import java.util.Locale;

/** A drawing of some width that grows downwards. Words from outside come in by {@link #escape} only. */
final class Svg {

    private static final int MOST_ON_POINTING = 400;

    private static final String SHAPES = """
        text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
        .strong, .title, .onpoint { font-weight: bold; }
        .title { font-size: 14px; }
        .middle { text-anchor: middle; }
        .end { text-anchor: end; }
        .words { stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; }
        .open { stroke-dasharray: 4 3; }
        .last { stroke-width: 2; }
        .order { fill: none; stroke-dasharray: 2 3; }
        .shade { fill-opacity: 0.09; }
        .curve, .worst, .break { fill: none; stroke-width: 1.6; }
        .worst { stroke-dasharray: 5 3; }
        .edge { fill: none; stroke-width: 1.6; }
        """;

    private static final String PAINTS = """
        text { fill: {ink}; }
        .words { stroke: {paper}; }
        .quiet { fill: {quiet}; }
        .alarm { fill: {bad}; }
        .paper { fill: {paper}; }
        .onpoint { fill: {ondot}; }
        .operation { fill: {bar}; stroke: {edge}; }
        .open { fill: {open}; stroke: {openedge}; }
        .last { fill: {badbar}; stroke: {bad}; }
        .row, .grid { stroke: {rule}; }
        .order { stroke: {quiet}; }
        .axis, .break { stroke: {quiet}; }
        .point { fill: {dot}; }
        .band, .shade { fill: {fault}; }
        .good { fill: {ok}; }
        .failed { fill: {failed}; }
        .unknown { fill: {unknown}; }
        .curve { stroke: {dot}; }
        .curvepoint { fill: {dot}; }
        .worst { stroke: {bad}; }
        .worstpoint { fill: {bad}; }
        .edge { stroke: {bad}; }
        .head { fill: {bad}; }
        """;

    private final StringBuilder body = new StringBuilder();
    private final double width;
    private double height;

    Svg(double width) {
        this.width = width;
    }

    double width() {
        return width;
    }

    /** The room that the drawing takes ends here. */
    void endAt(double y) {
        height = y;
    }

    /** The style sheet of all drawings. */
    static String style() {
        return Colours.styled(PAINTS, SHAPES);
    }

    /** A box with round corners, and its class. */
    void box(String style, double x, double y, double boxWidth, double boxHeight) {
        line("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"4\"/>"
                .formatted(style, at(x), at(y), at(boxWidth), at(boxHeight)));
    }

    /** A box with sharp corners, and its class. */
    void plain(String style, double x, double y, double boxWidth, double boxHeight) {
        line("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
                .formatted(style, at(x), at(y), at(boxWidth), at(boxHeight)));
    }

    /** A circle, and its class. */
    void circle(String style, double x, double y, double radius) {
        line("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>".formatted(style, at(x), at(y), at(radius)));
    }

    /** Lines from point to point, and their class; nothing where there are fewer than two. */
    void path(String style, double[] xs, double[] ys) {
        if (xs.length >= 2) {
            line("<polyline class=\"%s\" points=\"%s\"/>".formatted(style, points(xs, ys)));
        }
    }

    /** An area between points, and its class. */
    void area(String style, double[] xs, double[] ys) {
        line("<polygon class=\"%s\" points=\"%s\"/>".formatted(style, points(xs, ys)));
    }

    private static String points(double[] xs, double[] ys) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            points.append(i == 0 ? "" : " ").append(at(xs[i])).append(',').append(at(ys[i]));
        }
        return points.toString();
    }

    /** A straight line, and its class. */
    void stroke(String style, double x1, double y1, double x2, double y2) {
        line("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
                .formatted(style, at(x1), at(y1), at(x2), at(y2)));
    }

    /** Words in one line; the place is that of their base line. */
    void words(String style, double x, double y, String words) {
        line("<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>".formatted(style, at(x), at(y), escape(words)));
    }

    /** Words of which as much is shown as fits; more of them show when the pointer rests there. */
    void cut(String style, double x, double y, String words, double pixels) {
        String shown = Letters.cut(words, pixels);
        String title = shown.equals(words) ? "" : "<title>" + escape(shortened(words, MOST_ON_POINTING)) + "</title>";
        line("<text class=\"%s\" x=\"%s\" y=\"%s\">".formatted(style, at(x), at(y)) + escape(shown) + title
                + "</text>");
    }

    /** Lines below each other, the first with its base line at {@code y}; returns where the next one would be. */
    double lines(String style, double x, double y, List<String> lines) {
        double next = y;
        for (String words : lines) {
            words(style, x, next, words);
            next += Letters.LINE;
        }
        return next;
    }

    /** The drawing as a document that stands by itself, below its title. */
    String document(String title, String description) {
        List<String> lines = Letters.wrapped(title, (width - 24) / 1.25, 4);
        double above = lines.isEmpty() ? 8 : 14 + 20.0 * lines.size();
        StringBuilder head = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            head.append("<text class=\"title\" x=\"12\" y=\"%s\">%s</text>\n"
                    .formatted(at(24 + 20.0 * i), escape(lines.get(i))));
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\" role=\"img\">\n"
                        .formatted(at(width), at(above + height), at(width), at(above + height))
                + "<title>" + escape(shortened(title, MOST_ON_POINTING)) + "</title>\n"
                + "<desc>" + escape(description) + "</desc>\n"
                + "<style>\n" + style() + "</style>\n"
                + "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n"
                + head
                + "<g transform=\"translate(0,%s)\">\n".formatted(at(above))
                + body + "</g>\n</svg>\n";
    }

    /** The drawing as a part of a page that has the {@link #style}; it takes the width that there is. */
    String part(String style, String label) {
        return "<svg class=\"%s\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">\n"
                        .formatted(style, at(width), at(height), escape(label))
                + body + "</svg>\n";
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

    /**
     * Text that XML 1.0 takes as text, in elements and in attributes. What it does not allow at all is replaced; letters that
     * turn the direction of those around them are shown by their numbers.
     */
    static String escape(String words) {
        StringBuilder escaped = new StringBuilder(words.length() + 16);
        words.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                    if (turns(c)) {
                        escaped.append("U+").append(String.format(Locale.ROOT, "%04X", c));
                    } else {
                        escaped.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
                    }
                }
            }
        });
        return escaped.toString();
    }

    private static boolean turns(int c) {
        return (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200E
                || c == 0x200F
                || c == 0x061C;
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
