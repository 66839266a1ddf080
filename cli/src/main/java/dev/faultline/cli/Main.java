package dev.faultline.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point of the {@code faultline} command. */
@Command(
        name = "faultline",
        mixinStandardHelpOptions = true,
        description = "Find, replay, explain and measure how distributed systems on the JVM fail.",
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
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
