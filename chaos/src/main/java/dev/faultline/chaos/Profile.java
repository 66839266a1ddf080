package dev.faultline.chaos;

import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A kind of weather: which kinds of faults come, and how thick. Within a profile each seed draws how often they come, how long they
 * last, how many nodes may be down together, and times of quiet in which nothing begins, so that runs differ in more than their faults
 * (swarm testing: Alex Groce, Chaoqiang Zhang, Eric Eide, Yang Chen, John Regehr, "Swarm Testing", ISSTA 2012).
 */
public enum Profile {
    /** Processes end, over and over. */
    CRASH_STORM("processes are killed, over and over", 500, 4_000, 1_000, 5_000, "kill"),

    /** Links break in every shape. */
    PARTITION_STORM(
            "links are cut in every shape, and connections reset", 800, 4_000, 1_000, 8_000, "partition", "reset"),

    /** Processes and links, together. */
    TURMOIL(
            "processes end and stand still, while links are cut, slow and reset",
            500,
            2_500,
            1_000,
            6_000,
            "kill",
            "pause",
            "partition",
            "latency",
            "stall",
            "reset"),

    /** All works, but late. */
    SLOW(
            "nothing ends, but all is late: packets, disks, nodes and clocks",
            500,
            3_000,
            1_000,
            8_000,
            "latency",
            "stall",
            "pause",
            "slow-disk",
            "clock-drift",
            "bandwidth",
            "disk-delay",
            "disk-bandwidth",
            "cpu-share"),

    /** Disks fail, and damage what they keep where the system claims to survive that. */
    BAD_DISKS(
            "disks fail, fill up, forget and damage what they keep, and power is lost",
            500,
            4_000,
            1_000,
            8_000,
            "power-loss",
            "slow-disk",
            "disk-error",
            "full-disk",
            "read-only-disk",
            "dead-disk",
            "bit-flip",
            "torn-write",
            "lost-write",
            "misdirected-write",
            "lost-sync",
            "bit-rot",
            "truncate"),

    /** Whatever can be drawn. */
    EVERYTHING(
            "all kinds that a plan can draw",
            500,
            4_000,
            500,
            6_000,
            FaultPlan.drawable().toArray(String[]::new));

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final String doc;
    private final long intervalMillisMin;
    private final long intervalMillisMax;
    private final long lastingMillisMin;
    private final long lastingMillisMax;
    /** Unmodifiable. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> kinds;

    Profile(
            String doc,
            long intervalMillisMin,
            long intervalMillisMax,
            long lastingMillisMin,
            long lastingMillisMax,
            String... kinds) {
        this.doc = doc;
        this.intervalMillisMin = intervalMillisMin;
        this.intervalMillisMax = intervalMillisMax;
        this.lastingMillisMin = lastingMillisMin;
        this.lastingMillisMax = lastingMillisMax;
        this.kinds = List.of(kinds);
    }

    /** Returns the word by which it is chosen. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns what happens, in a few words. */
    public String doc() {
        return doc;
    }

    /** Returns the kinds of faults that it may draw. */
    public List<String> kinds() {
        return kinds;
    }

    /** Returns the words of all profiles. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Profile::word).toList();
    }

    /**
     * Returns the profile of that word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Profile ofWord(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no profile; the profiles are "
                        + Arrays.stream(values()).map(Profile::word).collect(Collectors.joining(", "))));
    }

    /**
     * Draws a schedule; equal arguments give equal schedules.
     *
     * @param bounds the nodes, the time, the quiet at both ends, and what the system claims to survive; the rest of it is not looked at
     * @throws IllegalArgumentException if no fault fits in
     */
    public Schedule draw(FaultPlan bounds, long seed) {
        Rng rng = Rng.fork(seed, "profile " + word());
        Duration interval = Duration.ofMillis(Draws.logScale(rng, intervalMillisMin, intervalMillisMax));
        Duration room = bounds.total().minus(bounds.quietStart()).minus(bounds.healingEnd());
        Duration shortest = Times.least(Duration.ofMillis(lastingMillisMin), room);
        Duration longest =
                Times.least(Duration.ofMillis(Draws.logScale(rng, lastingMillisMax / 2, 3 * lastingMillisMax)), room);
        FaultPlan plan = bounds.withKinds(kinds)
                .withMeanInterval(interval)
                .withLasting(shortest, longest)
                .withBudget(budget(bounds.budget(), rng))
                .withAtLeast(0);
        List<Duration[]> quiet = quiet(rng, plan);
        List<Schedule.Entry> entries = plan.draw(seed).entries();
        List<Schedule.Entry> stormy =
                entries.stream().filter(entry -> !isIn(quiet, entry.at())).toList();
        return new Schedule(stormy.isEmpty() ? entries : stormy);
    }

    /** Fewer nodes down than may be show other bugs, but in most runs it is as many as may be. */
    private static SafetyBudget budget(SafetyBudget most, Rng rng) {
        return most.down() == 0 || rng.chance(0.75) ? most : most.withDown(1 + rng.below(most.down()));
    }

    /** In half of the seeds storms of 5 s to 20 s take turns with quiet of 2 s to 8 s. */
    private static List<Duration[]> quiet(Rng rng, FaultPlan plan) {
        List<Duration[]> quiet = new ArrayList<>();
        if (rng.chance(0.5)) {
            Duration at = plan.quietStart();
            while (at.compareTo(plan.total()) < 0) {
                Duration from = at.plus(SECOND.multipliedBy(rng.between(5, 20)));
                at = from.plus(SECOND.multipliedBy(rng.between(2, 8)));
                quiet.add(new Duration[] {from, at});
            }
        }
        return quiet;
    }

    private static boolean isIn(List<Duration[]> quiet, Duration at) {
        return quiet.stream().anyMatch(each -> at.compareTo(each[0]) >= 0 && at.compareTo(each[1]) < 0);
    }
}
