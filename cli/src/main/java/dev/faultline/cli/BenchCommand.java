package dev.faultline.cli;

import dev.faultline.bench.BenchOptions;
import dev.faultline.bench.SimBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code faultline bench}: how fast, against what. */
@Command(name = "bench", description = "Measures Faultline against its peers, on fixed work, and prints a table.")
final class BenchCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "WHAT", description = "What to measure: sim.")
    private String what = "";

    @Option(names = "--quick", description = "Less work and fewer rounds: rough figures.")
    private boolean quick;

    @Option(names = "--no-peers", description = "Starts no real server processes.")
    private boolean noPeers;

    @Option(names = "--profile", description = "Also samples where the time goes.")
    private boolean profile;

    @Override
    public Integer call() {
        if (!what.equals("sim")) {
            throw new UsageException("there is no bench '" + what + "'; there is: sim");
        }
        return SimBench.run(System.out, System.err, new BenchOptions(quick, noPeers, profile));
    }
}
