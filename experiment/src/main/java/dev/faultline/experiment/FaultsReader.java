package dev.faultline.experiment;

import dev.faultline.chaos.FaultPlan;
import dev.faultline.chaos.Profile;
import dev.faultline.chaos.SafetyBudget;
import dev.faultline.chaos.file.ScheduleFile;
import dev.faultline.chaos.file.ScheduleFile.Format;
import dev.faultline.chaos.file.ScheduleFileException;
import dev.faultline.chaos.file.Surroundings;
import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.journal.Spelling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the table {@code [faults]}. */
final class FaultsReader {
    /** Stands for every kind. */
    private static final String ALL = "all";

    /** What a scenario is made of, beside other keys of the table. */
    private static final List<String> STEPS = List.of("groups", "step");

    /** What a profile draws from the seed. */
    private static final List<String> DRAWN_BY_PROFILES =
            List.of("interval", "duration-min", "duration-max", "at-least");

    private static final Duration TINY = Duration.ofMillis(1);
    private static final Duration HUGE = Duration.ofHours(1_000);
    private static final int AT_LEAST_MAX = 1_000;

    private final Section section;
    private final Problems problems;

    FaultsReader(Section section, Problems problems) {
        this.section = section;
        this.problems = problems;
    }

    /**
     * Reads it.
     *
     * @param quorum how long only a quorum is whole before everything heals
     * @param setups of the system
     * @param source what the file is called where something is wrong
     */
    FaultPlanSpec read(Duration workload, Optional<Duration> quorum, Setups setups, String source) {
        int nodes = setups.system().nodes().size();
        Optional<ScheduleText> schedule = schedule(setups.surroundings(), source);
        FaultPlanSpec faults = plan(nodes, workload, quorum);
        return schedule.map(faults::with).orElse(faults);
    }

    /** Reads the schedule in place of a plan: a text, or a table, or steps in the table itself. */
    Optional<ScheduleText> schedule(Surroundings surroundings, String source) {
        try {
            if (section.has("step") || section.has("groups")) {
                section.refuseUnused(STEPS, "the steps say what breaks");
                return Optional.of(written(section.scenario(Set.copyOf(STEPS), source, surroundings), source));
            }
            if (!section.has("schedule")) {
                return Optional.empty();
            }
            section.refuseUnused(List.of("schedule"), "the schedule says what breaks");
            if (section.isTable("schedule")) {
                Section table = section.section("schedule");
                return Optional.of(written(table.scenario(table.keys(), source, surroundings), source));
            }
            String text = section.text("schedule", "");
            ScheduleText schedule = new ScheduleText(text, format(text), "faults.schedule of " + source);
            ScheduleFile.read(text, schedule.format(), "", surroundings);
            return Optional.of(schedule);
        } catch (ScheduleFileException e) {
            boolean inText = section.has("schedule") && !section.isTable("schedule");
            for (ScheduleFileException.Mistake mistake : e.mistakes()) {
                if (inText) {
                    String key = mistake.key().isEmpty() ? "" : mistake.key() + ": ";
                    section.problem(
                            "schedule",
                            "line " + mistake.line() + ", column " + mistake.column() + ": " + key + mistake.problem());
                } else {
                    problems.add(
                            new Problems.Place(mistake.line(), mistake.column(), mistake.key()), mistake.problem());
                }
            }
            return Optional.empty();
        }
    }

    private static ScheduleText written(Scenario scenario, String source) {
        return new ScheduleText(ScheduleFile.write(scenario, Format.TOML), Format.TOML, "faults of " + source);
    }

    /** Lines begin with a time or a fault; what has tables, or keys with their values, is TOML. */
    private static Format format(String text) {
        return text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .findFirst()
                        .filter(line -> line.startsWith("[") || line.matches("[A-Za-z_-]+\\s*=.*"))
                        .isPresent()
                ? Format.TOML
                : Format.LINES;
    }

