package dev.faultline.chaos;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * How to draw a schedule from a seed.
 *
 * <p>Each seed draws its own weights of the kinds and leaves some kinds out (swarm testing: Alex Groce, Chaoqiang Zhang,
 * Eric Eide, Yang Chen, John Regehr, "Swarm Testing", ISSTA 2012): a fault that hides another, as a kill hides what a
 * pause would show, is missing in half of the runs. Kills and partitions are so telling that a number of each is part of
 * every schedule, spread over the run.
 *
 * <p>Nothing breaks in the quiet time at the start, and all is whole again for the healing time at the end. Immutable;
 * {@link #of} gives the usual plan and the {@code with} methods change it.
 *
 * @param nodes the names of the nodes that may be hit
 * @param kinds the kinds that may be drawn, of {@link #drawable}. Kinds that need more nodes than there are do not come
 *     up
 * @param total how long the run is
 * @param quietStart how long nothing breaks at first
 * @param healingEnd how long nothing is broken at last
 * @param meanInterval how much time there is between the starts of faults on average. The faults that
 *     {@code atLeast} demands come up even if that makes it less
 * @param lastingMin how long a fault lasts at least
 * @param lastingMax how long a fault lasts at most
 * @param budget how much may be broken at once. Only if the number that may be down is that of the nodes can all lose their
 *     power together
 * @param atLeast how many kills or power losses, and how many partitions, there are at least in a run of 60 s or more, where
 *     these kinds may be drawn; in shorter runs, proportionally fewer. They must have room one after the other
 * @param swarm whether each seed leaves kinds out and weighs the others; else all are as likely as each other
 */
public record FaultPlan(
        List<String> nodes,
        List<String> kinds,
        Duration total,
        Duration quietStart,
        Duration healingEnd,
        Duration meanInterval,
        Duration lastingMin,
        Duration lastingMax,
        SafetyBudget budget,
        int atLeast,
        boolean swarm) {
    private static final long FULL_RUN_NANOS = Duration.ofSeconds(60).toNanos();

    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException if a node or kind is wrong, a duration is out of range, or no fault fits in
     */
    public FaultPlan {
        nodes = Names.check(nodes);
        kinds = List.copyOf(new LinkedHashSet<>(kinds));
        for (Duration positive : List.of(total, meanInterval, lastingMin, lastingMax)) {
            Times.check(positive);
        }
        Times.checkAt(quietStart);
        Times.checkAt(healingEnd);
        if (lastingMin.compareTo(lastingMax) > 0) {
            throw new IllegalArgumentException("the shortest fault (" + Times.text(lastingMin)
                    + ") must not be longer than the longest (" + Times.text(lastingMax) + ")");
        }
        Duration room = total.minus(quietStart).minus(healingEnd);
        if (room.compareTo(lastingMin) < 0) {
            throw new IllegalArgumentException("a run of " + Times.text(total) + " with " + Times.text(quietStart)
                    + " of quiet at the start and " + Times.text(healingEnd) + " at the end leaves "
                    + Times.text(room) + " for faults, and the shortest lasts " + Times.text(lastingMin));
        }
        if (budget.down() > nodes.size()) {
            throw new IllegalArgumentException("of " + nodes.size() + (nodes.size() == 1 ? " node" : " nodes")
                    + " no more can be down, was " + budget.down());
        }
        if (atLeast < 0) {
            throw new IllegalArgumentException("atLeast must not be negative, was " + atLeast);
        }
        long fitting = Math.max(1, room.toNanos() / (lastingMin.toNanos() + 1)); // they must not touch
        if (required(atLeast, total) > fitting) {
            throw new IllegalArgumentException(
                    "of faults that last " + Times.text(lastingMin) + " or more, no more than "
                            + fitting + " have room one after the other in " + Times.text(room) + ", and "
                            + required(atLeast, total) + " of a kind must be there at least");
        }
        if (possible(nodes, kinds, budget).isEmpty()) {
            throw new IllegalArgumentException("no fault can be drawn: kinds " + kinds + ", " + nodes.size()
                    + (nodes.size() == 1 ? " node" : " nodes") + ", " + budget);
        }
    }

    /**
     * Returns the usual plan: all kinds; 5 s of quiet at the start and 10 s at the end; a fault every 3 s, of 1 s to 5 s;
     * one node down at once, none damaged; four kills and four partitions at least.
     *
     * @throws IllegalArgumentException if the time is shorter than 16 s, or a name is wrong
     */
    public static FaultPlan of(List<String> nodes, Duration total) {
        return new FaultPlan(
                nodes,
                drawable(),
                total,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                SafetyBudget.ofDown(1),
                4,
                true);
    }

    /** Returns the kinds of faults that a plan can draw. */
    public static List<String> drawable() {
        return FaultKind.words();
    }

    /**
     * Returns those of the kinds that take nodes out of service, or by which their programs may end: {@link SafetyBudget#down}
     * bounds them.
     */
    public static List<String> takingDown() {
        return FaultKind.words(FaultKind::isDown);
    }

    /** Returns those of the kinds that may cut nodes off, which {@link SafetyBudget#cutOff} bounds. */
    public static List<String> cuttingOff() {
        return FaultKind.words(FaultKind::cutsOff);
    }

    /** Returns those of the kinds that damage disks, which {@link SafetyBudget#damaged} bounds. */
    public static List<String> damaging() {
        return FaultKind.words(FaultKind::isDamage);
    }

    /** Returns this plan with other kinds. */
    public FaultPlan withKinds(List<String> others) {
        return new FaultPlan(
                nodes,
                others,
                total,
                quietStart,
                healingEnd,
                meanInterval,
                lastingMin,
                lastingMax,
                budget,
                atLeast,
                swarm);
    }

    /** Returns this plan with other times of quiet. */
    public FaultPlan withQuiet(Duration start, Duration end) {
        return new FaultPlan(
                nodes, kinds, total, start, end, meanInterval, lastingMin, lastingMax, budget, atLeast, swarm);
    }

    /** Returns this plan with another mean interval. */
    public FaultPlan withMeanInterval(Duration interval) {
        return new FaultPlan(
                nodes, kinds, total, quietStart, healingEnd, interval, lastingMin, lastingMax, budget, atLeast, swarm);
    }

    /** Returns this plan with faults that last as long as this. */
    public FaultPlan withLasting(Duration least, Duration most) {
        return new FaultPlan(
                nodes, kinds, total, quietStart, healingEnd, meanInterval, least, most, budget, atLeast, swarm);
    }

    /** Returns this plan with another budget. */
    public FaultPlan withBudget(SafetyBudget other) {
        return new FaultPlan(
                nodes,
                kinds,
                total,
                quietStart,
                healingEnd,
                meanInterval,
                lastingMin,
                lastingMax,
                other,
                atLeast,
                swarm);
    }

    /** Returns this plan with so many kills and partitions at least. */
    public FaultPlan withAtLeast(int count) {
        return new FaultPlan(
                nodes,
                kinds,
                total,
                quietStart,
                healingEnd,
                meanInterval,
                lastingMin,
                lastingMax,
                budget,
                count,
                swarm);
    }

    /** Returns this plan with all its kinds as likely as each other in every seed, or as a swarm, as usual. */
    public FaultPlan withSwarm(boolean wanted) {
        return new FaultPlan(
                nodes,
                kinds,
                total,
                quietStart,
                healingEnd,
                meanInterval,
                lastingMin,
                lastingMax,
                budget,
                atLeast,
                wanted);
    }

    /** Draws a schedule; equal plans and seeds give equal schedules. It is valid for the nodes of the plan. */
    public Schedule draw(long seed) {
        return new PlanDraw(this, seed).draw();
    }

    /** Returns how many kills or power losses, and how many partitions, a schedule must have: in a shorter run fewer. */
    int required() {
        return required(atLeast, total);
    }

    private static int required(int atLeast, Duration total) {
        long share = Math.min(total.toNanos(), FULL_RUN_NANOS);
        return (int) ((double) atLeast * share / FULL_RUN_NANOS);
    }

    /**
     * Returns whether plans of these kinds can {@linkplain #drawAbsence leave out} so many of more nodes.
     *
     * @throws IllegalArgumentException if a kind is unknown
     */
    public static boolean canLeaveOut(List<String> kinds, SafetyBudget budget, int count) {
        return AbsenceDraw.isPossible(kinds, budget, count);
    }

    /**
     * Draws a fault that leaves only a quorum: so many nodes are killed, or cut off from the others, whichever of both this plan
     * may draw. Nodes whose disks it may damage are among them. Equal arguments give equal faults.
     *
     * @param count how many nodes are missing
     * @param at when it begins
     * @param lasting how long it lasts
     * @throws IllegalArgumentException if the plan may neither kill nor cut off so many nodes, damages more, or none would be left
     */
    public Schedule.Entry drawAbsence(int count, Duration at, Duration lasting, long seed) {
        return AbsenceDraw.draw(this, count, at, lasting, seed);
    }

    /** Returns the kinds that can come up. */
    List<FaultKind> possible() {
        return possible(nodes, kinds, budget);
    }

    private static List<FaultKind> possible(List<String> nodes, List<String> kinds, SafetyBudget budget) {
        return kinds.stream()
                .map(FaultKind::ofWord)
                .filter(kind -> kind.isPossible(nodes.size(), budget))
                .toList();
    }
}
