package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One seed, one run; other seeds, other runs: with every strategy and every way to take a thread's turn away. */
@Tag("agent")
class DeterminismTest {
    private static final int RUNS = 30;

    record Setting(String name, Strategy.Factory strategy, Preemption preemption) {
        @Override
        public String toString() {
            return name;
        }

        OneNode.Outcome run(long seed) {
            SimulationOptions options =
                    SimulationOptions.withSeed(seed).withStrategy(strategy).withPreemption(preemption);
            return OneNode.run(
                    options,
                    Program.main(NastyProgram.class.getName()),
                    spec -> spec.withClassPath(List.of(OneNode.testClasses())));
        }
    }

    static List<Setting> settings() {
        return List.of(
                new Setting("random", Strategy.random(), Preemption.NONE),
                new Setting("round robin", Strategy.roundRobin(), Preemption.NONE),
                new Setting("pct", Strategy.pct(4, 2_000), Preemption.NONE),
                new Setting("pos", Strategy.pos(), Preemption.NONE),
                new Setting("random, monitors", Strategy.random(), Preemption.atMonitors(0.2)),
                new Setting("random, calls", Strategy.random(), new Preemption(0.1, 0.3, 0.1)),
                new Setting("pct, monitors", Strategy.pct(4, 2_000), Preemption.atMonitors(0.2)),
                new Setting("pos, calls", Strategy.pos(), new Preemption(0.1, 0.3, 0.1)));
    }

    private static void assertIsComplete(OneNode.Outcome outcome) {
        assertThat(outcome.ending()).isEqualTo(new Ending.AllEnded());
        assertThat(outcome.lines()).hasSize(1);
        assertThat(outcome.lines().getFirst())
                .startsWith("36 ")
                .contains("monitor=36", "lock=36", "socket=36", "} 36 ");
        assertThat(outcome.unmodelled()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void oneSeedGivesOneRun(Setting setting) {
        OneNode.Outcome first = setting.run(7);
        assertIsComplete(first);
        for (int i = 1; i < RUNS; i++) {
            OneNode.Outcome again = setting.run(7);
            assertThat(again.lines()).as("run %d", i).isEqualTo(first.lines());
            assertThat(again.events()).as("run %d", i).isEqualTo(first.events());
            assertThat(again.fingerprint()).as("run %d", i).isEqualTo(first.fingerprint());
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void otherSeedsGiveOtherRuns(Setting setting) {
        Set<Long> fingerprints = new HashSet<>();
        for (int seed = 0; seed < RUNS; seed++) {
            OneNode.Outcome outcome = setting.run(seed);
            assertIsComplete(outcome);
            fingerprints.add(outcome.fingerprint());
        }
        assertThat(fingerprints).hasSize(RUNS);
    }

    @Test
    void otherRunsInBetweenDoNotShiftARun() {
        List<Setting> settings = settings();
        List<Long> forth =
                settings.stream().map(each -> each.run(3).fingerprint()).toList();
        List<Long> back = settings.reversed().stream()
                .map(each -> each.run(3).fingerprint())
                .toList();
        assertThat(back.reversed()).isEqualTo(forth);
    }

    @Test
    void lookingAtARunDoesNotChangeIt() {
        long watched = settings().getFirst().run(5).fingerprint();
        SimulationOptions options = SimulationOptions.withSeed(5);
        StepLog log = StepLog.capturing(10, 20);
        try (Simulation simulation = Simulation.create(options)) {
            simulation.log(log);
            simulation
                    .add(NodeSpec.of("node", Program.main(NastyProgram.class.getName()))
                            .withClassPath(List.of(OneNode.testClasses())))
                    .start();
            simulation.run(java.time.Duration.ofDays(1));
            assertThat(simulation.fingerprint()).isEqualTo(watched);
            assertThat(log.turns()).isEqualTo((int) simulation.turns());
        }
        assertThat(log.captured()).contains("turn 10 at", "turn 20 at").doesNotContain("turn 21 at");
    }

    @Test
    void whatTheJdkHasOnlyOnceDoesNotShiftTheOrderOfIdentityMaps() {
        List<List<String>> orders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            orders.add(OneNode.run(
                            SimulationOptions.withSeed(1),
                            Program.main(NodePrograms.IdentityKeys.class.getName()),
                            spec -> spec.withClassPath(List.of(OneNode.testClasses())))
                    .lines());
        }
        assertThat(orders.getFirst()).hasSize(1);
        assertThat(new HashSet<>(orders)).hasSize(1);
    }

    /** What a node prints is part of what a run is, even if nothing else follows from it. */
    @Test
    void whatIsPrintedIsPartOfTheFingerprint() {
        long one = OneNode.run(1, () -> System.out.println("one")).fingerprint();
        assertThat(OneNode.run(1, () -> System.out.println("one")).fingerprint())
                .isEqualTo(one);
        assertThat(OneNode.run(1, () -> System.out.println("two")).fingerprint())
                .isNotEqualTo(one);
        assertThat(OneNode.run(1, () -> System.err.println("one")).fingerprint())
                .isEqualTo(one);
        assertThat(OneNode.run(1, () -> {}).fingerprint()).isNotEqualTo(one);
    }
}
