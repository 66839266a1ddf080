package dev.faultline.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.chaos.Schedule.Entry;
import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static final int SEEDS = 1_000;
    private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");
    /** The kinds that take no time. */
    private static final Set<String> MOMENTARY = Set.of("reset", "bit-rot", "truncate");

    private static final FaultPlan PLAN = FaultPlan.of(NODES, Duration.ofSeconds(60));

    @Test
    void everyUsualScheduleOfAMinuteHasFourKillsAndFourPartitions() {
        for (int size = 2; size <= 5; size++) {
            FaultPlan plan = FaultPlan.of(NODES.subList(0, size), Duration.ofSeconds(60));
            for (long seed = 0; seed < SEEDS; seed++) {
                List<Entry> entries = plan.draw(seed).entries();
                assertThat(count(entries, "kill", "power-loss"))
                        .as("seed %d", seed)
                        .isGreaterThanOrEqualTo(4);
                assertThat(count(entries, "partition")).as("seed %d", seed).isGreaterThanOrEqualTo(4);
            }
        }
    }

    @Test
    void lawsHoldForRandomPlans() {
        for (long seed = 0; seed < SEEDS; seed++) {
            FaultPlan plan = randomPlan(new Rng(seed));
            Schedule schedule = plan.draw(seed);
            schedule.validate(plan.nodes());
            Duration healed = plan.total().minus(plan.healingEnd());
            for (Entry entry : schedule.entries()) {
                String what = "seed " + seed + ": " + entry;
                assertThat(entry.at()).as(what).isGreaterThanOrEqualTo(plan.quietStart());
                assertThat(entry.end()).as(what).isLessThanOrEqualTo(healed);
                assertThat(plan.kinds()).as(what).contains(entry.fault().kind());
                if (!MOMENTARY.contains(entry.fault().kind())) {
                    assertThat(entry.fault().lasting()).as(what).isBetween(plan.lastingMin(), plan.lastingMax());
                }
            }
            assertWithinBudget(plan, schedule, "seed " + seed);
            int demanded = (int) (plan.atLeast() * Math.min(plan.total().toMillis(), 60_000) / 60_000);
            List<String> possible =
                    plan.possible().stream().map(kind -> kind.word()).toList();
            if (possible.contains("kill") || possible.contains("power-loss")) {
                assertThat(count(schedule.entries(), "kill", "power-loss"))
                        .as("seed %d", seed)
                        .isGreaterThanOrEqualTo(demanded);
            }
            if (possible.contains("partition")) {
                assertThat(count(schedule.entries(), "partition"))
                        .as("seed %d", seed)
                        .isGreaterThanOrEqualTo(demanded);
            }
            assertThat(Schedule.parse(schedule.toString())).as("seed %d", seed).isEqualTo(schedule);
        }
    }

    private static FaultPlan randomPlan(Rng rng) {
        List<String> nodes = NODES.subList(0, 1 + rng.below(5));
        Set<String> kinds = new TreeSet<>(List.of("clock-jump"));
        FaultPlan.drawable().stream().filter(kind -> rng.chance(0.6)).forEach(kinds::add);
        FaultPlan plan = FaultPlan.of(nodes, Duration.ofMillis(rng.between(20_000, 120_000)))
                .withAtLeast(0)
                .withKinds(List.copyOf(kinds))
                .withBudget(new SafetyBudget(
                        rng.below(nodes.size() + 1), rng.below(nodes.size() + 1), rng.below(nodes.size() + 1)))
                .withMeanInterval(Duration.ofMillis(rng.between(200, 10_000)))
                .withLasting(Duration.ofNanos(rng.between(1, 2_000_000_000)), Duration.ofSeconds(2 + rng.below(10)))
                .withQuiet(
                        Duration.ofNanos(rng.between(0, 9_000_000_000L)),
                        Duration.ofNanos(rng.between(0, 9_000_000_000L)));
        long room =
                plan.total().minus(plan.quietStart()).minus(plan.healingEnd()).toNanos();
        return plan.withAtLeast(
                (int) Math.min(rng.below(10), room / (plan.lastingMin().toNanos() + 1)));
    }

    @Test
    void aPlanThatDemandsMoreThanHasRoomIsRefused() {
        FaultPlan plan = PLAN.withLasting(Duration.ofSeconds(5), Duration.ofSeconds(6));

        assertThat(plan.withAtLeast(8).draw(1).entries()).hasSizeGreaterThanOrEqualTo(16);
        assertThatThrownBy(() -> plan.withAtLeast(9))
                .hasMessage("of faults that last 5s or more, no more than 8 have room one after the other in 45s, and 9"
                        + " of a kind must be there at least");
    }

    /** Asks at each start of a fault, where the number of nodes that are missing is greatest. */
    private static void assertWithinBudget(FaultPlan plan, Schedule schedule, String seed) {
        SafetyBudget budget = plan.budget();
        Set<String> damaged = new HashSet<>();
        for (Entry entry : schedule.entries()) {
            if (entry.fault() instanceof DamageFault || entry.fault() instanceof ProcessFault.Wipe) {
                damaged.addAll(entry.fault().touches(plan.nodes()));
            }
        }
        assertThat(damaged).as(seed).hasSizeLessThanOrEqualTo(budget.damaged());
        for (Entry begun : schedule.entries()) {
            Set<String> down = new HashSet<>();
            boolean[][] broken = new boolean[plan.nodes().size()][plan.nodes().size()];
            for (Entry entry : schedule.entries()) {
                if (entry.at().compareTo(begun.at()) <= 0 && begun.at().compareTo(entry.end()) <= 0) {
                    switch (entry.fault()) {
                        case ProcessFault process -> down.addAll(process.touches(plan.nodes()));
                        case StorageFault.DiskError refusing -> down.addAll(refusing.nodes());
                        case StorageFault.FullDisk refusing -> down.addAll(refusing.nodes());
                        case StorageFault.ReadOnlyDisk refusing -> down.addAll(refusing.nodes());
                        case StorageFault.DeadDisk refusing -> down.addAll(refusing.nodes());
                        case ResourceFault.FileLimit refusing -> down.addAll(refusing.nodes());
                        case ResourceFault.ThreadLimit refusing -> down.addAll(refusing.nodes());
                        case ResourceFault.MemoryLimit refusing -> down.addAll(refusing.nodes());
                        case NetworkFault.Partition partition ->
                            mark(partition.cut().ways(), plan, broken);
                        case NetworkFault.Stall stall -> mark(stall.links().ways(plan.nodes()), plan, broken);
                        case NetworkFault.Flap flap -> mark(flap.links().ways(plan.nodes()), plan, broken);
                        default -> {}
                    }
                }
            }
            assertThat(down).as(seed).hasSizeLessThanOrEqualTo(budget.down());
            down.addAll(damaged);
            assertThat(down).as(seed).hasSizeLessThanOrEqualTo(Math.max(budget.down(), budget.damaged()));
            assertThat(outside(broken)).as(seed).isLessThanOrEqualTo(budget.cutOff());
        }
    }

    private static void mark(List<Way> ways, FaultPlan plan, boolean[][] broken) {
        for (Way way : ways) {
            int from = plan.nodes().indexOf(way.from());
            int to = plan.nodes().indexOf(way.to());
            broken[from][to] = true;
            broken[to][from] = true;
        }
    }

    /** Returns how many do not belong to the largest group of those that meet: each takes the least number of those it meets. */
    private static int outside(boolean[][] broken) {
        int size = broken.length;
        int[] group = new int[size];
        Arrays.setAll(group, i -> i);
        for (int round = 0; round < size; round++) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    if (!broken[i][j]) {
                        group[i] = Math.min(group[i], group[j]);
                    }
                }
            }
        }
        int[] sizes = new int[size];
        Arrays.stream(group).forEach(number -> sizes[number]++);
        return size - Arrays.stream(sizes).max().orElse(0);
    }

    @Test
    void equalSeedsGiveEqualSchedulesAndDifferentSeedsDifferentOnes() {
        Set<Schedule> schedules = new HashSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Schedule schedule = PLAN.draw(seed);
            assertThat(PLAN.draw(seed)).as("seed %d", seed).isEqualTo(schedule);
            schedules.add(schedule);
        }
        assertThat(schedules).hasSize(SEEDS);
    }

    @Test
    void everyKindAndShapeComesUpAndNoKindInEverySchedule() {
        List<Entry> all = new ArrayList<>();
        FaultPlan damaging = PLAN.withBudget(new SafetyBudget(1, NODES.size(), 1));
        for (long seed = 0; seed < SEEDS; seed++) {
            all.addAll(damaging.draw(seed).entries());
        }
        for (String kind : FaultPlan.drawable()) {
            assertThat(count(all, kind)).as(kind).isPositive();
        }
        // The general shapes are for those who write a schedule.
        for (NetworkFault.Cut.Shape shape :
                EnumSet.complementOf(EnumSet.of(NetworkFault.Cut.Shape.SIDES, NetworkFault.Cut.Shape.BRIDGE))) {
            assertThat(all)
                    .anyMatch(entry -> entry.fault() instanceof NetworkFault.Partition partition
                            && partition.cut().shape() == shape);
        }
        long withoutPause = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            withoutPause += count(PLAN.draw(seed).entries(), "pause") == 0 ? 1 : 0;
        }
        assertThat(withoutPause).isBetween(SEEDS / 3L, SEEDS * 19L / 20);
    }

    @Test
    void withoutASwarmEveryScheduleHasAllKindsAndWithOneMostDoNot() {
        List<String> kinds = List.of("kill", "pause", "latency", "reset", "clock-jump");
        FaultPlan swarm =
                FaultPlan.of(NODES, Duration.ofSeconds(315)).withKinds(kinds).withAtLeast(0);
        long whole = 0;
        for (long seed = 0; seed < 50; seed++) {
            List<Entry> all = swarm.withSwarm(false).draw(seed).entries();
            assertThat(kinds)
                    .as("seed %d", seed)
                    .allSatisfy(kind -> assertThat(count(all, kind)).isPositive());
            List<Entry> some = swarm.draw(seed).entries();
            whole += kinds.stream().allMatch(kind -> count(some, kind) > 0) ? 1 : 0;
        }
        // Without luck one seed of 32 keeps all five.
        assertThat(whole).isBetween(0L, 10L);
    }

    @Test
    void theMeanIntervalIsKept() {
        FaultPlan plan = FaultPlan.of(NODES, Duration.ofSeconds(615)).withMeanInterval(Duration.ofSeconds(6));
        long faults = 0;
        for (long seed = 0; seed < 100; seed++) {
            faults += plan.draw(seed).entries().size();
        }
        // 600 s / 6 s = 100 a schedule; those that found no free place are missing.
        assertThat(faults / 100).isBetween(80L, 105L);
    }

    @Test
    void theWholeClusterLosesPowerOnlyIfAllNodesMayBeDown() {
        boolean[] whole = new boolean[2];
        for (long seed = 0; seed < SEEDS; seed++) {
            whole[0] |= hasBlackout(PLAN.draw(seed));
            whole[1] |= hasBlackout(PLAN.withBudget(SafetyBudget.ofDown(5)).draw(seed));
        }
        assertThat(whole).containsExactly(false, true);
    }

    private static boolean hasBlackout(Schedule schedule) {
        return schedule.entries().stream()
                .anyMatch(entry -> entry.fault() instanceof ProcessFault.PowerLoss loss
                        && loss.nodes().size() == NODES.size());
    }

    @Test
    void plansThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> FaultPlan.of(NODES, Duration.ofSeconds(15)))
                .hasMessageContaining("leaves 0s for faults, and the shortest lasts 1s");
        assertThatThrownBy(() -> PLAN.withKinds(List.of("kill", "flood")))
                .hasMessageContaining("'flood' is no kind of fault; the kinds are kill, power-loss");
        assertThatThrownBy(() -> PLAN.withKinds(List.of("kill")).withBudget(SafetyBudget.ofDown(0)))
                .hasMessageContaining("no fault can be drawn");
        assertThatThrownBy(() -> PLAN.withBudget(SafetyBudget.ofDown(6)))
                .hasMessageContaining("of 5 nodes no more can be down, was 6");
        FaultPlan two =
                FaultPlan.of(NODES.subList(0, 2), Duration.ofSeconds(60)).withBudget(new SafetyBudget(1, 0, 0));
        for (String cutting : FaultPlan.cuttingOff()) {
            assertThatThrownBy(() -> two.withKinds(List.of(cutting)))
                    .as("of two nodes each cut is one of a node")
                    .hasMessageContaining("no fault can be drawn");
        }
    }

    private static long count(List<Entry> entries, String... kinds) {
        return entries.stream()
                .filter(entry -> List.of(kinds).contains(entry.fault().kind()))
                .count();
    }
}
