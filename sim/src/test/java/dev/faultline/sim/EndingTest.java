package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Why runs stop. */
@Tag("agent")
class EndingTest {
    private Simulation simulation;

    @BeforeEach
    void begin() {
        simulation = Simulation.create(SimulationOptions.withSeed(3).withTurnsMax(5_000));
    }

    @AfterEach
    void end() {
        simulation.close();
    }

    private Node start(String name, Program.Body body) {
        Node node = simulation.add(NodeSpec.of(name, Program.code(body)));
        node.start();
        return node;
    }

    private static void lockBoth(Object first, Object second) {
        synchronized (first) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            synchronized (second) {
                System.out.println("never");
            }
        }
    }

    @Test
    void deadlockShowsWhereEveryThreadStands() {
        Object a = new Object();
        Object b = new Object();
        start("node", () -> {
            new Thread(() -> lockBoth(a, b), "ab").start();
            new Thread(() -> lockBoth(b, a), "ba").start();
        });
        Ending ending = simulation.run(Duration.ofSeconds(10));
        assertThat(ending).asInstanceOf(type(Ending.Deadlock.class)).satisfies(deadlock -> {
            assertThat(deadlock.threads())
                    .extracting(Ending.ThreadState::thread)
                    .containsExactly("ab", "ba");
            assertThat(deadlock.threads()).allSatisfy(thread -> {
                assertThat(thread.node()).isEqualTo("node");
                assertThat(thread.state()).isEqualTo(Thread.State.BLOCKED);
                assertThat(thread.stack())
                        .first()
                        .extracting(StackTraceElement::getMethodName)
                        .isEqualTo("lockBoth");
            });
        });
    }

    @Test
    void programThatWaitsForNothingIsADeadlockToo() {
        start("node", () -> new java.util.concurrent.CountDownLatch(1).await());
        assertThat(simulation.run(Duration.ofSeconds(10)))
                .asInstanceOf(type(Ending.Deadlock.class))
                .satisfies(deadlock ->
                        assertThat(deadlock.threads().getFirst().state()).isEqualTo(Thread.State.WAITING));
    }

    @Test
    void allEndedWhenTheLastNodeHasEnded() {
        start("a", () -> Thread.sleep(100));
        Node b = start("b", () -> Thread.sleep(200));
        assertThat(simulation.run(Duration.ofSeconds(10))).isEqualTo(new Ending.AllEnded());
        assertThat(simulation.nowNanos()).isBetween(200_000_000L, 201_000_000L);
        assertThat(b.isRunning()).isFalse();
    }

    @Test
    void timeUpStopsTheClockExactlyThereAndTheRunGoesOnLater() {
        List<String> seen = new ArrayList<>();
        start("node", () -> {
            Thread.sleep(1_000);
            seen.add("awake");
        });
        assertThat(simulation.run(Duration.ofMillis(999))).isEqualTo(new Ending.TimeUp());
        assertThat(simulation.nowNanos()).isEqualTo(999_000_000L);
        assertThat(seen).isEmpty();
        assertThat(simulation.run(Duration.ofMillis(10))).isEqualTo(new Ending.AllEnded());
        assertThat(seen).containsExactly("awake");
    }

    @Test
    void turnsUpAfterSoManyTurns() {
        start("node", () -> {
            while (true) {
                Thread.yield();
            }
        });
        assertThat(simulation.run(Duration.ofSeconds(10))).isEqualTo(new Ending.TurnsUp());
        assertThat(simulation.turns()).isEqualTo(5_000);
    }

    @Test
    void doneWhenTheConditionHolds() {
        int[] count = new int[1];
        start("node", () -> {
            while (true) {
                count[0]++;
                Thread.sleep(1);
            }
        });
        assertThat(simulation.run(Duration.ofSeconds(10), () -> count[0] == 7)).isEqualTo(new Ending.Done());
        assertThat(count[0]).isEqualTo(7);
    }

    @Test
    void failureOfTheCallersOwnActionEndsTheRun() {
        start("node", () -> Thread.sleep(10_000));
        simulation.after(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("caller's bug");
        });
        assertThatThrownBy(() -> simulation.run(Duration.ofSeconds(20)))
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("caller's bug");
    }

    @Test
    void onlyOneSimulationIsLive() {
        assertThatThrownBy(() -> Simulation.create(SimulationOptions.withSeed(1)))
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("close it first");
    }

    /** Run in a JVM of its own, which is of no use afterwards. */
    static final class BusyLoop {
        private BusyLoop() {}

        public static void main(String[] arguments) {
            System.out.println("obstacle at first: " + Simulation.obstacle().orElse("none"));
            SimulationOptions options = SimulationOptions.withSeed(1).withWatchdog(Duration.ofSeconds(1));
            try (Simulation simulation = Simulation.create(options)) {
                simulation
                        .add(NodeSpec.of("node", Program.code(BusyLoop::spin)))
                        .start();
                System.out.println(simulation.run(Duration.ofSeconds(10)));
                try {
                    simulation.run(Duration.ofSeconds(10));
                } catch (IllegalStateException e) {
                    System.out.println(e.getMessage());
                }
            }
            System.out.println("closed");
            System.out.println("obstacle: " + Simulation.obstacle().orElse("none"));
            try (Simulation _ = Simulation.create(options)) {
                System.out.println("another");
            } catch (SimulationException e) {
                System.out.println(e.getMessage());
            }
        }

        /** Loops in the JDK: a loop of its own would give up the turn now and then. */
        private static void spin() {
            System.out.println(
                    IntStream.iterate(0, count -> (count + 1) & 0xFFFF).noneMatch(count -> count < 0));
        }
    }

    @Test
    void busyLoopIsReportedWithItsStack() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.contains("jdwp"))
                .toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BusyLoop.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("BusyLoop[thread=node \"main\" RUNNABLE", "EndingTest$BusyLoop.spin", "seconds=1")
                .contains("the simulation is over: a thread is in a busy loop")
                .contains("closed", "obstacle at first: none", "obstacle: this JVM can run no further simulation")
                .contains("no further simulation: in an earlier one, thread \"main\" of node node did not give up");
    }
}
