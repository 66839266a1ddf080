package dev.faultline.bench;

import dev.faultline.bench.Row.Bar;
import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Runner;
import dev.faultline.journal.OwnedFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What 20 invariants that are looked at at every operation add to a run of the example bank: six accounts, 60 in all. The runs are as
 * {@code faultline run} makes them, with their folders.
 */
final class InvariantBench {
    private static final long SEED = 1;
    private static final Bar BAR = new Bar.AtMost(1.1);

    /** Each is written five times, so that there are 20; all ask for the operation, so that none is passed over. */
    private static final List<String> HOLDS = List.of(
            "f == 'read' and outcome == 'ok' implies sum(read) == 60",
            "all(a in read: read[a] >= 0) and process >= 0",
            "count(a in read: read[a] > 60) == 0 and f != ''",
            "old(count(read)) <= count(read) and count(read) <= 6 and f != ''");

    private static final int COPIES = 5;
    /** A run takes about two seconds, of which the compilers have their share, now in this one and now in that. */
    private static final int PAIRS_OF_A_ROUND = 3;

    private final Scale scale;
    private int runs;

    InvariantBench(Scale scale) {
        this.scale = scale;
    }

    /** The two kinds of runs in turns; the ratio is the median of those of the pairs. */
    void measure(Consumer<Row> rows) {
        String text = Experiments.load("bank", Map.of()).text();
        Runner without = runner(text);
        Runner with = runner(text + invariants());
        try (OwnedFolder folder = OwnedFolder.temporary("bench")) {
            measure(without, with, folder.path(), rows);
        }
    }

    private void measure(Runner without, Runner with, Path folder, Consumer<Row> rows) {
        for (int i = 0; i < scale.warmUps(); i++) {
            var _ = run(without, folder);
            var _ = run(with, folder);
        }
        int rounds = scale.rounds() * PAIRS_OF_A_ROUND;
        double[] plain = new double[rounds];
        double[] watched = new double[rounds];
        double[] ratios = new double[rounds];
        String what = "";
        for (int i = 0; i < rounds; i++) {
            plain[i] = run(without, folder).counts().cpuNanos() / 1e6;
            RunResult result = run(with, folder);
            watched[i] = result.counts().cpuNanos() / 1e6;
            ratios[i] = watched[i] / plain[i];
            long looks =
                    result.invariants().stream().mapToLong(each -> each.looks()).sum();
            what = looks + " looks at " + result.invariants().size() + " invariants";
        }
        rows.accept(Row.ratio(
                        "the example bank, with 20 invariants : without",
                        Cost.median(watched),
                        Cost.median(plain),
                        "ms CPU",
                        BAR,
                        what)
                .withRatio(Cost.median(ratios)));
    }

    private static String invariants() {
        StringBuilder text = new StringBuilder();
        for (int copy = 0; copy < COPIES; copy++) {
            for (int i = 0; i < HOLDS.size(); i++) {
                text.append("\n[[check.invariant]]\nname = \"")
                        .append(i)
                        .append(" of ")
                        .append(copy)
                        .append('"');
                text.append("\nholds = '")
                        .append(HOLDS.get(i).replace('\'', '"'))
                        .append("'\n");
            }
        }
        return text.toString();
    }

    private static Runner runner(String text) {
        Experiment experiment = Experiments.parse(text, "bench.toml", Path.of(""), Map.of());
        return new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})));
    }

    private RunResult run(Runner runner, Path folder) {
        RunResult result = runner.run(SEED, RunOptions.standard().into(folder.resolve("run-" + runs++)));
        if (result.verdict().kind() != RunResult.Kind.VALID) {
            throw new IllegalStateException("a run that is measured must have no violation: "
                    + result.verdict().sentence());
        }
        return result;
    }
}
