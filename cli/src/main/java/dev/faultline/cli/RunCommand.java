package dev.faultline.cli;

import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.RunAgain;
import dev.faultline.experiment.RunProgress;
import dev.faultline.experiment.RunResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code faultline run} and {@code faultline replay EXPERIMENT}: one run, written down and judged. */
@Command(
        name = "run",
        aliases = "replay",
        description = "Runs an experiment once: the same seed gives the same run.",
        footer = {
            "",
            "'replay RUN' with the folder of a run makes that run again, with its experiment, seed, options and"
                    + " schedule.",
            "Where this one has another fingerprint than that run, or than one of the same seed that is in the folder"
                    + " it is written into, that is said; replay then ends with 2 where it would with 0.",
            "Exit codes: 0 valid, 1 violation, 2 unknown, 254 bad usage or input, 255 internal error."
        })
final class RunCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int NOT_THAT_RUN = 2;
    /** What may be said beside the folder of a run. */
    private static final List<String> AGAIN = List.of("--out", "--json");

    @Spec
    private CommandSpec spec;

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

    /** The folder of the run that this one is to be; empty if it is where this one is written down. */
    private Path original = Path.of("");

    private boolean isReplay() {
        return spec.parent()
                .commandLine()
                .getParseResult()
                .originalArgs()
                .getFirst()
                .equals("replay");
    }

    /** What verdict.json says, and before it which run it was, where it is, and how to make it again. */
    private static String json(RunResult result, Path folder, String replay, Optional<String> difference) {
        ObjectNode object = JSON.createObjectNode();
        object.put("experiment", result.experiment());
        object.put("seed", result.seed());
        object.put("fingerprint", result.fingerprint());
        object.put("folder", folder.toString());
        object.put("replay", replay);
        difference.ifPresent(sentence -> object.put("difference", sentence));
        object.setAll((ObjectNode) JSON.readTree(folder.resolve("verdict.json").toFile()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(object);
    }

    @Override
    public Integer call() {
        return isReplay() && RunAgain.isRun(arguments.name()) ? again(Path.of(arguments.name())) : run();
    }

    /** Makes the run of a folder again. */
    private int again(Path folder) {
        for (OptionSpec given : spec.commandLine().getParseResult().matchedOptions()) {
            if (!AGAIN.contains(given.longestName())) {
                throw new UsageException(
                        "replay " + folder + " takes experiment, seed, options and faults from the run;" + " leave out "
                                + given.longestName() + ", or name the experiment");
            }
        }
        List<String> words = new ArrayList<>(List.of("replay"));
        words.addAll(RunAgain.words(folder));
        words.addAll(List.of("--out", out.toString().isEmpty() ? folder.toString() : out.toString()));
        if (json) {
            words.add("--json");
        }
        CommandLine commandLine = Main.commandLine();
        RunCommand replay = Objects.requireNonNull(commandLine.getSubcommands().get(words.getFirst()))
                .getCommand();
        replay.original = folder;
        return commandLine.execute(words.toArray(String[]::new));
    }

    private int run() {
        Terminal terminal = new Terminal();
        Experiment experiment = arguments.load();
        long number = SeedNumber.parse(seed);
        Path folder = out.toString().isEmpty() ? Path.of("runs", experiment.name() + "-" + number) : out;
        String what = "running " + experiment.name() + " seed " + number;
        terminal.progress(what + " ...");
        Path before = original.toString().isEmpty() ? folder : original;
        Optional<EarlierRun> earlier = EarlierRun.in(before, experiment.name(), number);
        RunResult result;
        RunProgress progress = new RunProgress();
        try (ProgressLine _ = new ProgressLine(terminal, what, progress)) {
            result = arguments
                    .runner(experiment, terminal)
                    .run(number, arguments.options().into(folder).withProgress(progress));
        }
        Optional<String> difference = earlier.flatMap(run -> run.difference(folder));
        if (json) {
            System.out.println(json(result, folder, arguments.again(number, Optional.of(folder)), difference));
        } else {
            difference.ifPresent(System.out::println);
            new RunPrinter(System.out).print(result, arguments.again(number, Optional.of(folder)));
        }
        int exitCode = result.verdict().kind().exitCode();
        return exitCode == 0 && difference.isPresent() && isReplay() ? NOT_THAT_RUN : exitCode;
    }
}
