package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.HistoryGenerator.Kind;
import dev.faultline.check.format.EventReader;
import dev.faultline.check.format.FileFormat;
import dev.faultline.check.format.ReadLimits;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Counts and percentiles against those of sorted lists. */
class TrafficTest {

    private static long naive(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    @Test
    void percentilesAreThoseOfTheSortedDurations() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 300; round++) {
            long[] durations = new long[1 + random.nextInt(200)];
            Latencies latencies = new Latencies();
            for (int i = 0; i < durations.length; i++) {
                durations[i] = random.nextLong(1L << random.nextInt(1, 62));
                latencies.add(durations[i]);
            }
            Arrays.sort(durations);
            assertThat(latencies.longest()).isEqualTo(durations[durations.length - 1]);
            for (double share : new double[] {0.01, 0.5, 0.95, 0.99, 1}) {
                long exact = naive(durations, share);
                assertThat(latencies.percentile(share))
                        .as("round %d, %s of %s", round, share, Arrays.toString(durations))
                        .isCloseTo(exact, Percentage.withPercentage(2))
                        .isGreaterThanOrEqualTo(exact);
            }
        }
    }

    @Test
    void everyOperationIsCountedOnceAndEveryCompletionInOneSlot() {
        History history = HistoryGenerator.unique(Kind.QUEUE, 5_000, 10, 3, 10).generate(3);
        Traffic traffic = Traffic.of(history);
        assertThat(traffic.rows().stream().mapToInt(Traffic.Row::count).sum()).isEqualTo(history.size());
        for (Traffic.Row row : traffic.rows()) {
            List<Operation> same = history.operations().stream()
                    .filter(o -> o.f().equals(row.f()) && o.outcome() == row.outcome())
                    .toList();
            assertThat(row.count()).isEqualTo(same.size());
            assertThat(row.longest())
                    .isEqualTo(same.stream()
                            .mapToLong(o -> o.completedNanos() - o.invokedNanos())
                            .max()
                            .orElse(0));
        }
        int inSlots = traffic.picture(List.of()).slots().stream()
                .mapToInt(slot -> slot.ok() + slot.failed() + slot.unknown())
                .sum();
        long completions = history.operations().stream()
                .filter(o -> o.completedEvent() != Operation.NEVER)
                .count();
        assertThat(inSlots).isEqualTo((int) completions);
    }

    @Test
    void fewOperationsHaveLatenciesAndNoRate() {
        History.Builder builder = History.builder();
        builder.invoke(0, "write", null, 1, 5_000).ok(0, "write", null, 1, 22_000);
        Traffic one = Traffic.of(builder.build());
        assertThat(one.hasRates()).isFalse();
        assertThat(one.perSecond()).isZero();
        assertThat(one.lines().getFirst()).isEqualTo("1 completion in 17 us");
        for (int i = 2; i <= 10; i++) {
            builder.invoke(0, "write", null, i, i * 1_000_000L).ok(0, "write", null, i, i * 1_000_000L + 10);
        }
        Traffic ten = Traffic.of(builder.build());
        assertThat(ten.hasRates()).isTrue();
        assertThat(ten.lines().getFirst()).startsWith("10 completions in 10.0 ms: 1,000.");
    }

    @Test
    void historyWithoutTimesHasCountsAndNothingMore() {
        History history = History.builder()
                .invoke(0, "write", null, 1, 0)
                .ok(0, "write", null, 1, 0)
                .invoke(0, "read", null, null, 0)
                .build();
        Traffic traffic = Traffic.of(history);
        assertThat(traffic.isTimed()).isFalse();
        assertThat(traffic.lines()).hasSize(2).noneMatch(line -> line.contains("latency"));
        assertThat(Traffic.of(History.builder().build()).rows()).isEmpty();
    }

    /** Where a time goes back, nobody knows how long the operation took: it did not take no time. */
    @Test
    void timesThatGoBackMakeNoLatency() {
        String[] times = {"100 50 300 400", "300 400 100 500", "100 200 300 400"};
        int[] told = {1, 1, 2};
        for (int i = 0; i < times.length; i++) {
            String[] of = times[i].split(" ");
            String text = """
                {:process 0 :type :invoke :f :write :value 1 :time %s}
                {:process 0 :type :ok :f :write :value 1 :time %s}
                {:process 1 :type :invoke :f :write :value 2 :time %s}
                {:process 1 :type :ok :f :write :value 2 :time %s}
                """.formatted((Object[]) of);
            InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            try (EventReader events = EventReader.of(in, "times", FileFormat.EDN, ReadLimits.standard())) {
                Traffic traffic = Traffic.of(HistoryReader.read(events, HistoryReader.Keys.FIELD));
                Traffic.Row row = traffic.rows().getFirst();
                assertThat(row.count()).isEqualTo(2);
                assertThat(row.completed()).as(times[i]).isEqualTo(told[i]);
                assertThat(row.median()).as(times[i]).isEqualTo(100);
                assertThat(row.longest()).as(times[i]).isEqualTo(100);
            }
        }
    }
}
