package dev.faultline.experiment;

import dev.faultline.sim.Preemption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The line for a shell that makes a run again. */
public final class ReplayLine {
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
        StringBuilder line = new StringBuilder("./faultline replay " + quoted(experiment) + " --seed " + seed);
        settings.forEach((key, value) -> line.append(" --set ").append(quoted(key + "=" + value)));
        if (preemption.atMonitors() > 0) {
            line.append(" --preempt ").append(preemption.atMonitors());
        }
        if (preemption.callSites() > 0) {
            line.append(" --preempt-sites ").append(preemption.callSites());
        }
        if (atViolation == AtViolation.STOP) {
            line.append(" --stop-at-violation");
        }
        faults.forEach(word -> line.append(' ').append(quoted(word)));
        return line.toString();
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
