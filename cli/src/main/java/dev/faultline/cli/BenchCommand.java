package dev.faultline.cli;

import dev.faultline.bench.BenchOptions;
import dev.faultline.bench.BoundsBench;
import dev.faultline.bench.CheckerBench;
import dev.faultline.bench.OracleBench;
import dev.faultline.bench.SimBench;
import dev.faultline.bench.house.HouseBench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code faultline bench}: how fast, against what. */
@Command(name = "bench", description = "Measures Faultline against its peers, on fixed work, and prints a table.")
final class BenchCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "WHAT",
            description =
                    "What to measure: sim or checkers; oracles compares the checkers with exhaustive searches, bounds"
                        + " runs them on hard input within limits of time and memory, house prints packages, who uses"
                        + " whom, and circles, from class files.")
    private String what = "";

    @Option(names = "--quick", description = "Less work and fewer rounds: rough figures.")
    private boolean quick;

    @Option(names = "--no-peers", description = "Starts no real server processes.")
    private boolean noPeers;

    @Option(names = "--profile", description = "Also samples where the time goes.")
    private boolean profile;

    @Option(
            names = "--histories",
            paramLabel = "DIR",
            description = "Of checkers and bounds: the folder of recorded histories to measure too.")
    private Path histories = Path.of("histories");

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Of oracles: how many histories of each model. Default: 1000.")
    private int count = 1_000;

    @Option(
            names = "--first-seed",
            paramLabel = "SEED",
            description = "Of oracles: the seed of the first history. Default: 0.")
    private long firstSeed;

    @Option(
            names = "--only",
            paramLabel = "NAMES",
            completionCandidates = Rows.class,
            description =
                    "Of sim and checkers: the rows to measure, names with commas between them; of oracles and bounds:"
                            + " how the names of the models or inputs begin. Rows are: ${COMPLETION-CANDIDATES}.")
    private String only = "";

    @Option(names = "--json", description = "Of sim, checkers and house: prints an object a line instead of a table.")
    private boolean json;

    @Mixin
    private HouseArguments house = new HouseArguments();

    /** The names that help shows. */
    static final class Rows implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            List<String> names = new ArrayList<>(SimBench.names());
            names.addAll(CheckerBench.names());
            return names.iterator();
        }
    }

    @Override
    public Integer call() {
        List<String> rows = only.isEmpty() ? List.of() : List.of(only.strip().split("\\s*,\\s*", -1));
        BenchOptions options = new BenchOptions(quick, noPeers, profile, rows, json);
        Terminal terminal = new Terminal();
        if (!what.equals("house")) {
            house.requireNone(what);
        } else if (quick || noPeers || profile || !only.isEmpty()) {
            throw new UsageException(
                    "bench house measures nothing: --quick, --no-peers, --profile and --only are of others");
        }
        return switch (what) {
            case "sim" -> SimBench.run(System.out, terminal::progress, options);
            case "checkers" -> CheckerBench.run(System.out, terminal::progress, options, histories);
            case "oracles" -> OracleBench.run(System.out, System.err, only, firstSeed, count);
            case "bounds" -> BoundsBench.run(System.out, System.err, only, histories);
            case "house" -> HouseBench.run(System.out, house.options(json));
            default ->
                throw new UsageException(
                        "there is no bench '" + what + "'; there are: sim, checkers, oracles, bounds, house");
        };
    }
}
