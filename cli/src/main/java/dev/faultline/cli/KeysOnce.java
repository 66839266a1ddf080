package dev.faultline.cli;

import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs a command, unless an option of the form KEY=VALUE has a key twice: the last would count, and nobody be told. */
final class KeysOnce implements IExecutionStrategy {

    @Override
    public int execute(ParseResult words) {
        for (ParseResult part = words; part != null; part = part.subcommand()) {
            for (OptionSpec option : part.matchedOptions()) {
                if (Map.class.isAssignableFrom(option.type())) {
                    requireOnce(option, part.commandSpec().commandLine());
                }
            }
        }
        return new CommandLine.RunLast().execute(words);
    }

    private static void requireOnce(OptionSpec option, CommandLine command) {
        Map<String, String> given = new HashMap<>();
        for (String pair : option.originalStringValues()) {
            String key = pair.split("=", 2)[0];
            String other = given.putIfAbsent(key, pair);
            if (other != null) {
                throw new ParameterException(
                        command, "%s has %s twice, %s and %s".formatted(option.longestName(), key, other, pair));
            }
        }
    }
}
