package dev.faultline.check.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.isolation.Guarantee;
import dev.faultline.check.isolation.IsolationCheck;
import dev.faultline.check.isolation.IsolationLevel;
import dev.faultline.check.isolation.IsolationLimits;
import dev.faultline.check.isolation.IsolationVerdict;
import dev.faultline.check.isolation.ScheduleVerifier;
import dev.faultline.check.isolation.Transactions;
import dev.faultline.check.isolation.Transactions.Model;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every level against oracles that try everything, on random small histories. {@code -Dfaultline.histories=100000} for
 * more of them than a build can wait for, {@code -Dfaultline.firstSeed} to begin later.
 */
class IsolationDifferentialTest {

    private static final int HISTORIES = Integer.getInteger("faultline.histories", 500);

    private static final int FIRST_SEED = Integer.getInteger("faultline.firstSeed", 0);

    /** How often a level held, did not hold, and was left open. */
    private static final class Count {
        private int satisfied;
        private int violated;
        private int open;
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void everyLevelAgreesWithTheOracle(Model model) {
        compare(model.word(), seed -> SmallHistory.random(seed, model));
    }

    @Test
    void everyLevelAgreesWithTheOracleOnRegistersWithVersions() {
        compare(
                "rw-register with versions",
                seed -> SmallHistory.random(seed, Model.REGISTER).versioned(seed));
    }

    private static void compare(String what, LongFunction<SmallHistory> random) {
        Map<String, Count> counts = new TreeMap<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            SmallHistory small = random.apply(seed);
            Set<IsolationLevel> expected = IsolationOracle.satisfied(small);
            Transactions history = small.build();
            for (IsolationLevel level : IsolationLevel.all()) {
                if (lacksOracle(small, level)) {
                    continue;
                }
                String which = "seed %d, %s, %s".formatted(seed, level, small);
                Count count = counts.computeIfAbsent(level.word(), _ -> new Count());
                IsolationVerdict verdict = IsolationCheck.check(history, level, IsolationLimits.standard());
                switch (verdict) {
                    case IsolationVerdict.Valid valid -> {
                        assertThat(expected).as(which).contains(level);
                        assertThat(ScheduleVerifier.verify(history, level, valid.witness()))
                                .as(which)
                                .isEmpty();
                        count.satisfied++;
                    }
                    case IsolationVerdict.Violation violation -> {
                        assertThat(expected).as(which).doesNotContain(level);
                        assertThat(violation.minimal()).as(which).isTrue();
                        count.violated++;
                    }
                    case IsolationVerdict.Unknown unknown -> {
                        assertThat(mayStayOpen(level))
                                .as("%s: %s", which, unknown)
                                .isTrue();
                        count.open++;
                    }
                }
                if (level.guarantee() == Guarantee.SERIALIZABLE) {
                    assertThat(IsolationOracle.hasSerialSchedule(small, level))
                            .as("the oracles agree: " + which)
                            .isEqualTo(expected.contains(level));
                }
            }
        }
        counts.forEach((level, count) -> {
            System.out.printf(
                    "%s %s: %d satisfied, %d violated, %d left open, 0 differences%n",
                    what, level, count.satisfied, count.violated, count.open);
            assertThat(count.satisfied).as(level).isGreaterThan(HISTORIES / 50);
            if (!level.endsWith("read-uncommitted")) {
                assertThat(count.violated).as(level).isGreaterThan(HISTORIES / 200);
            }
            assertThat(count.open).as(level).isLessThan(HISTORIES / 8);
        });
    }

    /** Between causal and snapshot isolation lie levels for which an order of writes is not searched. */
    private static boolean mayStayOpen(IsolationLevel level) {
        return switch (level.guarantee()) {
            case CURSOR_STABILITY, CONSISTENT_VIEW, PARALLEL_SNAPSHOT_ISOLATION -> true;
            default -> false;
        };
    }

    /** A list shows its order, so in prefix consistency one that reads its own append cannot commit after another. */
    private static boolean lacksOracle(SmallHistory small, IsolationLevel level) {
        boolean lists = small.model() == Model.LIST_APPEND;
        return lists
                && (level.guarantee() == Guarantee.PREFIX
                        ? small.readsOwnWrites()
                        : level.guarantee() == Guarantee.READ_UNCOMMITTED && !small.readsAgree());
    }
}
