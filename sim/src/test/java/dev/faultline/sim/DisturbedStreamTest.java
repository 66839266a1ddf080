package dev.faultline.sim;

import static dev.faultline.sim.PacketFilter.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.sim.PacketFilter.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What disturbances do to streams and to whole links. */
@Tag("agent")
class DisturbedStreamTest {
    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Rng(count).fill(bytes);
        return bytes;
    }

    /** Lets a ask and b answer so often, each with one byte, one connection for all; notes how long each took. */
    private static void pingPong(Wire wire, int times, long pauseMillis) {
        wire.programs(
                () -> {
                    try (Socket socket = new Socket("b", Wire.PORT)) {
                        for (int i = 0; i < times; i++) {
                            wire.sentAt.add(System.nanoTime());
                            socket.getOutputStream().write(i);
                            if (socket.getInputStream().read() < 0) {
                                throw new IOException("ended");
                            }
                            wire.receivedAt.add(System.nanoTime());
                            Thread.sleep(pauseMillis);
                        }
                    }
                },
                () -> {
                    try (ServerSocket listener = new ServerSocket(Wire.PORT);
                            Socket socket = listener.accept()) {
                        for (int read = socket.getInputStream().read();
                                read >= 0;
                                read = socket.getInputStream().read()) {
                            socket.getOutputStream().write(read);
                        }
                    }
                });
    }

    @Test
    void aStreamUnderLossArrivesWholeAndLater() {
        byte[] sent = bytes(300_000);
        long undisturbed;
        try (Wire wire = new Wire(1)) {
            undisturbed = wire.stream(sent, 1000).tookNanos(0);
        }
        try (Wire wire = new Wire(1)) {
            Disturbance.InForce loss = wire.disturb(new Disturbance.Loss(ALL.with(Protocol.TCP), 0.1));
            wire.stream(sent, 1000);
            assertThat(wire.received.getFirst()).isEqualTo(sent);
            assertThat(wire.tookNanos(0)).isGreaterThan(2 * undisturbed);
            assertThat(loss.toll().hit()).isGreaterThan(20);
            assertThat(wire.counters().segmentsLost() + wire.counters().acknowledgementsLost())
                    .isPositive()
                    .isLessThan(loss.toll().hit());
            assertThat(wire.count("MessageHeld")).isPositive();
        }
    }

    /** Whatever happens to packets, a stream is what was written; laws of all kinds at once, by the seed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aStreamIsWholeWhateverDisturbsIt(long seed) {
        Rng rng = Rng.fork(seed, "a stream is whole");
        byte[] sent = bytes(100_000 + rng.below(100_000));
        try (Wire wire = new Wire(seed)) {
            wire.disturb(new Disturbance.FirstOf(
                    ALL,
                    List.of(
                            new Disturbance.Loss(ALL.withRegex("[\\x00-\\x03]{3}"), 0.5),
                            new Disturbance.Loss(ALL.withFrom("b"), rng.unit() * 0.3),
                            new Disturbance.Loss(ALL, rng.unit() * 0.2))));
            wire.disturb(new Disturbance.Delay(ALL, Distribution.parse("pareto 10us 1.1")));
            wire.disturb(new Disturbance.Bandwidth(ALL, 1_000_000, rng.chance(0.5)));
            wire.disturb(new Disturbance.Duplication(ALL, 0.5));
            wire.disturb(new Disturbance.Corruption(ALL, 1));
            wire.disturb(new Disturbance.Reordering(ALL, new Disturbance.Order.Window(9, Duration.ofSeconds(1))));
            for (int i = 0; i < 6; i++) {
                PacketFilter way =
                        rng.chance(0.5) ? ALL.withFrom("a") : ALL.withAt("b").with(Protocol.TCP);
                Disturbance what = way.isOfHosts() ? new Disturbance.Cut(way) : new Disturbance.Stall(way);
                long beginMillis = rng.between(10, 2000);
                wire.simulation.after(Duration.ofMillis(beginMillis), () -> {
                    Disturbance.InForce force = wire.disturb(what);
                    wire.simulation.after(Duration.ofMillis(300), force::undo);
                });
            }
            wire.stream(sent, 1 + rng.below(5000));
            assertThat(wire.received).hasSize(1);
            assertThat(wire.received.getFirst()).isEqualTo(sent);
        }
    }

    @Test
    void aLostRequestForAConnectionIsRepeatedAfterASecond() {
        try (Wire wire = new Wire(2)) {
            Disturbance.InForce loss = wire.disturb(new Disturbance.Loss(ALL.withPorts(Wire.PORT), 1));
            wire.simulation.after(Duration.ofMillis(500), loss::undo);
            wire.stream(bytes(10), 10);
            assertThat(wire.received.getFirst()).isEqualTo(bytes(10));
            assertThat(loss.toll()).isEqualTo(new Disturbance.Toll(1, 1, 0));
            assertThat(wire.counters().synsLost()).isEqualTo(1);
        }
    }

    @Test
    void whatCarriesAPatternIsLostAndTheRestIsNot() {
        try (Wire wire = new Wire(3)) {
            Disturbance.InForce loss = wire.disturb(new Disturbance.Loss(ALL.withBytes((byte) 3), 1));
            wire.simulation.after(Duration.ofSeconds(20), loss::undo);
            pingPong(wire, 6, 10);
            // The byte 3 comes once it may; until then it was tried after 0.2, 0.6, 1.4, 3, 6.2 and 12.6 s.
            assertThat(wire.tookNanos(3)).isGreaterThan(19_000_000_000L);
            assertThat(List.of(0, 1, 2, 4, 5))
                    .allSatisfy(i -> assertThat(wire.tookNanos(i)).isLessThan(3_000_000L));
            assertThat(loss.toll()).isEqualTo(new Disturbance.Toll(7, 7, 0));
        }
    }

    @Test
    void delayShiftsARoundTripByItsAmount() {
        try (Wire wire = new Wire(4)) {
            Disturbance.InForce delay = wire.disturb(
                    new Disturbance.Delay(ALL.withFrom("a").withTo("b"), new Distribution.Constant(70_000_000)));
            pingPong(wire, 20, 10);
            for (int i = 0; i < 20; i++) {
                assertThat((double) wire.tookNanos(i))
                        .isCloseTo(2 * Wire.LATENCY_NANOS + 70_000_000, within(100_000.0));
            }
            assertThat(delay.toll().addedNanos()).isEqualTo(delay.toll().hit() * 70_000_000);
        }
    }

    @Test
    void bytesTakeWhatTheNarrowestPlaceLetsThrough() {
        byte[] sent = bytes(500_000);
        try (Wire wire = new Wire(5)) {
            Disturbance.InForce wide = wire.disturb(new Disturbance.Bandwidth(ALL, 1_000_000, false));
            Disturbance.InForce narrow = wire.disturb(new Disturbance.Bandwidth(ALL.withTo("b"), 250_000, false));
            wire.stream(sent, 1000);
            // 500,000 bytes at 250,000 a second; there and back of the acknowledgement of the last come on top.
            assertThat(wire.tookNanos(0) / 1e9).isCloseTo(2, within(0.02));
            // The wide one has the answer, too.
            assertThat(narrow.toll().hit()).isEqualTo(wide.toll().hit() - 1).isGreaterThanOrEqualTo(500);
        }
        try (Wire wire = new Wire(5)) {
            Disturbance.InForce narrow = wire.disturb(new Disturbance.Bandwidth(ALL.withTo("b"), 250_000, false));
            wire.simulation.after(Duration.ofMillis(1010), narrow::undo);
            wire.stream(sent, 1000);
            assertThat(wire.tookNanos(0) / 1e9)
                    .as("what waits when it ends keeps its place")
                    .isBetween(1.0, 1.6);
        }
    }

    @Test
    void linksOfANodeCanShareANarrowPlace() {
        for (boolean shared : new boolean[] {true, false}) {
            try (Wire wire = new Wire(6)) {
                wire.disturb(new Disturbance.Bandwidth(ALL.withFrom("a", "b"), 100_000, shared));
                long[] doneAt = new long[2];
                Program.Body[] bodies = new Program.Body[2];
                for (int i = 0; i < 2; i++) {
                    int me = i;
                    String other = i == 0 ? "b" : "a";
                    bodies[i] = () -> {
                        try (ServerSocket listener = new ServerSocket(Wire.PORT)) {
                            Thread.sleep(100);
                            new Thread(() -> {
                                        try (Socket socket = listener.accept()) {
                                            socket.getInputStream().readAllBytes();
                                            doneAt[me] = System.nanoTime();
                                        } catch (IOException e) {
                                            doneAt[me] = -1;
                                        }
                                    })
                                    .start();
                            try (Socket socket = new Socket(other, Wire.PORT)) {
                                socket.getOutputStream().write(bytes(50_000));
                            }
                            Thread.sleep(5000);
                        }
                    };
                }
                long began = 3_600_100_000_000L;
                wire.programs(bodies[0], bodies[1]);
                double last = (Math.max(doneAt[0], doneAt[1]) - began) / 1e9;
                assertThat(last).isCloseTo(shared ? 1.0 : 0.5, within(0.05));
            }
        }
    }

    @Test
    void aStallKeepsStreamsBackAndLosesNothing() {
        try (Wire wire = new Wire(7)) {
            wire.simulation.after(Duration.ofMillis(100), () -> {
                Disturbance.InForce one = wire.disturb(new Disturbance.Stall(ALL.withTo("b")));
                Disturbance.InForce other = wire.disturb(
                        new Disturbance.Stall(ALL.with(Protocol.TCP).withPorts(Wire.PORT)));
                wire.simulation.after(Duration.ofSeconds(3), one::undo);
                wire.simulation.after(Duration.ofSeconds(5), other::undo);
            });
            pingPong(wire, 100, 10);
            assertThat(wire.receivedAt).hasSize(100);
            assertThat(wire.counters().segmentsLost()).isZero();
            long longest = 0;
            for (int i = 0; i < 100; i++) {
                longest = Math.max(longest, wire.tookNanos(i));
            }
            assertThat(longest / 1e9).isCloseTo(5, within(0.05));
        }
    }

    @Test
    void aLinkIsCutUntilAllThatCutItAreUndone() {
        try (Wire wire = new Wire(8)) {
            Network network = wire.simulation.network();
            network.cut(wire.a, wire.b);
            Disturbance.InForce one = wire.disturb(new Disturbance.Cut(ALL.withFrom("a")));
            Disturbance.InForce two = wire.disturb(new Disturbance.Cut(ALL.withAt("b")));
            assertThat(network.isCut(wire.b, wire.a)).isTrue();
            network.heal(wire.a, wire.b);
            one.undo();
            assertThat(network.isCut(wire.a, wire.b)).isTrue();
            wire.simulation.after(Duration.ofMillis(20), two::undo);
            wire.numbered(1000);
            assertThat(network.isCut(wire.a, wire.b)).isFalse();
            assertThat(one.toll()).isEqualTo(new Disturbance.Toll(0, 0, 0));
            assertThat(two.toll().hit()).isEqualTo(1000 - wire.received.size()).isPositive();
            assertThat(wire.counters().segmentsCut()).isEqualTo(two.toll().hit());
            // Each direction once, however many cut it.
            assertThat(wire.count("LinkCut")).isEqualTo(2);
            assertThat(wire.count("LinkHealed")).isEqualTo(2);

            Disturbance.InForce three = wire.disturb(new Disturbance.Cut(ALL));
            network.healAll();
            assertThat(three.isOn()).isFalse();
            assertThat(network.isCut(wire.a, wire.b)).isFalse();
        }
    }

    @Test
    void whatIsInForceHoldsForNodesThatComeLater() {
        try (Wire wire = new Wire(9)) {
            Network network = wire.simulation.network();
            network.setLinks((from, to) -> from.equals("late")
                    ? Optional.of(Network.LinkSpec.of(new Distribution.Constant(40_000_000)))
                    : Optional.empty());
            Disturbance.InForce cut = wire.disturb(new Disturbance.Cut(ALL.withTo("late2")));
            Disturbance.InForce delay =
                    wire.disturb(new Disturbance.Delay(ALL.withTo("late*"), new Distribution.Constant(30_000_000)));
            Program nothing = Program.code(() -> Thread.sleep(100_000));
            wire.simulation.add(NodeSpec.of("late", nothing)).start();
            Node cutOff = wire.simulation.add(NodeSpec.of("late2", nothing));
            cutOff.start();
            wire.programs(
                    () -> {
                        for (String name : List.of("b", "late", "late2")) {
                            wire.sentAt.add(System.nanoTime());
                            boolean reached = InetAddress.getByName(name).isReachable(500);
                            wire.receivedAt.add(System.nanoTime() + (reached ? 0 : 1_000_000_000));
                        }
                    },
                    () -> {});
            assertThat(wire.tookNanos(0) / 1e6).isCloseTo(2, within(0.1));
            assertThat(wire.tookNanos(1) / 1e6).isCloseTo(1 + 30 + 40, within(0.1));
            assertThat(wire.tookNanos(2) / 1e6).isCloseTo(1500, within(0.1));
            assertThat(network.isCut(wire.a, cutOff)).isTrue();
            assertThat(cut.isOn()).isTrue();
            assertThat(delay.toll().hit()).isEqualTo(2);
        }
    }

    @Test
    void whatIsSaidOfALinkAloneHoldsAgainstThePlan() {
        try (Wire wire = new Wire(10)) {
            Network network = wire.simulation.network();
            network.setLatency(wire.a, wire.b, new Distribution.Constant(9_000_000));
            network.setBandwidth(wire.a, wire.b, 100_000);
            network.setLinks(
                    (_, _) -> Optional.of(new Network.LinkSpec(new Distribution.Constant(20_000_000), 50_000)));
            pingPong(wire, 5, 10);
            // Its byte there takes 10 us at its own rate, and that back 20 us at the rate of the plan.
            assertThat(wire.tookNanos(4) / 1e6).isCloseTo(9.01 + 20.02, within(0.05));
        }
    }

    @Test
    void packetsAreSeenWhenTheyLeaveAndWhenTheyArrive() {
        try (Wire wire = new Wire(12)) {
            List<Long> left = new ArrayList<>();
            List<Long> came = new ArrayList<>();
            Network network = wire.simulation.network();
            PacketFilter data = ALL.withFrom("a").with(Protocol.UDP).withRegex("\\x05$");
            network.watch(data, Network.Moment.SENT, _ -> left.add(wire.simulation.nowNanos()));
            network.watch(data, Network.Moment.ARRIVED, _ -> came.add(wire.simulation.nowNanos()));
            // The 100th is the last that leaves: the node dies of it.
            Runnable[] end = new Runnable[1];
            end[0] = network.watch(ALL.withTo("b"), Network.Moment.SENT, number -> {
                if (number == 100) {
                    wire.a.kill();
                    end[0].run();
                }
            });
            wire.numbered(1000);
            assertThat(wire.numbers()).isEqualTo(IntStream.range(0, 100).boxed().toList());
            assertThat(left).hasSize(1);
            assertThat(came).hasSize(1);
            // An action may have to wait for the end of a turn, which takes 1 us at most.
            assertThat((double) came.getFirst()).isCloseTo(left.getFirst() + Wire.LATENCY_NANOS, within(1_000.0));
        }
    }

    @Test
    void disturbancesFollowFromTheSeed() {
        long[] prints = new long[3];
        for (int i = 0; i < 3; i++) {
            try (Wire wire = new Wire(i == 2 ? 14 : 13)) {
                wire.disturb(new Disturbance.Loss(ALL, 0.1));
                wire.disturb(new Disturbance.Delay(ALL, Distribution.parse("normal 1ms 200us + pareto 10us 1.5")));
                wire.stream(bytes(50_000), 700);
                prints[i] = wire.simulation.fingerprint();
            }
        }
        assertThat(prints[1]).isEqualTo(prints[0]).isNotEqualTo(prints[2]);
    }

    @Test
    void whatAPowerLossFindsUnsentIsGone() {
        try (Wire wire = new Wire(11)) {
            Disturbance.InForce stall = wire.disturb(new Disturbance.Stall(ALL.withFrom("a")));
            wire.simulation.after(Duration.ofMillis(20), wire.a::powerOff);
            wire.simulation.after(Duration.ofMillis(30), stall::undo);
            wire.numbered(1000);
            assertThat(stall.toll().hit()).isBetween(50L, 100L);
            assertThat(wire.received).isEmpty();
        }
    }
}
