package dev.faultline.check.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.isolation.IsolationLevel;
import dev.faultline.check.isolation.Transactions.Model;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every level against oracles that try everything, on random small histories. {@code faultline bench oracles} compares more
 * of them than a build can wait for.
 */
class IsolationDifferentialTest {

    private static final int HISTORIES = Integer.getInteger("faultline.histories", 500);

    static Set<String> dataTypes() {
        return Differential.dataTypes();
    }

    @ParameterizedTest
    @MethodSource("dataTypes")
    void everyLevelAgreesWithTheOracle(String dataType) {
        for (Differential.Row row : Differential.transactions(dataType, 0, HISTORIES)) {
            String level = row.level();
            assertThat(row.examples()).as(level).isEmpty();
            assertThat(row.satisfied()).as(level).isGreaterThan(HISTORIES / 50);
            if (!level.endsWith("read-uncommitted")) {
                assertThat(row.violated()).as(level).isGreaterThan(HISTORIES / 200);
            }
            assertThat(row.open()).as(level).isZero();
        }
    }

    /** In these a transaction last reads, before it writes, what does not tell whose write it saw. */
    @ParameterizedTest
    @ValueSource(longs = {28919, 29794, 38074, 41042, 42205, 44157, 45757, 45919, 51293, 51490, 96528})
    void aWriteOverwritesWhatWasReadLast(long seed) {
        for (String dataType : dataTypes()) {
            if (dataType.startsWith("rw-register")) {
                assertThat(Differential.transactions(dataType, seed, 1))
                        .as(dataType)
                        .allSatisfy(row -> assertThat(row.examples()).isEmpty());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theOraclesAgreeOnSerializability(Model model) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            SmallHistory small = SmallHistory.random(seed, model);
            Set<IsolationLevel> satisfied = IsolationOracle.satisfied(small);
            for (IsolationLevel level : Set.of(IsolationLevel.SERIALIZABLE, IsolationLevel.STRICT_SERIALIZABLE)) {
                assertThat(IsolationOracle.hasSerialSchedule(small, level))
                        .as("seed %d, %s: %s", seed, level, small)
                        .isEqualTo(satisfied.contains(level));
            }
        }
    }
}
