package dev.faultline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clocks and pasts against reachability computed the plain way. */
class CausalityTest {
    /** {@code before[b][a]}: whether a reaches b through causes. */
    private static boolean[][] reachable(List<Event> events) {
        boolean[][] before = new boolean[events.size()][events.size()];
        for (int b = 0; b < events.size(); b++) {
            for (long cause : events.get(b).cause()) {
                before[b][(int) cause] = true;
                for (int a = 0; a < b; a++) {
                    before[b][a] |= before[(int) cause][a];
                }
            }
        }
        return before;
    }

    @Test
    void vectorClocksOrderEventsExactlyAsCausesDo() {
        for (long seed = 1; seed <= 120; seed++) {
            int nodes = 1 + (int) (seed % 5);
            List<Event> events = new RandomJournal(seed).events(80, nodes, 1 + (int) (seed % 4));
            boolean[][] before = reachable(events);
            VectorClocks clocks = VectorClocks.of(events.iterator());
            for (int a = 0; a < events.size(); a++) {
                for (int b = 0; b < events.size(); b++) {
                    assertThat(clocks.happensBefore(a, b))
                            .as("seed %d: %d before %d", seed, a, b)
                            .isEqualTo(before[b][a]);
                    assertThat(clocks.concurrent(a, b)).isEqualTo(a != b && !before[b][a] && !before[a][b]);
                }
            }
        }
    }

    @Test
    void theClockCountsTheEventsInThePastOfEachNode() {
        for (long seed = 1; seed <= 40; seed++) {
            List<Event> events = new RandomJournal(seed).events(60, 3, 3);
            boolean[][] before = reachable(events);
            VectorClocks clocks = VectorClocks.of(events.iterator());
            for (int b = 0; b < events.size(); b++) {
                Map<String, List<Integer>> clock = clocks.at(b);
                for (String node : List.of("s0", "s1", "s2")) {
                    int step = b;
                    long expected = events.stream()
                            .filter(e -> e.node().equals(node))
                            .filter(e -> e.step() == step || before[step][(int) e.step()])
                            .count();
                    int counted = clock.getOrDefault(node, List.of()).stream()
                            .mapToInt(n -> n)
                            .sum();
                    assertThat(counted)
                            .as("seed %d step %d node %s", seed, b, node)
                            .isEqualTo((int) expected);
                }
            }
        }
    }

    @Test
    void aNodeThatDoesOneThingAtATimeHasTheClassicalClock() {
        List<Event> events = List.of(
                event(0, "a"),
                event(1, "b"),
                event(2, "a", 0),
                event(3, "b", 1, 2),
                event(4, "a", 2),
                event(5, "a", 3, 4));
        VectorClocks clocks = VectorClocks.of(events.iterator());
        assertThat(clocks.at(3)).isEqualTo(Map.of("a", List.of(2), "b", List.of(2)));
        assertThat(clocks.at(4)).isEqualTo(Map.of("a", List.of(3)));
        assertThat(clocks.at(5)).isEqualTo(Map.of("a", List.of(4), "b", List.of(2)));
        assertThat(clocks.events()).isEqualTo(6);
        assertThatThrownBy(() -> clocks.at(6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void thePastOfAnEventIsWhatReachesIt(@TempDir Path folder) {
        for (long seed = 1; seed <= 15; seed++) {
            List<Event> events = new RandomJournal(seed).events(70, 3, 2);
            Path file = folder.resolve("events.ndjson");
            try (EventWriter writer = EventWriter.create(file)) {
                events.forEach(writer::append);
            }
            boolean[][] before = reachable(events);
            for (int step = 0; step < events.size(); step++) {
                CausalPast past = CausalPast.of(file, step);
                int b = step;
                long[] expected = LongStream.range(0, events.size())
                        .filter(a -> a == b || before[b][(int) a])
                        .toArray();
                try (Stream<Event> found = past.events()) {
                    assertThat(found.mapToLong(Event::step).toArray())
                            .as("seed %d step %d", seed, step)
                            .isEqualTo(expected);
                }
                assertThat(past.size()).isEqualTo(expected.length);
                assertThat(LongStream.range(-1, events.size() + 1)
                                .filter(past::contains)
                                .toArray())
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void thePastIsPrintedOldestFirst(@TempDir Path folder) {
        Path file = folder.resolve("events.ndjson");
        try (EventWriter writer = EventWriter.create(file)) {
            writer.append("Timer", "s0", "main", Map.of(), 10);
            writer.append("Noise", "s1", "", Map.of(), 20);
            writer.append("Partition", "", "", Map.of(), 30);
            writer.append("Lost\u001b[31m", "s0", "net", Map.of("zxid", 5), 40, 0, 2);
        }
        StringBuilder out = new StringBuilder();
        CausalPast.of(file, 3).print(out);
        assertThat(out.toString()).isEqualTo("""
            #0  10 ns  s0/main  Timer {}
            #2  30 ns  -  Partition {}
            #3  40 ns  s0/net  Lost\\u001b[31m {"zxid":5}  <- #0, #2
            """);
        assertThatThrownBy(() -> CausalPast.of(file, 4)).hasMessageContaining("has no step 4; its last is 3");
        assertThatThrownBy(() -> CausalPast.of(file, -1)).hasMessageContaining("has no step -1");
    }

    private static Event event(long step, String node, long... cause) {
        List<Long> causes = new ArrayList<>(LongStream.of(cause).boxed().toList());
        return new Event("e", step, node, "", Map.of(), step, causes, causes.isEmpty() ? 1 : step + 1);
    }
}
