package dev.faultline.cli;

import dev.faultline.experiment.Failure;
import dev.faultline.experiment.Version;
import dev.faultline.journal.JvmEnd;
import dev.faultline.sim.SimulationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point of the {@code faultline} command. */
@Command(
        name = "faultline",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionOfThis.class,
        description = "Find, replay, explain and measure how distributed systems on the JVM fail.",
        subcommands = {
            RunCommand.class,
            HuntCommand.class,
            VerifyCommand.class,
            DoctorCommand.class,
            CheckCommand.class,
            CheckScheduleCommand.class,
            AuditCommand.class,
            ListCommand.class,
            BenchCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  faultline run zookeeper --seed 7",
            "  faultline hunt kv --set bug=stale-read",
            "  faultline verify zookeeper --seeds 1..20",
            "  faultline run kv --fault '12s kill n1 for 3s'",
            "  faultline doctor --main org.example.Server --artifact org.example:server:1.0",
            "  faultline check history.edn --model cas-register",
            "",
            "Exit codes: 0 valid, 1 violation, 2 unknown, 254 bad usage or input, 255 internal error."
        },
        exitCodeOnInvalidInput = Main.BAD_USAGE,
        exitCodeOnExecutionException = Main.INTERNAL_ERROR)
public final class Main implements Runnable {
    static final int BAD_USAGE = 254;
    static final int INTERNAL_ERROR = 255;

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Runs the command that {@code args} name and ends the JVM with its exit code. */
    public static void main(String[] args) {
        int exitCode;
        try {
            exitCode = commandLine().execute(args);
        } catch (Throwable thrown) { // an Error: the exit code of the JVM for it would say violation
            exitCode = report(thrown);
        }
        JvmEnd.holdIfBegun();
        if (System.out.checkError()) {
            System.err.println("faultline: standard output cannot be written; the results are not complete");
            exitCode = exitCode == 0 ? BAD_USAGE : exitCode;
        }
        // A thread of a simulation that is in a busy loop must not keep the JVM from ending.
        Runtime.getRuntime().halt(exitCode);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main())
                .setExecutionStrategy(new KeysOnce())
                .setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(new BadWords());
        for (CommandLine command : commandLine.getSubcommands().values()) {
            CommandSpec spec = command.getCommandSpec();
            spec.exitCodeOnInvalidInput(BAD_USAGE); // a subcommand does not inherit it
            if (spec.findOption("--help") == null) {
                spec.addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Shows this help.")
                        .build());
            }
        }
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    /** Tells what the user can mend from what is our fault. */
    private static final class Failures implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(
                Exception thrown, CommandLine commandLine, CommandLine.ParseResult parseResult) {
            JvmEnd.holdIfBegun();
            return report(thrown);
        }
    }

    /** Says what happened, and returns the exit code. */
    private static int report(Throwable thrown) {
        switch (thrown) {
            case UsageException e -> System.err.println("faultline: " + e.getMessage());
            case SimulationException e -> {
                System.err.println("faultline: " + e.getMessage());
                return INTERNAL_ERROR;
            }
            default -> {
                Failure failure = Failure.of(thrown);
                if (failure.internal()) {
                    System.err.println("faultline: internal error, please report it: " + failure.sentence());
                    thrown.printStackTrace();
                    return INTERNAL_ERROR;
                }
                System.err.println("faultline: " + failure.sentence());
            }
        }
        return BAD_USAGE;
    }

    /** Says which Faultline this is. */
    static final class VersionOfThis implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"faultline " + Version.current() + " (JDK " + Runtime.version() + ")"};
        }
    }
}
