package dev.faultline.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.isolation.TransactionGenerator.Store;
import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Registers of a store that is serial in real time: an order is found, and only where there is one. */
class SerialGuessTest {

    private static final List<Store> STORES = List.of(Store.STRICT, Store.SNAPSHOT, Store.CARELESS);

    @Test
    void aHundredThousandTransactionsOfASerialStoreAreExplained() {
        Transactions history = TransactionGenerator.of(Model.REGISTER, 10, 100_000, Store.STRICT)
                .generate(1);
        IsolationVerdict verdict =
                IsolationCheck.check(history, IsolationLevel.STRICT_SERIALIZABLE, IsolationLimits.standard());
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        IsolationVerdict.Valid.class,
                        valid -> assertThat(ScheduleVerifier.verify(
                                        history, IsolationLevel.STRICT_SERIALIZABLE, valid.witness()))
                                .isEmpty());
    }

    @Test
    void ordersAreThoseOfTheHistory() {
        int found = 0;
        for (long seed = 0; seed < 300; seed++) {
            Store store = STORES.get((int) (seed % STORES.size()));
            Transactions history = new TransactionGenerator(
                            Model.REGISTER, 4 + (int) (seed % 7), 150, 4, 5, 20, 0.5, store, 0.05)
                    .generate(seed);
            Dependencies dependencies = RegisterInference.of(history);
            if (!dependencies.anomalies.isEmpty()) {
                continue;
            }
            for (boolean realTime : new boolean[] {true, false}) {
                int[] order = SerialGuess.find(dependencies, realTime, IsolationLimits.standard());
                if (order != null) {
                    found++;
                    IsolationLevel level =
                            new IsolationLevel(Guarantee.SERIALIZABLE, realTime ? Scope.REALTIME : Scope.SESSION);
                    assertThat(ScheduleVerifier.verify(history, level, Schedule.serial(order)))
                            .as("seed %d, %s", seed, level)
                            .isEmpty();
                } else {
                    assertThat(store == Store.STRICT && realTime)
                            .as("seed %d has an order", seed)
                            .isFalse();
                }
            }
        }
        assertThat(found).isGreaterThan(150);
    }

    /** Each overwrites what it read of the other. */
    @Test
    void writesInACircleHaveNoOrder() {
        Transactions history = new TransactionsBuilder(Model.REGISTER)
                .begin(0, Fate.COMMITTED, 0, 3)
                .read("x", 2)
                .write("x", 1)
                .begin(1, Fate.COMMITTED, 1, 4)
                .read("x", 1)
                .write("x", 2)
                .begin(1, Fate.COMMITTED, 5, 6)
                .read("x", 1)
                .write("x", 3)
                .build();
        for (boolean realTime : new boolean[] {true, false}) {
            assertThat(SerialGuess.find(RegisterInference.of(history), realTime, IsolationLimits.standard()))
                    .isNull();
        }
        assertThat(IsolationCheck.check(history, IsolationLevel.STRICT_SERIALIZABLE, IsolationLimits.standard()))
                .isInstanceOf(IsolationVerdict.Violation.class);
    }
}
