package dev.faultline.check.picture;

/**
 * How pages look: one column up to a width that can be read, by day and by night, without anything from elsewhere. Pictures
 * are drawn for some widths; the style sheet shows the one that fits the window, a little larger or smaller than drawn. So
 * letters have at least 11 pixels from a window of 330 on.
 */
final class PageStyle {

    /** The widths that pictures are drawn for, in pixels. */
    static final int[] WIDTHS = {340, 500, 730, 1060};

    /** From which width of the window on each of them is shown. */
    private static final int[] FROM = {0, 472, 672, 972};

    private static final String SHAPES = """
        body { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
          max-width: 1240px; margin: 0 auto; padding: 16px 16px 64px; }
        h1 { font-size: 1.6em; line-height: 1.25; margin: .5em 0; }
        h2 { font-size: 1.2em; margin: 2em 0 .8em; padding-bottom: .2em; border-bottom: 1px solid; }
        h1, h2, p, li, pre, figcaption { overflow-wrap: anywhere; }
        .verdict { padding: .8em 1em; border-radius: 6px; white-space: pre-line; border-left: 6px solid; }
        .verdict b { display: inline-block; padding: 0 .6em; border-radius: 4px; margin-right: .4em; }
        pre { padding: .8em 1em; border-radius: 6px; font-size: 14px; white-space: pre-wrap; }
        ul { padding-left: 1.2em; }
        figure { margin: 1em 0; }
        figcaption { font-weight: 600; margin-bottom: .6em; }
        figure svg { display: none; width: 100%; height: auto; }
        table { border-collapse: collapse; margin: 1em 0; max-width: 100%; }
        caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
          white-space: nowrap; }
        th, td { padding: .35em 1.2em .35em 0; text-align: left; vertical-align: top;
          border-bottom: 1px solid; overflow-wrap: anywhere; }
        th { overflow-wrap: normal; }
        .short { white-space: nowrap; overflow-wrap: normal; }
        .number { text-align: right; font-variant-numeric: tabular-nums; }
        .nil { font-style: italic; }
        @media print { body { max-width: none; padding: 0; } }
        """;

    /** Tables of which each row is a card: in windows up to a width, those of a class. */
    private static final String CARDS = """
        @media (max-width: %1$dpx) {
          .%2$s, .%2$s tbody { display: block; }
          .%2$s thead { display: block; position: absolute; width: 1px; height: 1px; overflow: hidden;
            clip-path: inset(50%%); white-space: nowrap; }
          .%2$s tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.5em, 1fr)); gap: .2em 1em;
            padding: .6em 0; border-width: 0 0 1px; border-style: solid; }
          .%2$s td { display: block; border: 0; padding: 0; text-align: left; white-space: normal;
            overflow-wrap: anywhere; }
          .%2$s td::before { content: attr(data-head); display: block; font-size: 12px; line-height: 1.3; }
          .%2$s .broad { grid-column: 1 / -1; }
        }
        """;

    private static final String PAINTS = """
        :root { color-scheme: light dark; }
        body { color: {ink}; background: {paper}; }
        h2, th, td, tr { border-color: {rule}; }
        .verdict, pre { background: {ground}; }
        .verdict b { color: {paper}; }
        .is-good { border-color: {good}; } .is-good b { background: {good}; }
        .is-bad { border-color: {bad}; } .is-bad b { background: {bad}; }
        .is-open { border-color: {doubt}; } .is-open b { background: {doubt}; }
        .nil, td::before { color: {quiet}; }
        """;

    private PageStyle() {}

    /** The class of a table of so many columns: how narrow a window turns it into cards; empty if none does. */
    static String classOfTable(int columns) {
        return columns <= 2 ? "" : columns <= 7 ? "cards" : "manycards";
    }

    /** The class of a picture that is drawn for one of the widths. */
    static String classOf(int width) {
        return "w" + width;
    }

    static String sheet() {
        StringBuilder sheet = new StringBuilder(Colours.styled(PAINTS, SHAPES));
        sheet.append(CARDS.formatted(719, "cards")).append(CARDS.formatted(1039, "manycards"));
        sheet.append(Svg.style());
        for (int i = 0; i < WIDTHS.length; i++) {
            String to = i + 1 < WIDTHS.length ? " and (max-width: " + (FROM[i + 1] - 0.02) + "px)" : "";
            sheet.append("@media (min-width: ").append(FROM[i]).append("px)").append(to);
            sheet.append(" { figure svg.").append(classOf(WIDTHS[i])).append(" { display: block; } }\n");
        }
        return sheet.toString();
    }
}