    private FaultPlanSpec plan(int nodes, Duration workload, Optional<Duration> quorum) {
        List<String> kinds = kinds();
        SafetyBudget budget = budget(nodes);
        FaultPlanSpec faults = new FaultPlanSpec(
                kinds,
                section.duration("first", Duration.ZERO, HUGE, Duration.ofSeconds(5)),
                section.duration("interval", TINY, HUGE, Duration.ofSeconds(3)),
                section.duration("duration-min", TINY, HUGE, Duration.ofSeconds(1)),
                section.duration("duration-max", TINY, HUGE, Duration.ofSeconds(5)),
                section.duration("heal", Duration.ZERO, HUGE, Duration.ofSeconds(10)),
                budget,
                section.has("down-max") ? budget.down() : Math.max(1, (nodes - 1) / 2),
                (int) section.number("at-least", 0, AT_LEAST_MAX, 0),
                section.flag("swarm", true),
                Optional.empty(),
                FaultOrder.NONE);
        section.refuseOthers();
        if (STEPS.stream().anyMatch(section::has) || section.has("schedule")) {
            return faults;
        }
        refuseUnused(faults);
        if (faults.durationMin().compareTo(faults.durationMax()) > 0) {
            section.problem(
                    "duration-min",
                    "(" + Durations.format(faults.durationMin()) + ") must not be longer than duration-max ("
                            + Durations.format(faults.durationMax()) + ")");
        }
        Duration taken = faults.first()
                .plus(faults.durationMin())
                .plus(quorum.orElse(Duration.ZERO))
                .plus(faults.heal());
        if (!faults.kinds().isEmpty() && taken.compareTo(workload) > 0) {
            problems.add(
                    section.place(),
                    "a workload of " + Durations.format(workload) + " has no room for faults: first, duration-min"
                            + (quorum.isPresent() ? ", twice the available-within of [check]" : "") + " and heal make "
                            + Durations.format(taken));
        }
        return faults;
    }

    private SafetyBudget budget(int nodes) {
        int most = Math.max(nodes, 1);
        return new SafetyBudget(limit("down-max", most, 1), limit("cut-max", most, most), limit("damage-max", most, 0));
    }

    private int limit(String key, int most, int usual) {
        return (int) section.number(key, 0, most, usual);
    }

    /** A file may switch its faults off by {@code kinds = []}; what only some kinds use needs one of them. */
    private void refuseUnused(FaultPlanSpec faults) {
        List<String> kinds = faults.kinds();
        if (!section.has("kinds")) {
            section.refuseUnused(List.of(), "there are no kinds, so nothing breaks");
        } else if (FaultPlanSpec.profile(kinds).isPresent()) {
            for (String key : DRAWN_BY_PROFILES) {
                if (section.has(key)) {
                    section.problem(key, "is not used: the profile " + kinds.getFirst() + " draws it");
                }
            }
            needBudgets(faults.profile().orElseThrow().kinds());
        } else if (!kinds.isEmpty()) {
            section.filled("kinds")
                    .forEach(kind -> faults.obstacle(kind.text()).ifPresent(why -> problems.add(kind.place(), why)));
            needBudgets(kinds);
            needsOne(kinds, "at-least", List.of("kill", "power-loss", "partition"));
            if (section.has("swarm") && kinds.size() == 1) {
                section.problem("swarm", "is not used: there is one kind");
            }
        }
    }

    private void needBudgets(List<String> kinds) {
        needsOne(kinds, "down-max", FaultPlan.takingDown());
        needsOne(kinds, "cut-max", FaultPlan.cuttingOff());
        needsOne(kinds, "damage-max", FaultPlan.damaging());
    }

    private void needsOne(List<String> kinds, String key, List<String> of) {
        if (section.has(key) && of.stream().noneMatch(kinds::contains)) {
            section.problem(key, "is not used: it is about the kinds " + String.join(", ", of));
        }
    }

    private List<String> kinds() {
        List<Template> kinds = section.filled("kinds");
        if (kinds.size() == 1 && kinds.getFirst().text().equals(ALL)) {
            return FaultPlan.drawable();
        }
        if (kinds.size() == 1 && Profile.words().contains(kinds.getFirst().text())) {
            return List.of(kinds.getFirst().text());
        }
        for (int i = 0; i < kinds.size(); i++) {
            Template kind = kinds.get(i);
            if (!FaultPlan.drawable().contains(kind.text())) {
                problems.add(
                        kind.place(),
                        Profile.words().contains(kind.text())
                                ? "the profile '" + kind.text() + "' stands alone"
                                : "'" + kind.text() + "' is unknown; "
                                        + Spelling.hint(kind.text(), "kinds", FaultPlan.drawable()));
            }
            if (kinds.subList(0, i).stream().anyMatch(before -> before.text().equals(kind.text()))) {
                problems.add(kind.place(), "'" + kind.text() + "' is there already");
            }
        }
        return kinds.stream().map(Template::text).toList();
    }
}
