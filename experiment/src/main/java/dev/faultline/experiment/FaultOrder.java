package dev.faultline.experiment;

import dev.faultline.chaos.FaultPlan;
import dev.faultline.chaos.Profile;
import dev.faultline.chaos.file.ScheduleFile.Format;
import dev.faultline.journal.Spelling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which faults a run has in place of those that its experiment says, as somebody asked for it: a schedule, single faults, or
 * other kinds for the random plan. One of the three at most.
 *
 * @param schedule what breaks when
 * @param lines faults, each with its time or at once
 * @param kinds of the random plan; none for no faults
 */
public record FaultOrder(Optional<ScheduleText> schedule, List<String> lines, Optional<List<String>> kinds) {
    /** The faults of the experiment. */
    public static final FaultOrder NONE = new FaultOrder(Optional.empty(), List.of(), Optional.empty());

    /** The word for no kinds. */
    private static final String NO_KINDS = "none";

    private static final String ALL_KINDS = "all";

    /** Copies what it is given. */
    public FaultOrder {
        lines = List.copyOf(lines);
        kinds = kinds.map(List::copyOf);
    }

    /**
     * Reads the kinds of a random plan: words with commas between them, a profile, {@code all} or {@code none}.
     *
     * @throws ExperimentException if one is unknown
     */
    public static List<String> kinds(String words) {
        if (words.equals(NO_KINDS)) {
            return List.of();
        }
        if (words.equals(ALL_KINDS)) {
            return FaultPlan.drawable();
        }
        if (Profile.words().contains(words)) {
            return List.of(words);
        }
        List<String> kinds = new ArrayList<>();
        for (String kind : words.split(",", -1)) {
            if (!FaultPlan.drawable().contains(kind)) {
                throw new ExperimentException("--faults: '" + kind + "' is unknown; "
                        + Spelling.hint(kind, "kinds", FaultPlan.drawable()) + ", all, none, or one of the profiles "
                        + String.join(", ", Profile.words()));
            }
            if (kinds.contains(kind)) {
                throw new ExperimentException("--faults: '" + kind + "' is there already");
            }
            kinds.add(kind);
        }
        return kinds;
    }

    /**
     * Returns the experiment with these faults.
     *
     * @throws ExperimentException if they do not suit it; it tells all that is wrong
     */
    public Experiment applied(Experiment experiment) {
        Optional<ScheduleText> played = lines.isEmpty()
                ? schedule
                : Optional.of(new ScheduleText(String.join("\n", lines) + "\n", Format.LINES, "--fault"));
        FaultPlanSpec faults = experiment.faults();
        if (played.isPresent()) {
            played.get().scenario(experiment.surroundings());
            faults = faults.with(played.get());
        }
        if (kinds.isPresent()) {
            requireDrawable(kinds.get(), faults);
            faults = faults.with(kinds.get());
        }
        return experiment.with(experiment.workload(), faults.orderedBy(this));
    }

    /** A kind that was asked for by its name, and would never be drawn, is refused. */
    private static void requireDrawable(List<String> kinds, FaultPlanSpec faults) {
        for (String kind : kinds) {
            faults.with(kinds).obstacle(kind).ifPresent(why -> {
                throw new ExperimentException("--faults: " + why);
            });
        }
    }

    /**
     * Returns the words of a command line that ask for the same.
     *
     * @param folder of the run, which has a copy of the schedule
     */
    public List<String> words(Optional<Path> folder) {
        List<String> words = new ArrayList<>();
        schedule.ifPresent(file -> {
            words.add("--schedule");
            words.add(folder.map(run -> run.resolve(file.fileName()).toString()).orElse(file.source()));
        });
        for (String line : lines) {
            words.add("--fault");
            words.add(line);
        }
        kinds.ifPresent(list -> {
            words.add("--faults");
            words.add(list.isEmpty() ? NO_KINDS : String.join(",", list));
        });
        return words;
    }
}
