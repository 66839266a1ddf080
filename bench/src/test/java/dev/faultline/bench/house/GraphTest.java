package dev.faultline.bench.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphTest {
    @Test
    void componentsAreThoseOfWhoReachesWhom() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            int size = 1 + random.nextInt(9);
            boolean[][] reaches = new boolean[size][size];
            Graph graph = new Graph();
            IntStream.range(0, size).forEach(i -> graph.add("n" + i));
            for (int edge = random.nextInt(2 * size); edge > 0; edge--) {
                int from = random.nextInt(size);
                int to = random.nextInt(size);
                reaches[from][to] = true;
                graph.add("n" + from, "n" + to);
            }
            close(reaches);

            List<String> expected = IntStream.range(0, size)
                    .mapToObj(i -> IntStream.range(0, size)
                            .filter(j -> i == j || (reaches[i][j] && reaches[j][i]))
                            .mapToObj(j -> "n" + j)
                            .toList())
                    .distinct()
                    .map(List::toString)
                    .toList();
            assertThat(graph.components())
                    .as("seed %d", seed)
                    .extracting(List::toString)
                    .containsExactlyInAnyOrderElementsOf(expected);
            floorsRise(graph, seed);
        }
    }

    private static void close(boolean[][] reaches) {
        for (int via = 0; via < reaches.length; via++) {
            for (int from = 0; from < reaches.length; from++) {
                for (int to = 0; to < reaches.length; to++) {
                    reaches[from][to] |= reaches[from][via] && reaches[via][to];
                }
            }
        }
    }

    private static void floorsRise(Graph graph, int seed) {
        Map<String, Integer> floors = graph.floors();
        List<List<String>> circles = graph.circles();
        floors.forEach((name, floor) -> {
            for (String used : graph.usedBy(name)) {
                boolean together = circles.stream().anyMatch(circle -> circle.contains(name) && circle.contains(used));
                assertThat(floors.get(used))
                        .as("floor of %s, used by %s on %d, seed %d", used, name, floor, seed)
                        .matches(other -> together ? other.equals(floor) : other < floor);
            }
        });
    }

    @Test
    void aLongChainHasNoCircleAndALongRingIsOne() {
        Graph graph = new Graph();
        for (int i = 1; i < 100_000; i++) {
            graph.add("n" + i, "n" + (i + 1));
        }
        assertThat(graph.circles()).isEmpty();
        assertThat(graph.floors()).containsEntry("n1", 100_000).containsEntry("n100000", 1);

        graph.add("n100000", "n1");
        assertThat(graph.circles())
                .singleElement()
                .satisfies(ring -> assertThat(ring).hasSize(100_000));
    }
}
