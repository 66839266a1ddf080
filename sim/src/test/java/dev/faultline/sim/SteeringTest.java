package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.sim.Steering.Held;
import dev.faultline.sim.Steering.TimedWait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The code that drives a simulation says which thread goes on. */
@Tag("agent")
class SteeringTest {
    private static final MethodPattern STEP = MethodPattern.of("**.SteeringProgram.step");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final List<String> lines = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    /** Drives a run of one node whose threads are called a, b and c. */
    private long drive(long seed, Drive drive) {
        lines.clear();
        events.clear();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(seed))) {
            simulation.onOutput((node, line) -> lines.add(line));
            simulation.observe(event -> events.add(event.name()));
            Node node = simulation.add(NodeSpec.of("n", Program.main(SteeringProgram.class.getName(), "a", "b", "c"))
                    .withClassPath(List.of(OneNode.testClasses())));
            node.code().prepare(STEP);
            drive.run(simulation, node, simulation.steering());
            return simulation.fingerprint();
        }
    }

    private interface Drive {
        void run(Simulation simulation, Node node, Steering steering);
    }

    private static void settle(Simulation simulation) {
        assertThat(simulation.run(LIMIT, () -> simulation.steering().isQuiet(SOON)))
                .isInstanceOf(Ending.Done.class);
    }

    private static Held held(Steering steering, String thread) {
        return steering.held().stream()
                .filter(each -> each.thread().equals(thread))
                .findFirst()
                .orElseThrow();
    }

    /** Lets a pass, then c, then b, whatever the seed. */
    private static void order(Simulation simulation, Node node, Steering steering) {
        steering.hold(node, STEP);
        steering.hold(node, STEP);
        node.start();
        for (String thread : List.of("a", "c", "b", "b", "a", "c")) {
            settle(simulation);
            assertThat(steering.held())
                    .extracting(Held::method)
                    .containsOnly(SteeringProgram.class.getName() + ".step(String)");
            steering.release(held(steering, thread));
        }
        settle(simulation);
    }

    @Test
    void threadsPassAMethodInTheOrderInWhichTheyAreReleased() {
        for (long seed = 1; seed <= 5; seed++) {
            drive(seed, SteeringTest::order);
            assertThat(lines)
                    .as("seed %d", seed)
                    .containsExactly(
                            "a passed", "c passed", "b passed", "b again passed", "a again passed", "c again passed");
            assertThat(events).filteredOn("ThreadHeld"::equals).hasSize(6);
            assertThat(events).filteredOn("ThreadReleased"::equals).hasSize(6);
        }
    }

    @Test
    void theSameReleasesGiveTheSameRun() {
        assertThat(drive(3, SteeringTest::order)).isEqualTo(drive(3, SteeringTest::order));
    }

    @Test
    void whoeverWaitsAtAGateThatIsTakenAwayGoesOn() {
        drive(1, (simulation, node, steering) -> {
            steering.hold(node, STEP);
            node.start();
            settle(simulation);
            assertThat(steering.held()).hasSize(3);
            steering.pass(node, STEP);
            assertThat(steering.held()).isEmpty();
            settle(simulation);
            assertThat(lines).hasSize(6);
        });
    }

    @Test
    void aTimedWaitLastsUntilItIsEnded() {
        drive(1, (simulation, node, steering) -> {
            steering.holdTimedWaits();
            node.start();
            settle(simulation);
            assertThat(simulation.run(LIMIT)).isInstanceOf(Ending.TimeUp.class);
            assertThat(lines).hasSize(6).noneMatch(line -> line.startsWith("waited"));
            assertThat(simulation.nowNanos())
                    .isGreaterThan(Duration.ofSeconds(11).toNanos());
            TimedWait wait = steering.timedWaits().getFirst();
            assertThat(wait.node()).isEqualTo("n");
            assertThat(wait.thread()).isEqualTo("main");
            steering.end(wait);
            settle(simulation);
            assertThat(lines).last().isEqualTo("waited, and found null");
            assertThat(steering.timedWaits()).isEmpty();
            assertThatThrownBy(() -> steering.end(wait)).isInstanceOf(IllegalArgumentException.class);
        });
    }

    @Test
    void endingAWaitAdvancesTheTimeToItsEnd() {
        drive(1, (simulation, node, steering) -> {
            steering.holdTimedWaits();
            node.start();
            settle(simulation);
            assertThat(simulation.nowNanos()).isLessThan(SOON.toNanos());
            TimedWait wait = steering.timedWaits().getFirst();
            steering.end(wait);
            assertThat(simulation.nowNanos()).isEqualTo(wait.untilNanos());
        });
    }

    @Test
    void waitsThatAreGivenBackToTimeEndAtTheirTime() {
        drive(1, (simulation, node, steering) -> {
            steering.holdTimedWaits();
            node.start();
            settle(simulation);
            long until = steering.timedWaits().getFirst().untilNanos();
            steering.passTimedWaits();
            assertThat(simulation.run(LIMIT)).isInstanceOf(Ending.AllEnded.class);
            assertThat(lines).last().isEqualTo("waited, and found null");
            assertThat(simulation.nowNanos()).isBetween(until, until + SOON.toNanos());
        });
    }

    @Test
    void aNodeThatEndsLeavesNobodyBehind() {
        drive(1, (simulation, node, steering) -> {
            steering.hold(node, STEP);
            steering.holdTimedWaits();
            node.start();
            settle(simulation);
            Held first = steering.held().getFirst();
            node.kill();
            assertThat(steering.held()).isEmpty();
            assertThat(steering.timedWaits()).isEmpty();
            assertThatThrownBy(() -> steering.release(first))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("nobody is held");
            node.start();
            settle(simulation);
            assertThat(steering.held()).as("of the new process").hasSize(3);
        });
    }

    @Test
    void methodsThatWereNotPreparedCannotBeHeld() {
        drive(
                1,
                (simulation, node, steering) -> assertThatThrownBy(
                                () -> steering.hold(node, MethodPattern.of("**.SteeringProgram.main")))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("were not prepared"));
    }
}
