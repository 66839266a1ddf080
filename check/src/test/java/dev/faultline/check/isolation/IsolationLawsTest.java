package dev.faultline.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.isolation.SmallHistory.Op;
import dev.faultline.check.isolation.SmallHistory.Txn;
import dev.faultline.check.isolation.TransactionGenerator.Store;
import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold between histories that differ in one thing, and what planted errors must not pass. */
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

    @Test
    void droppingTheEndOfAHistoryKeepsItValid() {
        for (long seed = 0; seed < 500; seed++) {
            SmallHistory small = SmallHistory.random(seed, Model.LIST_APPEND);
            if (satisfies(small.build(), IsolationLevel.STRICT_SERIALIZABLE)) {
                List<Txn> fewer = new ArrayList<>(small.transactions());
                Txn last = fewer.removeLast();
                boolean observed = last.ops().stream()
                        .filter(Op::write)
                        .anyMatch(write -> fewer.stream()
                                .flatMap(txn -> txn.ops().stream())
                                .anyMatch(op ->
                                        op.key() == write.key() && op.read().contains(write.value())));
                assertThat(observed
                                || satisfies(
                                        new SmallHistory(small.model(), fewer).build(),
                                        IsolationLevel.STRICT_SERIALIZABLE))
                        .as("seed %d", seed)
                        .isTrue();
            }
        }
    }

    @Test
    void moreConcurrencyKeepsAHistoryValid() {
        for (long seed = 0; seed < 500; seed++) {
            SmallHistory small = SmallHistory.random(seed, Model.REGISTER);
            if (satisfies(small.build(), IsolationLevel.STRICT_SERIALIZABLE)) {
                List<Txn> longer = small.transactions().stream()
                        .map(txn -> new Txn(
                                100 + txn.invoked(), txn.fate(), txn.invoked(), txn.completed() + 1000, txn.ops()))
                        .toList();
                assertThat(satisfies(
                                new SmallHistory(small.model(), longer).build(), IsolationLevel.STRICT_SERIALIZABLE))
                        .as("seed %d", seed)
                        .isTrue();
            }
        }
    }

    /** What can be planted in a strictly serializable history, and how much of it must be found at least, in percent. */
    enum Mutation {
        STALE_READ(75),
        LOST_APPEND(60),
        PHANTOM(100),
        DUPLICATE(100),
        SWAPPED(40);

        private final int atLeast;

        Mutation(int atLeast) {
            this.atLeast = atLeast;
        }
    }

    @ParameterizedTest
    @EnumSource(Mutation.class)
    void plantedErrorsAreFound(Mutation mutation) {
        int planted = 0;
        int found = 0;
        for (long seed = 0; seed < 300; seed++) {
            Transactions whole = small(Model.LIST_APPEND, Store.STRICT).generate(seed);
            TransactionsBuilder builder = new TransactionsBuilder(Model.LIST_APPEND);
            if (plant(whole, mutation, new SplittableRandom(seed), builder)) {
                planted++;
                found += satisfies(builder.build(), IsolationLevel.STRICT_SERIALIZABLE) ? 0 : 1;
            }
        }
        assertThat(planted).isGreaterThan(100);
        assertThat(100 * found / planted)
                .as("%s: %d of %d", mutation, found, planted)
                .isGreaterThanOrEqualTo(mutation.atLeast);
    }

    private static boolean plant(
            Transactions whole, Mutation mutation, SplittableRandom random, TransactionsBuilder builder) {
        int target = random.nextInt(whole.operations());
        int swapped = whole.transactionOf(target);
        boolean swaps = mutation == Mutation.SWAPPED && swapped + 3 < whole.size();
        boolean planted = swaps;
        for (int t = 0; t < whole.size(); t++) {
            int as = t;
            if (swaps && t == swapped) {
                as = t + 3;
            } else if (swaps && t == swapped + 3) {
                as = t - 3;
            }
            builder.begin(whole.process(t), Fate.COMMITTED, whole.invoked(t), whole.completed(t));
            for (int op = whole.opStart[as]; op < whole.opStart[as + 1]; op++) {
                String key = "k" + whole.opKey[op];
                if (whole.opKind[op] == Transactions.WRITE) {
                    if (mutation == Mutation.LOST_APPEND && op >= target && !planted) {
                        planted = true;
                        continue;
                    }
                    builder.write(key, whole.opValue[op]);
                    continue;
                }
                List<Object> list = new ArrayList<>();
                for (long element : whole.list(op)) {
                    list.add(element);
                }
                if (op >= target && !planted && list.size() > 1) {
                    planted = true;
                    switch (mutation) {
                        case STALE_READ -> list.removeLast();
                        case PHANTOM -> list.add(1_000_000L);
                        case DUPLICATE -> list.add(list.getFirst());
                        default -> planted = false;
                    }
                }
                builder.read(key, list);
            }
        }
        return planted;
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
