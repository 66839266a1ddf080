package dev.faultline.check.picture;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A page for people: headings, words, tables and pictures, as one HTML file without scripts, fonts or links. All words
 * come in as words; nothing in them is taken for markup. For one thread.
 *
 * <p>A page has an upper bound as pictures have: of long words the beginning is shown, of long lists the first lines, and
 * what was left out is counted.
 */
public final class Page {

    private static final int MOST_LINES = 200;
    private static final int MOST_LETTERS = 2_000;
    private static final int MOST_LETTERS_OF_A_CELL = 200;

    private static final Pattern NUMBER = Pattern.compile("-|[0-9][0-9.,]*( (ns|us|ms|s))?");

    private final String title;
    private final StringBuilder body = new StringBuilder();

    /** How good a piece of news is. */
    public enum Mood {
        /** As it should be. */
        GOOD,
        /** Something is wrong. */
        BAD,
        /** It is not known. */
        OPEN
    }

    /** A page with nothing on it but its title. */
    public Page(String title) {
        this.title = title;
        element("h1", title, 200);
    }

    /** The news of the page: a word on a coloured ground, and a sentence. */
    public Page verdict(Mood mood, String word, String sentence) {
        String style = switch (mood) {
            case GOOD -> "is-good";
            case BAD -> "is-bad";
            case OPEN -> "is-open";
        };
        body.append("<p class=\"verdict\"><b class=\"").append(style).append("\">");
        body.append(Svg.escape(word)).append("</b> ");
        body.append(Svg.escape(Svg.shortened(sentence, MOST_LETTERS))).append("</p>\n");
        return this;
    }

    /** Begins a section. */
    public Page heading(String words) {
        element("h2", words, 200);
        return this;
    }

    /** Some sentences. */
    public Page paragraph(String words) {
        element("p", words, MOST_LETTERS);
        return this;
    }

    /** Lines as they are, such as operations or commands. */
    public Page lines(List<String> lines) {
        body.append("<pre>");
        lines.stream()
                .limit(MOST_LINES)
                .forEach(line -> body.append(Svg.escape(Svg.shortened(line, MOST_LETTERS)))
                        .append('\n'));
        body.append("</pre>\n");
        leftOut(lines.size(), "lines");
        return this;
    }

    /** A table; cells that are numbers stand at the right. */
    public Page table(List<String> head, List<List<String>> rows) {
        body.append("<div class=\"wide\"><table>\n<tr>");
        head.forEach(cell -> element("th", cell, MOST_LETTERS_OF_A_CELL));
        body.append("</tr>\n");
        rows.stream().limit(MOST_LINES).forEach(row -> {
            body.append("<tr>");
            for (String cell : row) {
                body.append(NUMBER.matcher(cell).matches() ? "<td class=\"number\">" : "<td>");
                body.append(Svg.escape(Svg.shortened(cell, MOST_LETTERS_OF_A_CELL)));
                body.append("</td>");
            }
            body.append("</tr>\n");
        });
        body.append("</table></div>\n");
        leftOut(rows.size(), "rows");
        return this;
    }

    /** A picture; where it is wider than the page it can be moved. */
    public Page picture(Picture picture) {
        body.append("<div class=\"wide\">\n").append(picture.svg()).append("</div>\n");
        return this;
    }

    /** The page so far. */
    public String html() {
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\
            """ + Svg.escape(Svg.shortened(title, 200)) + """
            </title>
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; color: #1f2328; background: #ffffff; max-width: 1100px;
              margin: 2em auto; padding: 0 1em; }
            h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 2em; border-bottom: 1px solid #d1d9e0; }
            .verdict { padding: .8em 1em; background: #f6f8fa; border-radius: 6px; overflow-wrap: anywhere; }
            .verdict b { color: #ffffff; padding: .15em .6em; border-radius: 4px; margin-right: .3em; }
            b.is-good { background: #1a7f37; } b.is-bad { background: #cf222e; } b.is-open { background: #9a6700; }
            pre { background: #f6f8fa; padding: .8em 1em; border-radius: 6px; overflow-x: auto; font-size: 13px; }
            .wide { overflow-x: auto; } .wide svg { display: block; }
            table { border-collapse: collapse; } th, td { padding: .25em .8em .25em 0; text-align: left;
              vertical-align: top; border-bottom: 1px solid #d1d9e0; } td.number { text-align: right;
              font-variant-numeric: tabular-nums; white-space: nowrap; }
            </style>
            </head>
            <body>
            """ + body + "</body>\n</html>\n";
    }

    private void element(String name, String words, int most) {
        body.append('<').append(name).append('>');
        body.append(Svg.escape(Svg.shortened(words, most)));
        body.append("</").append(name).append(">\n");
    }

    private void leftOut(int count, String what) {
        if (count > MOST_LINES) {
            paragraph("and " + (count - MOST_LINES) + " more " + what);
        }
    }
}
