package dev.faultline.cli;

import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Garbage;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Verification;
import dev.faultline.experiment.WorkerReply;
import dev.faultline.journal.Amount;
import dev.faultline.journal.OwnedFolder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code faultline verify}: is a run a function of its seed? */
@Command(
        name = "verify",
        description = "Proves determinism: runs each seed twice in a warm JVM and once in a fresh one, and compares the"
                + " run folders byte by byte. Where they differ, shows the first turn that does, with both stacks.")
final class VerifyCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Mixin
    private ExperimentArguments arguments = new ExperimentArguments();

    @Option(
            names = "--seeds",
            paramLabel = "FIRST..LAST",
            defaultValue = "1..10",
            converter = SeedRange.Converter.class,
            description = "The seeds. Default: 1..10.")
    private SeedRange seeds = new SeedRange(1, 10);

    @Option(
            names = "--json",
            description = "Prints an object of JSON a line for every seed, and a last one with the sums.")
    private boolean json;

    @Override
    public Integer call() {
        Terminal terminal = new Terminal();
        Experiment experiment = arguments.load();
        arguments.runner(experiment, terminal);
        long identical = 0;
        long untested = 0;
        try (OwnedFolder scratch = OwnedFolder.temporary("verify");
                Verification verification = new Verification(arguments.task(Garbage.LEFT), scratch.path())) {
            for (long at = 0; at < seeds.size(); at++) {
                long seed = seeds.first() + at;
                Verification.Outcome outcome = verification.verify(seed);
                identical += outcome.identical() ? 1 : 0;
                if (json) {
                    System.out.println(JSON.writeValueAsString(fields(outcome)));
                } else {
                    print(outcome);
                }
                untested += outcome.reply().isExercised() ? 0 : 1;
                terminal.progress(identical + " of " + (at + 1) + " identical so far");
            }
        }
        terminal.endProgress();
        if (json) {
            System.out.println(JSON.writeValueAsString(Map.of("sum", sum(identical, untested))));
        } else {
            System.out.println(identical + " of " + seeds.size() + " identical, cold and warm"
                    + (untested == 0 ? "" : "; " + untested + " tested nothing, and say little about a run that does"));
        }
        if (identical < seeds.size()) {
            return 1;
        }
        return untested == 0 ? 0 : RunResult.Kind.UNKNOWN.exitCode();
    }

    private static void print(Verification.Outcome outcome) {
        WorkerReply reply = outcome.reply();
        System.out.println(
                outcome.identical()
                        ? "seed " + outcome.seed() + ": identical, fingerprint " + reply.fingerprint() + ", "
                                + reply.verdict() + ", " + Amount.of(reply.operations(), "operation")
                        : "seed " + outcome.seed() + ": DIFFERENT - " + outcome.report());
        if (!reply.isExercised()) {
            System.out.println("  the run tested nothing: " + reply.sentence());
        }
        reply.unmodelled().forEach(what -> System.out.println("  unmodelled: " + what));
    }

    private static Map<String, Object> fields(Verification.Outcome outcome) {
        WorkerReply reply = outcome.reply();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("seed", outcome.seed());
        fields.put("identical", outcome.identical());
        fields.put("fingerprint", reply.fingerprint());
        fields.put("verdict", reply.verdict());
        fields.put("exercised", reply.isExercised());
        fields.put("operations", reply.operations());
        fields.put("report", outcome.report());
        fields.put("unmodelled", reply.unmodelled());
        return fields;
    }

    private Map<String, Object> sum(long identical, long untested) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("seeds", seeds.size());
        fields.put("identical", identical);
        fields.put("notExercised", untested);
        return fields;
    }
}
