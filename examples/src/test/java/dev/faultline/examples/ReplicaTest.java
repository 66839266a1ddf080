package dev.faultline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ReplicaTest {
    private static final int STEPS = 12_000;

    @TempDir
    private Path directory;

    @Test
    void staysLinearizableUnderFaultsOfEveryKind() {
        long completed = 0;
        for (long seed = 1; seed <= 40; seed++) {
            Optional<Long> calls = check(Bug.NONE, seed);
            assertThat(calls)
                    .as("completed calls of a linearizable history, seed %d", seed)
                    .isPresent();
            completed += calls.get();
        }
        assertThat(completed).as("calls completed in spite of the faults").isGreaterThan(2_000);
    }

    @ParameterizedTest
    @EnumSource(names = {"ACK_BEFORE_SYNC", "STALE_READ", "TWO_PRIMARIES"})
    void everyPlantedBugIsFound(Bug bug) {
        assertThat(LongStream.rangeClosed(1, 60)
                        .anyMatch(seed -> check(bug, seed).isEmpty()))
                .isTrue();
    }

    private Optional<Long> check(Bug bug, long seed) {
        return RegisterClient.check(directory.resolve(bug + "-" + seed), bug, seed, STEPS);
    }
}
