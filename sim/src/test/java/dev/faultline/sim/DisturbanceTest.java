package dev.faultline.sim;

import static dev.faultline.sim.PacketFilter.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.sim.Disturbance.Order;
import dev.faultline.sim.PacketFilter.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What disturbances do to datagrams, measured at both ends. */
@Tag("agent")
class DisturbanceTest {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    /** Where so many successes in so many trials lie in 99 of 100 runs. */
    private static void assertShare(long found, int trials, double chance) {
        double band = 2.576 * Math.sqrt(trials * chance * (1 - chance));
        assertThat((double) found).isCloseTo(trials * chance, within(band));
    }

    @Test
    void lossTakesItsShare() {
        try (Wire wire = new Wire(1)) {
            Disturbance.InForce loss = wire.disturb(new Disturbance.Loss(ALL.with(Protocol.UDP), 0.2));
            wire.numbered(10_000);
            int lost = 10_000 - wire.received.size();
            assertShare(lost, 10_000, 0.2);
            assertThat(loss.toll()).isEqualTo(new Disturbance.Toll(10_000, lost, 0));
            assertThat(wire.counters().datagramsLost()).isEqualTo(lost);
            assertThat(wire.counters().byLink().datagramsLost()).isZero();
            assertThat(wire.counters().segmentsLost()).isEqualTo(lost);
            assertThat(wire.count("DatagramLost")).isEqualTo(lost);
            assertThat(wire.numbers()).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void ofADatagramOfThreePacketsEachMayBeLost() {
        try (Wire wire = new Wire(2)) {
            wire.disturb(new Disturbance.Loss(ALL, 0.2));
            wire.datagrams(3000, _ -> new byte[4000], Wire.PORT);
            assertShare(wire.received.size(), 3000, 0.8 * 0.8 * 0.8);
        }
    }

    @Test
    void theFirstRuleThatTakesAPacketDecides() {
        try (Wire wire = new Wire(3)) {
            Disturbance.InForce rules = wire.disturb(new Disturbance.FirstOf(
                    ALL,
                    List.of(
                            new Disturbance.Loss(ALL.withText("keep"), 0),
                            new Disturbance.Loss(ALL.withPorts(7001), 1),
                            new Disturbance.Loss(ALL, 0.5))));
            wire.datagrams(1000, i -> (i % 2 == 0 ? "keep" : "lose").getBytes(StandardCharsets.UTF_8), 7000, 7001);
            List<String> received = wire.received.stream().map(String::new).toList();
            // Of both ports all that say so, and half of the rest of the first.
            assertThat(received).filteredOn("keep"::equals).hasSize(1000);
            assertShare(received.stream().filter("lose"::equals).count(), 500, 0.5);
            assertThat(rules.toll().met()).isEqualTo(2000);
            assertThat(rules.toll().hit()).isEqualTo(2000 - received.size());
        }
    }

    @Test
    void rulesLetPacketsBeThatTheyAreNotAbout() {
        try (Wire wire = new Wire(3)) {
            Disturbance.InForce rules = wire.disturb(new Disturbance.FirstOf(
                    ALL.withPorts(7001),
                    List.of(new Disturbance.Loss(ALL.withText("keep"), 0), new Disturbance.Loss(ALL, 1))));
            wire.datagrams(1000, i -> (i % 2 == 0 ? "keep" : "lose").getBytes(StandardCharsets.UTF_8), 7000, 7001);
            assertThat(wire.received).hasSize(1500);
            assertThat(rules.toll()).isEqualTo(new Disturbance.Toll(1000, 500, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from a to b udp port 7001",
                "from 10.0.0.1 to 10.0.0.2 port 7001",
                "at A port 9,7001",
                "text \"7001\"",
                "hex 37303031",
                "udp regex \"^[^x]+:70{2}1\"",
            })
    void aFilterTakesTheseAndNoOthers(String filter) {
        try (Wire wire = new Wire(4)) {
            Disturbance.InForce loss = wire.disturb(new Disturbance.Loss(PacketFilter.parse(filter), 1));
            // Each says which port it goes to.
            wire.datagrams(40, i -> ("to:" + (7000 + i % 2)).getBytes(StandardCharsets.UTF_8), 7000, 7001);
            assertThat(loss.toll()).isEqualTo(new Disturbance.Toll(40, 40, 0));
            assertThat(wire.received).hasSize(40);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from b",
                "to a",
                "from a to c",
                "at 10.0.0.3",
                "tcp",
                "port 7001",
                "text \"number\"",
                "hex ffffffff",
                "regex \"^....+$.\"",
            })
    void aFilterLetsOthersBe(String filter) {
        try (Wire wire = new Wire(5)) {
            Disturbance.InForce loss = wire.disturb(new Disturbance.Loss(PacketFilter.parse(filter), 1));
            wire.numbered(50);
            assertThat(wire.received).hasSize(50);
            assertThat(loss.toll()).isEqualTo(new Disturbance.Toll(0, 0, 0));
        }
    }

    @Test
    void duplicatedDatagramsArriveTwice() {
        try (Wire wire = new Wire(6)) {
            Disturbance.InForce twice = wire.disturb(new Disturbance.Duplication(ALL, 0.3));
            wire.numbered(2000);
            int copies = wire.received.size() - 2000;
            assertShare(copies, 2000, 0.3);
            assertThat(new HashSet<>(wire.numbers())).hasSize(2000);
            assertThat(twice.toll().hit()).isEqualTo(copies);
            assertThat(wire.counters().datagramsDuplicated()).isEqualTo(copies);
            assertThat(wire.counters().segmentsSent()).isEqualTo(wire.received.size());
        }
    }

    @Test
    void corruptionFlipsOneBitAndAnyOfThem() {
        byte[] sent = new byte[8];
        Arrays.fill(sent, (byte) 0x5A);
        try (Wire wire = new Wire(7)) {
            Disturbance.InForce corruption = wire.disturb(new Disturbance.Corruption(ALL, 0.25));
            wire.datagrams(4000, _ -> sent, Wire.PORT);
            int[] flipsOfBit = new int[64];
            long corrupted = 0;
            for (byte[] bytes : wire.received) {
                BitSet flipped = BitSet.valueOf(bytes);
                flipped.xor(BitSet.valueOf(sent));
                assertThat(flipped.cardinality()).isLessThanOrEqualTo(1);
                flipped.stream().forEach(bit -> flipsOfBit[bit]++);
                corrupted += flipped.cardinality();
            }
            assertThat(wire.received).hasSize(4000);
            assertShare(corrupted, 4000, 0.25);
            assertThat(flipsOfBit).doesNotContain(0);
            assertThat(corruption.toll().hit()).isEqualTo(corrupted);
            assertThat(wire.counters().datagramsCorrupted()).isEqualTo(corrupted);
            assertThat(wire.count("DatagramCorrupted")).isEqualTo(corrupted);
            assertThat(sent).containsOnly(0x5A);
        }
    }

    @Test
    void aWindowReordersWithinItselfOnly() {
        try (Wire wire = new Wire(8)) {
            Disturbance.InForce window = wire.disturb(new Disturbance.Reordering(ALL, new Order.Window(8, PATIENCE)));
            wire.numbered(2003);
            List<Integer> numbers = wire.numbers();
            assertThat(numbers)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 2003).boxed().toList());
            int[] seen = new int[8];
            long moved = 0;
            for (int place = 0; place < numbers.size(); place++) {
                int by = Math.abs(numbers.get(place) - place);
                assertThat(by).isLessThan(8);
                seen[by]++;
                moved += by == 0 ? 0 : 1;
            }
            assertThat(seen).doesNotContain(0);
            // Of a random order, one in eight keeps its place.
            assertShare(moved, 2000, 7.0 / 8);
            assertThat(window.toll().hit()).isEqualTo(moved);
            assertThat(wire.counters().datagramsReordered()).isEqualTo(moved);
        }
    }

    @Test
    void latenessIsBounded() {
        try (Wire wire = new Wire(9)) {
            Disturbance.InForce late =
                    wire.disturb(new Disturbance.Reordering(ALL, new Order.Lateness(Duration.ofMillis(3))));
            wire.numbered(2000);
            List<Integer> numbers = wire.numbers();
            long added = 0;
            for (int place = 0; place < numbers.size(); place++) {
                long took = wire.receivedAt.get(place) - wire.sentAt.get(numbers.get(place)) - Wire.LATENCY_NANOS;
                assertThat(took).isBetween(0L, 3_010_000L);
                added += took;
            }
            assertThat(numbers).isNotEqualTo(numbers.stream().sorted().toList());
            assertThat(added / 2000.0).isCloseTo(1_500_000, within(60_000.0));
            assertThat((double) late.toll().addedNanos()).isCloseTo(added, within(2000 * 10_000.0));
        }
    }

    @Test
    void aBurstIsReversedNowAndThen() {
        try (Wire wire = new Wire(10)) {
            Disturbance.InForce bursts =
                    wire.disturb(new Disturbance.Reordering(ALL, new Order.Burst(0.01, 5, true, PATIENCE)));
            wire.numbered(3000);
            List<Integer> numbers = wire.numbers();
            int reversed = 0;
            for (int place = 0; place < numbers.size(); ) {
                int first = numbers.get(place);
                int length = first == place ? 1 : 5;
                for (int i = 0; i < length; i++) {
                    assertThat(numbers.get(place + i)).isEqualTo(place + length - 1 - i);
                }
                reversed += length == 5 ? 1 : 0;
                place += length;
            }
            assertThat(reversed).isBetween(15, 45);
            // The one in the middle of five keeps its place.
            assertThat(bursts.toll().hit()).isEqualTo(reversed * 4L);
        }
    }

    @Test
    void byRuleSomeGoBehindOthers() {
        try (Wire wire = new Wire(11)) {
            wire.disturb(new Disturbance.Reordering(
                    ALL.withRegex("^\\x00\\x00.[\\x10\\x80]$"), new Order.Behind(3, PATIENCE)));
            wire.numbered(257);
            List<Integer> expected =
                    new ArrayList<>(IntStream.range(0, 257).boxed().toList());
            for (int number : List.of(0x10, 0x80)) {
                expected.remove((Integer) number);
                expected.add(number + 3, number);
            }
            assertThat(wire.numbers()).isEqualTo(expected);
        }
    }

    @Test
    void whatIsGatheredGoesOnWhenPatienceEnds() {
        try (Wire wire = new Wire(12)) {
            Disturbance.InForce window = wire.disturb(new Disturbance.Reordering(ALL, new Order.Window(100, PATIENCE)));
            wire.numbered(1);
            assertThat(wire.tookNanos(0)).isBetween(PATIENCE.toNanos(), PATIENCE.toNanos() + 2_000_000);
            assertThat(window.toll().met()).isEqualTo(1);
            assertThat(window.toll().hit()).as("it kept its place").isZero();
        }
    }

    @Test
    void severalActInTheOrderInWhichTheyWereSet() {
        try (Wire wire = new Wire(13)) {
            Disturbance.InForce first = wire.disturb(new Disturbance.Loss(ALL, 0.5));
            Disturbance.InForce second = wire.disturb(new Disturbance.Duplication(ALL, 1));
            Disturbance.InForce third = wire.disturb(new Disturbance.Delay(ALL, new Distribution.Constant(500_000)));
            wire.numbered(1000);
            assertThat(second.toll().met()).isEqualTo(1000 - first.toll().hit());
            assertThat(third.toll().met()).isEqualTo(2 * second.toll().met());
            assertThat(wire.received).hasSize((int) third.toll().met());
            assertThat(third.toll().addedNanos()).isEqualTo(third.toll().met() * 500_000);
        }
    }

    @Test
    void oneMoreDisturbanceShiftsNoOther() {
        List<Integer> alone;
        try (Wire wire = new Wire(14)) {
            wire.disturb(new Disturbance.Loss(ALL, 0.3));
            alone = wire.numbered(500).numbers();
        }
        try (Wire wire = new Wire(14)) {
            wire.disturb(new Disturbance.Delay(ALL.withTo("b"), new Distribution.Uniform(1, 1_000_000)));
            wire.disturb(new Disturbance.Loss(ALL, 0.3));
            wire.disturb(new Disturbance.Corruption(ALL.withPorts(7001), 0.3));
            assertThat(wire.numbered(500).numbers()).isEqualTo(alone);
        }
    }

    @Test
    void undoneDisturbancesDoNothingMore() {
        try (Wire wire = new Wire(15)) {
            Disturbance.InForce loss = wire.disturb(new Disturbance.Loss(ALL, 1));
            Disturbance.InForce window =
                    wire.disturb(new Disturbance.Reordering(ALL, new Order.Window(10_000, Duration.ofHours(1))));
            wire.simulation.after(Duration.ofMillis(40), loss::undo);
            wire.simulation.after(Duration.ofMillis(60), window::undo);
            wire.numbered(1000);
            assertThat(loss.isOn()).isFalse();
            assertThat(wire.received).hasSize(1000 - (int) loss.toll().hit());
            assertThat(loss.toll().met()).isBetween(200L, 400L);
            // It never had enough: all went on in order.
            assertThat(wire.numbers()).isSorted();
            assertThat(window.toll().met()).isBetween(100L, 300L);
            assertThat(window.toll().hit()).isZero();
            assertThat(wire.count("DisturbanceBegan")).isEqualTo(2);
            assertThat(wire.count("DisturbanceEnded")).isEqualTo(2);
        }
    }
}
