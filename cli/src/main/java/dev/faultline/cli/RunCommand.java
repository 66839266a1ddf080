package dev.faultline.cli;

import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.RunProgress;
import dev.faultline.experiment.RunResult;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code faultline run} and {@code faultline replay EXPERIMENT}: one run, written down and judged. */
@Command(
        name = "run",
        aliases = "replay",
        description = "Runs an experiment once: the same seed gives the same run.",
        footer = {"", "Exit codes: 0 valid, 1 violation, 2 unknown, 254 bad usage or input, 255 internal error."})
final class RunCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Mixin
    private ExperimentArguments arguments = new ExperimentArguments();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The seed. Default: 1.")
    private String seed = "1";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the run is written down. Default: runs/EXPERIMENT-SEED.")
    private Path out = Path.of("");

    @Option(
            names = "--json",
            description = "Prints JSON instead of text: verdict.json, with seed, folder, fingerprint and replay line.")
    private boolean json;

    /** What verdict.json says, and before it which run it was, where it is, and how to make it again. */
    private static String json(RunResult result, Path folder, String replay) {
        ObjectNode object = JSON.createObjectNode();
        object.put("experiment", result.experiment());
        object.put("seed", result.seed());
        object.put("fingerprint", result.fingerprint());
        object.put("folder", folder.toString());
        object.put("replay", replay);
        object.setAll((ObjectNode) JSON.readTree(folder.resolve("verdict.json").toFile()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(object);
    }

    @Override
    public Integer call() {
        Terminal terminal = new Terminal();
        Experiment experiment = arguments.load();
        long number = SeedNumber.parse(seed);
        Path folder = out.toString().isEmpty() ? Path.of("runs", experiment.name() + "-" + number) : out;
        String what = "running " + experiment.name() + " seed " + number;
        terminal.progress(what + " ...");
        RunResult result;
        RunProgress progress = new RunProgress();
        try (ProgressLine _ = new ProgressLine(terminal, what, progress)) {
            result = arguments
                    .runner(experiment, terminal)
                    .run(number, arguments.options().into(folder).withProgress(progress));
        }
        if (json) {
            System.out.println(json(result, folder, arguments.again(number)));
        } else {
            new RunPrinter(System.out).print(result, arguments.again(number));
        }
        return result.verdict().kind().exitCode();
    }
}
