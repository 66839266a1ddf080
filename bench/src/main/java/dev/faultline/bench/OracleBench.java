package dev.faultline.bench;

import dev.faultline.check.trial.Differential;
import dev.faultline.check.trial.Subject;
import dev.faultline.check.trial.Trial;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Compares the checks with oracles that try everything, and prints a line for each model and level; then which of the bugs
 * are found that are planted into valid histories.
 */
public final class OracleBench {

    private static final String LINE = "%-32s %-42s %9s %9s %7s %11s%n";

    /** Each is planted into so many valid histories, if there are that many. */
    private static final int PLANTED = 1_000;

    private final PrintStream out;
    private long differing;

    private OracleBench(PrintStream out) {
        this.out = out;
    }

    /**
     * Compares, and prints.
     *
     * @param only the start of the name of the models to look at, without planted bugs; empty for all, with them
     * @param firstSeed the seed of the first history of each
     * @param histories how many of each, at least 1
     * @throws IllegalArgumentException if there is no such model, or nothing to compare
     * @return the exit code of a command: 0 if nothing differs and every visible bug is found, else 1
     */
    public static int run(PrintStream out, PrintStream progress, String only, long firstSeed, int histories) {
        require(only, histories);
        OracleBench bench = new OracleBench(out);
        out.printf("%d random small histories for each model, from seed %d%n", histories, firstSeed);
        out.printf(LINE, "model", "level", "holds", "violated", "open", "differences");
        for (Subject subject : Subject.all()) {
            if (subject.name().startsWith(only)) {
                progress.println(subject.name() + " ...");
                bench.print(Differential.operations(subject, firstSeed, histories));
            }
        }
        for (String dataType : Differential.dataTypes()) {
            if (dataType.startsWith(only)) {
                progress.println(dataType + " ...");
                bench.print(Differential.transactions(dataType, firstSeed, histories));
            }
        }
        out.println(bench.differing + " differences");
        boolean found = true;
        if (only.isEmpty()) {
            progress.println("planting bugs ...");
            int planted = Math.min(PLANTED, histories);
            boolean operations = TrialTable.print(out, "bugs of single operations", Trial.operations(planted));
            boolean transactions = TrialTable.print(out, "bugs of transactions", Trial.transactions(planted));
            found = operations && transactions;
        }
        return bench.differing == 0 && found ? 0 : 1;
    }

    /** What compares nothing finds no difference. */
    private static void require(String only, int histories) {
        if (histories < 1) {
            throw new IllegalArgumentException("--count must be at least 1, is " + histories);
        }
        List<String> names = Stream.concat(Subject.all().stream().map(Subject::name), Differential.dataTypes().stream())
                .toList();
        if (names.stream().noneMatch(name -> name.startsWith(only))) {
            throw new IllegalArgumentException("--only " + only + ": no model begins so; there are: " + names);
        }
    }

    private void print(List<Differential.Row> rows) {
        for (Differential.Row row : rows) {
            differing += row.differing();
            out.printf(
                    Locale.ROOT,
                    LINE,
                    row.subject(),
                    row.level(),
                    row.satisfied(),
                    row.violated(),
                    row.open(),
                    row.differing());
            row.examples().forEach(example -> out.println("    " + example));
        }
    }
}
