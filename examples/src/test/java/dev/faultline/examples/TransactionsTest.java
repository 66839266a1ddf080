package dev.faultline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions that interleave on one thread, under faults, against an oracle that tries all orders. */
final class TransactionsTest {
    private static final int STEPS = 12_000;

    @TempDir
    private Path directory;

    @Test
    void stayStrictlySerializableUnderFaultsOfEveryKind() {
        long completed = 0;
        for (long seed = 1; seed <= 40; seed++) {
            List<Serializability.Call> history = history(Bug.NONE, seed);
            assertThat(Serializability.isStrict(history)).as("seed %d", seed).isTrue();
            completed +=
                    history.stream().filter(call -> call.reply().isPresent()).count();
        }
        assertThat(completed)
                .as("transactions that committed in spite of the faults")
                .isGreaterThan(2_000);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "ACK_BEFORE_SYNC", "STALE_READ", "TWO_PRIMARIES"})
    void everyPlantedBugIsFound(Bug bug) {
        assertThat(LongStream.rangeClosed(1, 60).anyMatch(seed -> !Serializability.isStrict(history(bug, seed))))
                .isTrue();
    }

    private List<Serializability.Call> history(Bug bug, long seed) {
        return TransactionClient.history(directory.resolve(bug + "-" + seed), bug, seed, STEPS);
    }
}
