package dev.faultline.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints rows in columns, notes below their rows. */
final class Table {
    private Table() {}

    static void print(PrintStream out, List<Row> rows) {
        int width = rows.stream().mapToInt(row -> row.what().length()).max().orElse(0);
        line(out, width, "what", "figure", "unit", "bar", "");
        for (Row row : rows) {
            line(out, width, row.what(), Row.number(row.figure()), row.unit(), row.barText(), row.outcome());
            if (!row.note().isEmpty()) {
                out.println("    " + row.note());
            }
        }
    }

    private static void line(
            PrintStream out, int width, String what, String figure, String unit, String bar, String outcome) {
        String first = what + " ".repeat(width - Math.min(width, what.length()));
        out.println(String.format(Locale.ROOT, "%s  %12s  %-24s %-12s %s", first, figure, unit, bar, outcome)
                .stripTrailing());
    }
}
