package dev.faultline.experiment;

import dev.faultline.sim.Preemption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The line for a shell that makes a run again. */
public final class ReplayLine {
    private static final String BUILT_IN = "builtin:";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ReplayLine() {}

    /**
     * Returns the line; words that a shell would change are quoted.
     *
     * @param experiment the name of a built-in experiment, or a file
     * @param settings options of the experiment, in the order in which they are to be given
     * @param faults words that ask for other faults than those of the experiment
     */
    public static String of(
            String experiment,
            long seed,
            Map<String, String> settings,
            Preemption preemption,
            AtViolation atViolation,
            List<String> faults) {
        return line(words(experiment, seed, settings, preemption, atViolation, faults));
    }

    /** Returns the line that makes a run of the experiment again, which is in that folder. */
    static String of(Experiment experiment, long seed, RunOptions options, Optional<Path> folder) {
        return line(words(experiment, seed, options, folder));
    }

    /** Returns the words after the name of the command that makes a run again. */
    static List<String> words(Experiment experiment, long seed, RunOptions options, Optional<Path> folder) {
        String source = experiment.source();
        Map<String, String> settings = new LinkedHashMap<>();
        experiment.options().forEach((key, option) -> {
            if (!option.value().equals(option.defaultValue())) {
                settings.put(key, option.value());
            }
        });
        return words(
                source.startsWith(BUILT_IN) ? source.substring(BUILT_IN.length()) : source,
                seed,
                settings,
                options.preemption(),
                options.atViolation(),
                experiment.faults().order().words(folder));
    }

    private static String line(List<String> words) {
        return "./faultline replay " + quoted(words);
    }

    /** Returns the words as a shell takes them. */
    static String quoted(List<String> words) {
        return words.stream().map(ReplayLine::quoted).collect(Collectors.joining(" "));
    }

    private static List<String> words(
            String experiment,
            long seed,
            Map<String, String> settings,
            Preemption preemption,
            AtViolation atViolation,
            List<String> faults) {
        List<String> words = new ArrayList<>(List.of(experiment, "--seed", Long.toString(seed)));
        settings.forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
        if (preemption.atMonitors() > 0) {
            words.addAll(List.of("--preempt", Double.toString(preemption.atMonitors())));
        }
        if (preemption.callSites() > 0) {
            words.addAll(List.of("--preempt-sites", Double.toString(preemption.callSites())));
        }
        if (atViolation == AtViolation.STOP) {
            words.add("--stop-at-violation");
        }
        words.addAll(faults);
        return words;
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
