package dev.faultline.cli;

import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code faultline verify}: is a run a function of its seed? */
@Command(
        name = "verify",
        description = "Proves determinism: runs each seed twice in a warm JVM and once in a fresh one, and compares the"
                + " run folders byte by byte. Where they differ, shows the first turn that does, with both stacks.")
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private ExperimentArguments arguments = new ExperimentArguments();

    @Option(
            names = "--seeds",
            paramLabel = "FIRST..LAST",
            defaultValue = "1..10",
            converter = SeedRange.Converter.class,
            description = "The seeds. Default: 1..10.")
    private SeedRange seeds = new SeedRange(1, 10);

    @Override
    public Integer call() throws IOException {
        Terminal terminal = new Terminal();
        Experiment experiment = arguments.load();
        arguments.runner(experiment, terminal);
        Path scratch = Files.createTempDirectory("faultline-verify");
        int identical = 0;
        int untested = 0;
        try (Verification verification = new Verification(arguments.task(false), scratch)) {
            for (long seed = seeds.first(); seed <= seeds.last(); seed++) {
                Verification.Outcome outcome = verification.verify(seed);
                if (outcome.identical()) {
                    identical++;
                    System.out.println(String.format(
                            Locale.ROOT,
                            "seed %d: identical, fingerprint %s, %s, %,d operations",
                            seed,
                            outcome.reply().fingerprint(),
                            outcome.reply().verdict(),
                            outcome.reply().operations()));
                } else {
                    System.out.println("seed " + seed + ": DIFFERENT - " + outcome.report());
                }
                if (!outcome.reply().isExercised()) {
                    untested++;
                    System.out.println(
                            "  the run tested nothing: " + outcome.reply().sentence());
                }
                outcome.reply().unmodelled().forEach(what -> System.out.println("  unmodelled: " + what));
                terminal.progress(identical + " of " + (seed - seeds.first() + 1) + " identical so far");
            }
        } finally {
            Folders.delete(scratch);
        }
        terminal.endProgress();
        System.out.println(identical + " of " + seeds.size() + " identical, cold and warm"
                + (untested == 0 ? "" : "; " + untested + " tested nothing, and say little about a run that does"));
        if (identical < seeds.size()) {
            return 1;
        }
        return untested == 0 ? 0 : RunResult.Kind.UNKNOWN.exitCode();
    }
}
