package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WorkloadRangesTest {
    private static final String TEXT = """
        name = "x"
        [system]
        nodes = ["n1"]
        main = "X"
        [client]
        class = "C"
        [workload]
        clients = 5
        keys = "log 2..16"
        %s
        """;

    @Test
    void eachSeedDrawsItsKeysAndItsRate() {
        WorkloadSpec workload = workload("rate = \"uniform 5..50\"");
        TreeSet<Integer> keys = new TreeSet<>();
        TreeSet<Duration> pauses = new TreeSet<>();
        for (long seed = 0; seed < 2_000; seed++) {
            WorkloadSpec drawn = workload.drawn(seed);
            assertThat(workload.drawn(seed)).as("seed %d", seed).isEqualTo(drawn);
            assertThat(drawn.keyNames()).hasSize(drawn.keys());
            assertThat(workload.ranges().drawn(drawn))
                    .as("seed %d", seed)
                    .containsEntry("keys", String.valueOf(drawn.keys()))
                    .containsEntry(
                            "rate",
                            String.valueOf(Math.round(5e9 / drawn.thinkTime().toNanos())));
            keys.add(drawn.keys());
            pauses.add(drawn.thinkTime());
        }
        assertThat(keys).hasSize(15).startsWith(2).endsWith(16);
        assertThat(pauses).hasSize(46).startsWith(Duration.ofMillis(100)).endsWith(Duration.ofSeconds(1));
    }

    @Test
    void aThinkTimeIsDrawnBetweenItsEnds() {
        WorkloadSpec workload = workload("think-time = \"log 10ms..1s\"");
        for (long seed = 0; seed < 200; seed++) {
            assertThat(workload.drawn(seed).thinkTime())
                    .as("seed %d", seed)
                    .isBetween(Duration.ofMillis(10), Duration.ofSeconds(1));
        }
    }

    private static WorkloadSpec workload(String line) {
        return Experiments.parse(TEXT.formatted(line), "x.toml", Path.of(""), Map.of())
                .workload();
    }
}
