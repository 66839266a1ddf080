package dev.faultline.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which lines no node may print.
 *
 * @param text a part of such a line as it stands, or a regular expression that is found in one
 * @param regex which of the two
 */
public record LinePattern(String text, boolean regex) {
    private static final String KEY = "never-printed";

    /** Reads the patterns of {@code [check]}: texts, and tables {@code {regex = "..."}}. */
    static List<LinePattern> read(Section check) {
        List<LinePattern> patterns = new ArrayList<>();
        for (Section.Entry entry : check.entries(KEY)) {
            Optional<Template> literal = entry.text();
            if (literal.isPresent()) {
                if (literal.get().text().isBlank()) {
                    entry.problem("is blank, and would be in every line; write a part of the line");
                } else if (literal.get().text().lines().count() > 1
                        || literal.get().text().endsWith("\n")) {
                    entry.problem("has a line end, and would be in no line; write a part of one line");
                }
                patterns.add(new LinePattern(literal.get().text(), false));
            } else {
                entry.table().ifPresent(table -> patterns.add(expression(table)));
            }
        }
        if (check.has(KEY) && patterns.isEmpty() && check.isArray(KEY)) {
            check.problem(KEY, "is empty; write a part of a line that no node may print, or leave it out");
        }
        return List.copyOf(patterns);
    }

    private static LinePattern expression(Section table) {
        String text = table.requiredText("regex", "a regular expression that is found in lines that no node may print");
        try {
            if (!text.isBlank() && Pattern.compile(text).matcher("").find()) {
                table.problem("regex", "'" + text + "' is found in an empty line, so that every line would match");
            }
        } catch (PatternSyntaxException e) {
            table.problem("regex", "'" + text + "' is no regular expression: " + e.getDescription());
        }
        table.refuseOthers();
        return new LinePattern(text, true);
    }

    /** Returns the regular expression that is to be found in a line. */
    Pattern compiled() {
        return Pattern.compile(text, regex ? 0 : Pattern.LITERAL);
    }
}
