package dev.faultline.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.isolation.TransactionGenerator.Store;
import dev.faultline.check.isolation.Transactions.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold between histories that differ in one thing. */
class IsolationLawsTest {

    @ParameterizedTest
    @EnumSource(Model.class)
    void storesKeepWhatTheyPromise(Model model) {
        for (long seed = 0; seed < 40; seed++) {
            Transactions strict = small(model, Store.STRICT).generate(seed);
            assertThat(satisfies(strict, IsolationLevel.STRICT_SERIALIZABLE))
                    .as("seed %d", seed)
                    .isTrue();
            Transactions snapshot = small(model, Store.SNAPSHOT).generate(seed);
            assertThat(satisfies(snapshot, IsolationLevel.of("strong-snapshot-isolation")))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    @Test
    void aCarelessStoreIsFoundOut() {
        int found = 0;
        for (long seed = 0; seed < 40; seed++) {
            Transactions history = small(Model.LIST_APPEND, Store.CARELESS).generate(seed);
            found += satisfies(history, IsolationLevel.SNAPSHOT_ISOLATION) ? 0 : 1;
        }
        assertThat(found).isGreaterThan(35);
    }

    @Test
    void theSameHistoryGetsTheSameAnswer() {
        Transactions history = small(Model.LIST_APPEND, Store.CARELESS).generate(3);
        String first = String.valueOf(
                IsolationCheck.check(history, IsolationLevel.STRICT_SERIALIZABLE, IsolationLimits.standard()));
        String second = String.valueOf(
                IsolationCheck.check(history, IsolationLevel.STRICT_SERIALIZABLE, IsolationLimits.standard()));
        assertThat(second).isEqualTo(first);
    }

    private static TransactionGenerator small(Model model, Store store) {
        return new TransactionGenerator(model, 5, 60, 4, 3, 12, 0.5, store, 0.02);
    }

    private static boolean satisfies(Transactions history, IsolationLevel level) {
        IsolationVerdict verdict = IsolationCheck.check(history, level, IsolationLimits.standard());
        assertThat(verdict).as("%s", verdict).isNotInstanceOf(IsolationVerdict.Unknown.class);
        return verdict instanceof IsolationVerdict.Valid;
    }
}
