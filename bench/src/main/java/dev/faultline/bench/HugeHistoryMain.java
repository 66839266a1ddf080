package dev.faultline.bench;

import dev.faultline.check.Check;
import dev.faultline.check.History;
import dev.faultline.check.HistoryGenerator;
import dev.faultline.check.HistoryGenerator.Kind;
import dev.faultline.check.Models;
import dev.faultline.check.Verdict;

/** Checks a huge history again and again, in a JVM of its own so that its heap can be bounded, and prints what it cost. */
final class HugeHistoryMain {
    static final int OPERATIONS = 10_000_000;
    private static final long SEED = 1;

    private HugeHistoryMain() {}

    /** Prints a line for each of so many rounds: the verdict, milliseconds of processor time, and those of a unit of work. */
    public static void main(String[] arguments) {
        EndWithParent.watch();
        History history =
                HistoryGenerator.unique(Kind.REGISTER, OPERATIONS, 25, 1, 0).generate(SEED);
        Gauge gauge = new Gauge();
        double before = gauge.unitMillis();
        for (int round = Integer.parseInt(arguments[0]); round > 0; round--) {
            Verdict[] verdict = new Verdict[1];
            Cost cost = Cost.of(() ->
                    verdict[0] = Check.linearizability(Models.register(null)).run(history));
            double after = gauge.unitMillis();
            System.out.println((verdict[0] instanceof Verdict.Valid ? "valid " : "undecided ")
                    + cost.cpuSeconds() * 1000 + " " + (before + after) / 2);
            before = after;
        }
    }
}
