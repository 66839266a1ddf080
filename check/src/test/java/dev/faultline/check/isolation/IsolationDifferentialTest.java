package dev.faultline.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.isolation.Transactions.Model;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The checker against oracles that try everything, on random small histories. {@code -Dfaultline.histories=100000} for
 * more of them than a build can wait for.
 */
class IsolationDifferentialTest {

    private static final int HISTORIES = Integer.getInteger("faultline.histories", 2000);

    @ParameterizedTest
    @EnumSource(Model.class)
    void agreesWithAStoreThatTriesEverySchedule(Model model) {
        int satisfied = 0;
        int violated = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            SmallHistory small = SmallHistory.random(seed, model);
            Transactions history = small.build();
            for (Guarantee guarantee :
                    List.of(Guarantee.SERIALIZABLE, Guarantee.SNAPSHOT_ISOLATION, Guarantee.PREFIX)) {
                if (guarantee == Guarantee.PREFIX && model == Model.LIST_APPEND && small.readsOwnWrites()) {
                    // A list shows its order, so a transaction that reads its own append cannot commit after another.
                    continue;
                }
                for (Scope scope : Scope.values()) {
                    IsolationLevel level = new IsolationLevel(guarantee, scope);
                    boolean expected = IsolationOracle.satisfies(small, level);
                    assertThat(satisfies(history, level))
                            .as("seed %d, %s, %s", seed, level, small)
                            .isEqualTo(expected);
                    satisfied += expected ? 1 : 0;
                    violated += expected ? 0 : 1;
                }
            }
        }
        assertThat(satisfied).isGreaterThan(HISTORIES);
        assertThat(violated).isGreaterThan(HISTORIES);
    }

    @ParameterizedTest
    @EnumSource(
            value = Guarantee.class,
            names = {"READ_COMMITTED", "MONOTONIC_ATOMIC_VIEW", "READ_ATOMIC", "CAUSAL"})
    void agreesWithTheAxiomsOfTheWeakLevels(Guarantee guarantee) {
        List<IsolationLevel> levels = IsolationLevel.all().stream()
                .filter(level -> level.guarantee() == guarantee)
                .toList();
        int violated = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            SmallHistory small = SmallHistory.random(seed, Model.REGISTER);
            Transactions history = small.build();
            for (IsolationLevel level : levels) {
                boolean expected = IsolationOracle.satisfiesWeak(small, level);
                assertThat(satisfies(history, level))
                        .as("seed %d, %s, %s", seed, level, small)
                        .isEqualTo(expected);
                violated += expected ? 0 : 1;
            }
        }
        assertThat(violated).isGreaterThan(HISTORIES / 20);
    }

    private static boolean satisfies(Transactions history, IsolationLevel level) {
        IsolationVerdict verdict = IsolationCheck.check(history, level, IsolationLimits.standard());
        return switch (verdict) {
            case IsolationVerdict.Unknown unknown -> throw new AssertionError(unknown);
            case IsolationVerdict.Valid valid -> {
                assertThat(ScheduleVerifier.verify(history, level, valid.witness()))
                        .as("%s", valid)
                        .isEmpty();
                yield true;
            }
            case IsolationVerdict.Violation violation -> {
                assertThat(violation.minimal()).as("%s", violation).isTrue();
                yield false;
            }
        };
    }
}
