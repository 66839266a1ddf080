package dev.faultline.check.picture;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page for people: headings, words, tables and pictures, as one HTML file without scripts, fonts or links. All words
 * come in as words; nothing in them is taken for markup. For one thread.
 *
 * <p>A page has an upper bound as pictures have: of long words the beginning is shown, of long lists the first lines, and
 * what was left out is counted.
 */
public final class Page {

    /** Stands in a table for a value that is nil, or null. */
    public static final String NIL = "nil";

    /** Stands in a table where there is no value. */
    public static final String NONE = "\u2013";

    private static final int MOST_LINES = 200;
    private static final int MOST_LETTERS = 2_000;
    private static final int MOST_LETTERS_OF_A_HEADING = 100;
    private static final int MOST_LETTERS_OF_A_CELL = 800;
    private static final int MOST_LETTERS_OF_ALL_CELLS = 300_000;
    private static final int MOST_LETTERS_IN_ONE_LINE = 16;
    private static final int LETTERS_OF_A_BROAD_CELL = 17;

    private static final Pattern NUMBER = Pattern.compile("[\u2013-]|-?[0-9][0-9.,]*( (ns|us|ms|s))?");

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

    /** A value as a table shows it: {@link #NIL} for null, so that it can be told from nothing. */
    public static String value(@Nullable Object value) {
        return value == null ? NIL : value.toString();
    }

    /** The news of the page: a word on a coloured ground, and a sentence. */
    public Page verdict(Mood mood, String word, String sentence) {
        String style = switch (mood) {
            case GOOD -> "is-good";
            case BAD -> "is-bad";
            case OPEN -> "is-open";
        };
        body.append("<p class=\"verdict ").append(style).append("\"><b>");
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

    /** Lines as they are, such as commands or what programs printed; nothing if there are none. */
    public Page lines(List<String> lines) {
        if (lines.isEmpty()) {
            return this;
        }
        body.append("<pre>");
        lines.stream()
                .limit(MOST_LINES)
                .forEach(line -> body.append(Svg.escape(Svg.shortened(line, MOST_LETTERS)))
                        .append('\n'));
        body.append("</pre>\n");
        leftOut(lines.size(), "lines");
        return this;
    }

    /** Sentences below each other; nothing if there are none. */
    public Page list(List<String> sentences) {
        if (sentences.isEmpty()) {
            return this;
        }
        body.append("<ul>\n");
        sentences.stream().limit(MOST_LINES).forEach(sentence -> element("li", sentence, MOST_LETTERS));
        body.append("</ul>\n");
        leftOut(sentences.size(), "lines");
        return this;
    }

    /**
     * A table; cells that are numbers stand at the right.
     *
     * @param caption what it shows
     */
    public Page table(String caption, List<String> head, List<List<String>> rows) {
        String style = PageStyle.classOfTable(head.size());
        boolean stacks = !style.isEmpty();
        body.append(stacks ? "<table role=\"table\" class=\"" + style + "\">\n<caption>" : "<table>\n<caption>");
        body.append(Svg.escape(Svg.shortened(caption, MOST_LETTERS_OF_A_HEADING)))
                .append("</caption>\n");
        body.append(stacks ? "<thead role=\"rowgroup\"><tr role=\"row\">" : "<thead><tr>");
        List<String> headings = head.stream()
                .map(words -> Svg.shortened(words, MOST_LETTERS_OF_A_HEADING))
                .toList();
        for (String cell : headings) {
            body.append(
                    cell.length() <= MOST_LETTERS_IN_ONE_LINE
                            ? "<th scope=\"col\" class=\"short\""
                            : "<th scope=\"col\"");
            body.append(stacks ? " role=\"columnheader\">" : ">");
            body.append(Svg.escape(cell)).append("</th>");
        }
        body.append(stacks ? "</tr></thead>\n<tbody role=\"rowgroup\">\n" : "</tr></thead>\n<tbody>\n");
        int before = body.length();
        int count = 0;
        for (List<String> row : rows) {
            if (count == MOST_LINES || body.length() - before > MOST_LETTERS_OF_ALL_CELLS) {
                break;
            }
            body.append(stacks ? "<tr role=\"row\">" : "<tr>");
            for (int i = 0; i < row.size(); i++) {
                cell(stacks, headings.get(i), row.get(i));
            }
            body.append("</tr>\n");
            count++;
        }
        body.append("</tbody>\n</table>\n");
        if (count < rows.size()) {
            paragraph("and " + (rows.size() - count) + " more rows");
        }
        return this;
    }

    /** Where a table becomes cards the roles say that it still is one, and each cell has its heading beside it. */
    private void cell(boolean stacks, String head, String words) {
        body.append(stacks ? "<td role=\"cell\" data-head=\"" + Svg.escape(head) + "\"" : "<td");
        String style = (words.length() <= MOST_LETTERS_IN_ONE_LINE ? " short" : "")
                + (words.length() >= LETTERS_OF_A_BROAD_CELL ? " broad" : "")
                + (NUMBER.matcher(words).matches() ? " number" : "")
                + (words.equals(NIL) ? " nil" : "");
        body.append(style.isEmpty() ? ">" : " class=\"" + style.strip() + "\">");
        body.append("<bdi>").append(Svg.escape(Svg.shortened(words, MOST_LETTERS_OF_A_CELL)));
        body.append("</bdi></td>");
    }

    /** A picture with its title above it, as wide as the page; what it shows in words is for who does not see it. */
    public Page picture(Picture picture) {
        body.append("<figure>\n<figcaption>").append(Svg.escape(Svg.shortened(picture.title(), MOST_LETTERS)));
        body.append("</figcaption>\n");
        for (int width : PageStyle.WIDTHS) {
            body.append(picture.part(width, PageStyle.classOf(width)));
        }
        body.append("</figure>\n");
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
                <meta name="color-scheme" content="light dark">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <title>\
                """ + Svg.escape(Svg.shortened(title, 200)) + "</title>\n<style>\n" + PageStyle.sheet()
                + "</style>\n</head>\n<body>\n<main>\n" + body + "</main>\n</body>\n</html>\n";
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
