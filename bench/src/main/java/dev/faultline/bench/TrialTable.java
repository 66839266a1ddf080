package dev.faultline.bench;

import dev.faultline.check.trial.Trial;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Prints which planted bugs are found: a line for each subject, a column for each bug. */
final class TrialTable {
    private static final int COLUMN = 20;

    private TrialTable() {}

    /** Returns whether every visible bug was found, and nothing else. */
    static boolean print(PrintStream out, String title, List<Trial.Row> rows) {
        Map<String, Map<String, Trial.Row>> lines = new LinkedHashMap<>();
        TreeSet<String> bugs = new TreeSet<>();
        for (Trial.Row row : rows) {
            lines.computeIfAbsent(row.subject(), _ -> new LinkedHashMap<>()).put(row.bug(), row);
            bugs.add(row.bug());
        }
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        out.println(title + ": found of visible, of so many planted");
        StringBuilder head = new StringBuilder(" ".repeat(width));
        bugs.forEach(bug -> head.append(String.format(Locale.ROOT, "  %" + COLUMN + "s", bug)));
        out.println(head);
        lines.forEach((subject, row) -> {
            StringBuilder line = new StringBuilder(subject + " ".repeat(width - subject.length()));
            bugs.forEach(bug -> line.append(String.format(Locale.ROOT, "  %" + COLUMN + "s", cell(row.get(bug)))));
            out.println(line);
        });
        long missed = rows.stream().mapToLong(Trial.Row::missed).sum();
        long wrong = rows.stream().mapToLong(Trial.Row::wronglyFound).sum();
        out.printf(
                Locale.ROOT,
                "%d visible bugs missed, %d found that an exhaustive search does not see%n",
                missed,
                wrong);
        return missed + wrong == 0;
    }

    private static String cell(Trial.@Nullable Row row) {
        return row == null || row.planted() == 0
                ? "-"
                : "%d of %d (%d)".formatted(row.found(), row.visible(), row.planted());
    }
}
