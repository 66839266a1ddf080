package dev.faultline.cli;

import dev.faultline.bench.BenchOptions;
import dev.faultline.bench.CheckerBench;
import dev.faultline.bench.SimBench;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code faultline bench}: how fast, against what. */
@Command(name = "bench", description = "Measures Faultline against its peers, on fixed work, and prints a table.")
final class BenchCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "WHAT", description = "What to measure: sim or checkers.")
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
            description = "Of checkers: the folder of recorded histories to measure too.")
    private Path histories = Path.of("histories");

    @Override
    public Integer call() {
        BenchOptions options = new BenchOptions(quick, noPeers, profile);
        return switch (what) {
            case "sim" -> SimBench.run(System.out, System.err, options);
            case "checkers" -> CheckerBench.run(System.out, System.err, options, histories);
            default -> throw new UsageException("there is no bench '" + what + "'; there are: sim, checkers");
        };
    }
}
