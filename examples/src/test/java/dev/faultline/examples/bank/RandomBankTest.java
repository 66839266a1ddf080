package dev.faultline.examples.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RandomBankTest {
    private static final int STEPS = 20_000;

    @TempDir
    private Path folder;

    private BankHistory run(Bug bug, int seed) throws IOException {
        return RandomBank.run(folder.resolve(bug + "-" + seed), bug, seed, STEPS);
    }

    @Test
    void everyHistoryIsThatOfABank() throws IOException {
        for (int seed = 0; seed < 12; seed++) {
            BankHistory history = run(Bug.NONE, seed);
            assertThat(history.violation()).as("seed %d", seed).isEmpty();
            assertThat(history.count("ok"))
                    .as("calls answered ok with seed %d", seed)
                    .isGreaterThan(20);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyPlantedBugIsFound(Bug bug) throws IOException {
        boolean found = false;
        for (int seed = 0; seed < 60 && !found; seed++) {
            found = run(bug, seed).violation().isPresent();
        }
        assertThat(found).isTrue();
    }
}
