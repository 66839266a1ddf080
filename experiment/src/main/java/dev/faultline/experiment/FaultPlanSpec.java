package dev.faultline.experiment;

import dev.faultline.chaos.FaultPlan;
import dev.faultline.chaos.Profile;
import dev.faultline.chaos.SafetyBudget;
import dev.faultline.chaos.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What breaks during a run; the seed decides when, whom it hits and for how long.
 *
 * @param kinds what may happen, words of {@link dev.faultline.chaos.FaultPlan#drawable}, or alone the word of a {@link
 *     Profile}, which draws the rest, too; none for a run without faults
 * @param first how long nothing breaks after the start of the workload
 * @param interval from the start of one fault to the start of the next, on average
 * @param durationMin how long a fault lasts at least
 * @param durationMax how long a fault lasts at most
 * @param heal how long before the end of the workload everything is whole again
 * @param budget what the system claims to survive; no more is broken
 * @param downOfProfile how many nodes may be down at once where a profile draws; as the budget has it, unless nobody said
 * @param atLeast how many kills and how many partitions there are at least in a run of a minute or more
 * @param swarm whether each seed leaves kinds out and weighs the others
 * @param schedule what breaks instead, where that is said; there are no kinds then
 * @param order what was asked for in place of what the file says
 */
public record FaultPlanSpec(
        List<String> kinds,
        Duration first,
        Duration interval,
        Duration durationMin,
        Duration durationMax,
        Duration heal,
        SafetyBudget budget,
        int downOfProfile,
        int atLeast,
        boolean swarm,
        Optional<ScheduleText> schedule,
        FaultOrder order) {
    /** What ends before the others are missing has ended. */
    private static final Duration BETWEEN = Duration.ofMillis(1);

    /** Copies what it is given. */
    public FaultPlanSpec {
        kinds = List.copyOf(kinds);
    }

    /**
     * Draws the schedule of a seed; an empty one if there are no kinds.
     *
     * @param available what is demanded while only a quorum is whole: before everything heals there is such a time
     * @throws ExperimentException if no fault can be drawn: there are too few nodes, or the budget has none
     */
    Schedule draw(List<String> nodes, Duration total, Optional<AvailabilitySpec> available, long seed) {
        if (kinds.isEmpty()) {
            return Schedule.NONE;
        }
        try {
            Duration phase = available
                    .filter(this::canLeaveOut)
                    .map(AvailabilitySpec::phase)
                    .orElse(Duration.ZERO);
            FaultPlan plan = new FaultPlan(
                    nodes,
                    profile().map(Profile::kinds).orElse(kinds),
                    total,
                    first,
                    heal.plus(phase),
                    interval,
                    durationMin,
                    durationMax,
                    limits(),
                    atLeast,
                    swarm);
            Schedule drawn = profile().map(profile -> profile.draw(plan, seed)).orElseGet(() -> plan.draw(seed));
            if (phase.isZero()) {
                return drawn;
            }
            List<Schedule.Entry> entries = new ArrayList<>(drawn.entries());
            entries.add(plan.drawAbsence(
                    available.orElseThrow().without(),
                    total.minus(heal).minus(phase).plus(BETWEEN),
                    phase.minus(BETWEEN),
                    seed));
            return new Schedule(entries);
        } catch (IllegalArgumentException e) {
            throw new ExperimentException("[faults]: " + e.getMessage());
        }
    }

    /** Returns whether the kinds and the budget let so many nodes be missing. */
    boolean canLeaveOut(AvailabilitySpec available) {
        return FaultPlan.canLeaveOut(profile().map(Profile::kinds).orElse(kinds), limits(), available.without());
    }

    /** Returns what may be broken at once by what draws here, kinds or a profile. */
    SafetyBudget limits() {
        return profile().isPresent() ? budget.withDown(downOfProfile) : budget;
    }

    /** Returns the profile that draws, if one does. */
    public Optional<Profile> profile() {
        return profile(kinds);
    }

    /** Returns which limit of the budget keeps the kind, which is named, from ever being drawn; of all kinds those come that may. */
    Optional<String> obstacle(String kind) {
        if (kinds.equals(FaultPlan.drawable()) || !FaultPlan.drawable().contains(kind)) {
            return Optional.empty();
        }
        SafetyBudget limits = limits();
        String limit = limits.damaged() == 0 && FaultPlan.damaging().contains(kind)
                ? "damage-max"
                : limits.down() == 0 && FaultPlan.takingDown().contains(kind)
                        ? "down-max"
                        : limits.cutOff() == 0 && kind.equals("partition") ? "cut-max" : "";
        return limit.isEmpty()
                ? Optional.empty()
                : Optional.of("'" + kind + "' is never drawn, as " + limit + " in [faults] is 0");
    }

    static Optional<Profile> profile(List<String> kinds) {
        return kinds.size() == 1 && Profile.words().contains(kinds.getFirst())
                ? Optional.of(Profile.ofWord(kinds.getFirst()))
                : Optional.empty();
    }

    /** Makes a plan without a schedule, a swarm as usual; a profile would be bound by the same budget. */
    public FaultPlanSpec(
            List<String> kinds,
            Duration first,
            Duration interval,
            Duration durationMin,
            Duration durationMax,
            Duration heal,
            SafetyBudget budget,
            int atLeast) {
        this(
                kinds,
                first,
                interval,
                durationMin,
                durationMax,
                heal,
                budget,
                budget.down(),
                atLeast,
                true,
                Optional.empty(),
                FaultOrder.NONE);
    }

    /** Returns that this schedule is played, and nothing drawn. */
    public FaultPlanSpec with(ScheduleText played) {
        return with(List.of(), Optional.of(played), order);
    }

    /** Returns this with other kinds, and no schedule. */
    public FaultPlanSpec with(List<String> otherKinds) {
        return with(otherKinds, Optional.empty(), order);
    }

    FaultPlanSpec orderedBy(FaultOrder other) {
        return with(kinds, schedule, other);
    }

    private FaultPlanSpec with(List<String> otherKinds, Optional<ScheduleText> played, FaultOrder asked) {
        return new FaultPlanSpec(
                otherKinds,
                first,
                interval,
                durationMin,
                durationMax,
                heal,
                budget,
                downOfProfile,
                atLeast,
                swarm,
                played,
                asked);
    }
}
