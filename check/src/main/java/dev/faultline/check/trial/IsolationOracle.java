package dev.faultline.check.trial;

import dev.faultline.check.isolation.IsolationLevel;
import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.trial.SmallHistory.Op;
import dev.faultline.check.trial.SmallHistory.Txn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides every level for small histories from what it means, by trying everything. Shares nothing with the checks but
 * the names of the levels.
 */
final class IsolationOracle {

    private IsolationOracle() {}

    /** The levels that the history satisfies. */
    static Set<IsolationLevel> satisfied(SmallHistory history) {
        Set<IsolationLevel> satisfied = new HashSet<>();
        for (List<Txn> happened : outcomes(history)) {
            satisfied.addAll(VersionOracle.satisfied(history, happened));
            for (IsolationLevel level : IsolationLevel.all()) {
                if (!satisfied.contains(level)
                        && !VersionOracle.defines(level)
                        && satisfies(history, happened, level)) {
                    satisfied.add(level);
                }
            }
        }
        return satisfied;
    }

    /** Whether some schedule shows that it is serializable, whatever the cycles say. */
    static boolean hasSerialSchedule(SmallHistory history, IsolationLevel level) {
        return outcomes(history).stream().anyMatch(happened -> ScheduleOracle.satisfies(history, happened, level));
    }

    private static boolean satisfies(SmallHistory history, List<Txn> happened, IsolationLevel level) {
        return WeakOracle.defines(level)
                ? WeakOracle.satisfies(history, happened, level)
                : ScheduleOracle.satisfies(history, happened, level);
    }

    /** Who took effect: those that committed, those of unknown fate that one of them read, and any of the rest. */
    private static List<List<Txn>> outcomes(SmallHistory history) {
        List<Txn> unknown = history.transactions().stream()
                .filter(txn -> txn.fate() == Fate.UNKNOWN && !isRead(history, txn))
                .toList();
        List<List<Txn>> outcomes = new ArrayList<>();
        for (int chosen = 0; chosen < 1 << unknown.size(); chosen++) {
            int some = chosen;
            outcomes.add(history.transactions().stream()
                    .filter(txn -> txn.fate() != Fate.ABORTED
                            && (!unknown.contains(txn) || (some & 1 << unknown.indexOf(txn)) != 0))
                    .toList());
        }
        return outcomes;
    }

    private static boolean isRead(SmallHistory history, Txn writer) {
        return writer.ops().stream()
                .filter(Op::write)
                .anyMatch(write -> history.transactions().stream()
                        .filter(txn -> txn.fate() == Fate.COMMITTED)
                        .flatMap(txn -> txn.ops().stream())
                        .anyMatch(op -> op.key() == write.key() && op.read().contains(write.value())));
    }
}
