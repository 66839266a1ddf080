package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.HistoryGenerator.Anomaly;
import dev.faultline.check.HistoryGenerator.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The near-linear method for queues against an exhaustive search, and where no search gets through. */
class QueueOrderTest {

    private static final int HISTORIES = Integer.getInteger("faultline.histories", 100_000);
    private static final Model<?> QUEUE = Models.queue();

    @Test
    void agreesWithTheOracleWhateverCrashes() {
        SmallContainers small = SmallContainers.ofQueues();
        int valid = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = small.generate(seed, seed % 4 > 0);
            valid += small.compare(history, QueueOrder.decide(Whole.partition(QUEUE, history)), seed) ? 1 : 0;
        }
        assertThat(valid).isBetween(HISTORIES / 10, HISTORIES * 9 / 10);
    }

    @Test
    void decidesManyClientsAndCrashesWithoutASearch() {
        for (long seed = 0; seed < 8; seed++) {
            int crashPercent = new int[] {1, 5, 20, 40}[(int) seed % 4];
            HistoryGenerator shape = HistoryGenerator.unique(Kind.QUEUE, 20_000, 25, 1, crashPercent);
            History history = shape.generate(seed);
            assertThat(QueueOrder.decide(Whole.partition(QUEUE, history)))
                    .as("seed %d", seed)
                    .isInstanceOfSatisfying(
                            PartitionResult.Explained.class,
                            explained -> assertThat(WitnessVerifier.refute(QUEUE, history, explained.witness()))
                                    .isEmpty());
            if (crashPercent > 5) {
                continue; // what is wrong may be the answer of an operation that crashed
            }
            for (Anomaly anomaly : List.of(Anomaly.STALE, Anomaly.PHANTOM)) {
                History wrong = shape.with(anomaly).generate(seed);
                assertThat(QueueOrder.decide(Whole.partition(QUEUE, wrong)))
                        .as("seed %d, %s", seed, anomaly)
                        .isInstanceOf(PartitionResult.Unexplained.class);
            }
        }
    }
}
