package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Time passes in the run and on the clocks of nodes, and costs nothing. */
@Tag("agent")
class TimeTest {
    private static final Instant START = Instant.parse("2023-11-14T22:13:20Z");

    private static long monotonicMillis() {
        return System.nanoTime() / 1_000_000 - 3_600_000;
    }

    /** Returns how many milliseconds of the node's time of day have passed, by every way of asking. */
    private static List<Long> timesOfDay() {
        long start = START.toEpochMilli();
        return List.of(
                System.currentTimeMillis() - start,
                Instant.now().toEpochMilli() - start,
                Clock.systemUTC().millis() - start,
                Clock.systemDefaultZone().instant().toEpochMilli() - start,
                new Date().getTime() - start,
                java.time.ZonedDateTime.now(ZoneOffset.UTC).toInstant().toEpochMilli() - start,
                java.util.Calendar.getInstance().getTimeInMillis() - start);
    }

    @Test
    void dayOfSleepIsExactAndCostsNoRealTime() {
        assertThat(OneNode.print(() -> {
                    Thread.sleep(Duration.ofHours(24));
                    System.out.println(monotonicMillis());
                }))
                .containsExactly("86400000"); // and here we are
    }

    @Test
    void everyClockShowsTheTimeOfTheNode() {
        assertThat(OneNode.print(() -> {
                    Thread.sleep(1_500);
                    timesOfDay().forEach(System.out::println);
                    System.out.println(LocalDate.now(ZoneOffset.UTC));
                    System.out.println(java.util.TimeZone.getDefault().getID());
                }))
                .containsExactly("1500", "1500", "1500", "1500", "1500", "1500", "1500", "2023-11-14", "UTC");
    }

    @Test
    void parkUntilWaitsForTheTimeOfDay() {
        assertThat(OneNode.print(() -> {
                    LockSupport.parkUntil(START.toEpochMilli() + 2_000);
                    System.out.println(monotonicMillis());
                    LockSupport.parkUntil(START.toEpochMilli() + 1_000); // past
                    System.out.println(monotonicMillis());
                }))
                .containsExactly("2000", "2000");
    }

    @Test
    void loopThatWaitsForTheClockEnds() {
        assertThat(OneNode.print(() -> {
                    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
                    while (System.nanoTime() < deadline) {
                        Thread.onSpinWait();
                    }
                    long end = System.currentTimeMillis() + 10_000;
                    while (System.currentTimeMillis() < end) {
                        // nothing else
                    }
                    System.out.println(monotonicMillis());
                }))
                .containsExactly("20000");
    }

    @Test
    void jumpMovesTheTimeOfDayOnly() {
        List<List<Long>> seen = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            Node node = simulation.add(NodeSpec.of("node", Program.code(() -> {
                for (int i = 0; i < 3; i++) {
                    Thread.sleep(1_000);
                    List<Long> times = new ArrayList<>(timesOfDay());
                    assertThat(times).containsOnly(times.getFirst());
                    seen.add(List.of(monotonicMillis(), times.getFirst()));
                }
            })));
            node.start();
            simulation.after(Duration.ofMillis(1_500), () -> node.jumpClock(Duration.ofHours(1)));
            simulation.after(Duration.ofMillis(2_500), () -> node.jumpClock(Duration.ofHours(-2)));
            simulation.run(Duration.ofMinutes(1));
            assertThat(node.clock().offset()).isEqualTo(Duration.ofHours(-1));
        }
        assertThat(seen)
                .containsExactly(
                        List.of(1_000L, 1_000L), List.of(2_000L, 3_602_000L), List.of(3_000L, 3_000L - 3_600_000L));
    }

    @Test
    void driftScalesBothClocksAndTheTimersOfTheNode() {
        List<Long> seen = new ArrayList<>();
        long[] end = new long[1];
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            Program.Body program = () -> {
                Thread.sleep(1_000);
                seen.add(monotonicMillis());
                seen.add(timesOfDay().getFirst());
                Thread.sleep(1_000);
                seen.add(monotonicMillis());
                end[0] = simulation.nowNanos() / 1_000_000;
            };
            Node fast = simulation.add(NodeSpec.of("fast", Program.code(program)));
            fast.driftClock(1_000_000); // twice as fast
            fast.start();
            simulation.run(Duration.ofMinutes(1));
            assertThat(simulation.nowNanos()).isBetween(1_000_000_000L, 1_001_000_000L);
        }
        assertThat(seen).containsExactly(1_000L, 1_000L, 2_000L);
        assertThat(end[0]).isEqualTo(1_000);
    }

    @Test
    void changeOfDriftKeepsTheClockContinuous() {
        List<Long> seen = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            Node node = simulation.add(NodeSpec.of("node", Program.code(() -> Thread.sleep(100_000))));
            node.start();
            simulation.after(Duration.ofSeconds(10), () -> node.driftClock(-500_000));
            simulation.after(Duration.ofSeconds(20), () -> node.driftClock(0));
            simulation.after(Duration.ofSeconds(30), () -> node.spawn("reader", () -> seen.add(monotonicMillis())));
            simulation.run(Duration.ofSeconds(31));
        }
        assertThat(seen).containsExactly(25_000L);
    }

    @Test
    void nodesKeepClocksOfTheirOwn() {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            for (String name : List.of("a", "b")) {
                simulation.add(NodeSpec.of(name, Program.code(() -> {
                    Thread.sleep(name.equals("a") ? 1_000 : 2_000);
                    seen.add(name + " " + timesOfDay().getFirst());
                })));
            }
            simulation.node("b").jumpClock(Duration.ofSeconds(100));
            simulation.nodes().forEach(Node::start);
            simulation.run(Duration.ofMinutes(1));
        }
        assertThat(seen).containsExactly("a 1000", "b 102000");
    }
}
