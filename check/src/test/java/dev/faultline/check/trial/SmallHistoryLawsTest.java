package dev.faultline.check.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.isolation.IsolationCheck;
import dev.faultline.check.isolation.IsolationLevel;
import dev.faultline.check.isolation.IsolationLimits;
import dev.faultline.check.isolation.IsolationVerdict;
import dev.faultline.check.isolation.Transactions;
import dev.faultline.check.isolation.Transactions.Model;
import dev.faultline.check.trial.SmallHistory.Op;
import dev.faultline.check.trial.SmallHistory.Txn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must hold between small histories that differ in one thing. */
class SmallHistoryLawsTest {

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

    private static boolean satisfies(Transactions history, IsolationLevel level) {
        IsolationVerdict verdict = IsolationCheck.check(history, level, IsolationLimits.standard());
        assertThat(verdict).as("%s", verdict).isNotInstanceOf(IsolationVerdict.Unknown.class);
        return verdict instanceof IsolationVerdict.Valid;
    }
}
