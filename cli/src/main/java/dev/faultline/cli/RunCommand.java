package dev.faultline.cli;

import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.RunResult;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code faultline run} and {@code faultline replay EXPERIMENT}: one run, written down and judged. */
@Command(
        name = "run",
        aliases = "replay",
        description = "Runs an experiment once: the same seed gives the same run.",
        footer = {"", "Exit codes: 0 valid, 1 violation, 2 unknown, 254 bad usage or input, 255 internal error."})
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ExperimentArguments arguments = new ExperimentArguments();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The seed. Default: 1.")
    private String seed = "1";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the run is written down. Default: runs/EXPERIMENT-SEED.")
    private Path out = Path.of("");

    @Option(names = "--json", description = "Prints verdict.json instead of text.")
    private boolean json;

    @Override
    public Integer call() throws java.io.IOException {
        Terminal terminal = new Terminal();
        Experiment experiment = arguments.load();
        long number = SeedNumber.parse(seed);
        Path folder = out.toString().isEmpty() ? Path.of("runs", experiment.name() + "-" + number) : out;
        terminal.progress("running " + experiment.name() + " seed " + number + " ...");
        RunResult result = arguments
                .runner(experiment, terminal)
                .run(number, arguments.options().into(folder));
        terminal.endProgress();
        if (json) {
            System.out.write(java.nio.file.Files.readAllBytes(folder.resolve("verdict.json")));
            System.out.println();
        } else {
            new RunPrinter(System.out).print(result, arguments.again(number));
        }
        return result.verdict().kind().exitCode();
    }
}
