package dev.faultline.cli;

import dev.faultline.journal.Spelling;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the words of a command line, and where the right ones are told. */
final class BadWords implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException thrown, String[] words) {
        CommandLine command = thrown.getCommandLine();
        System.err.println("faultline: " + message(thrown));
        if (words.length == 0) {
            command.usage(System.err);
        } else {
            String name = command.getCommandName();
            System.err.println("see: faultline help" + (name.equals("faultline") ? "" : " " + name));
        }
        return Main.BAD_USAGE;
    }

    private static String message(ParameterException thrown) {
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UsageException usage) {
                return String.valueOf(usage.getMessage());
            }
        }
        if (thrown instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        String text = String.valueOf(thrown.getMessage())
                .replace("option option", "option")
                .replace("is not an int", "is not a whole number")
                .replace("is not a long", "is not a whole number")
                .replace("is not a double", "is not a number");
        return text.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + text.substring(1);
    }

    private static String unmatched(UnmatchedArgumentException thrown) {
        CommandLine command = thrown.getCommandLine();
        List<String> words = thrown.getUnmatched();
        String word = words.getFirst();
        if (word.startsWith("-")) {
            String option = word.split("=", 2)[0];
            return "there is no option '" + option + "'; "
                    + Spelling.hint(
                            option,
                            "options",
                            new TreeSet<>(command.getCommandSpec().optionsMap().keySet()));
        }
        if (!command.getSubcommands().isEmpty()) {
            return "there is no command '" + word + "'; "
                    + Spelling.hint(
                            word,
                            "commands",
                            new TreeSet<>(command.getSubcommands().keySet()));
        }
        return "there is nothing that '" + String.join(" ", words)
                + "' could be; a word with blanks in it stands in quotes";
    }
}
