package dev.faultline.check.trial;

import dev.faultline.check.isolation.IsolationLevel;
import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
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

    /** The levels that the history satisfies: those for which some reading of it does. */
    static Set<IsolationLevel> satisfied(SmallHistory history) {
        Set<IsolationLevel> satisfied = new HashSet<>();
        Readings.of(history).forEach(reading -> addSatisfied(reading, satisfied));
        return satisfied;
    }

    private static void addSatisfied(SmallHistory history, Set<IsolationLevel> satisfied) {
        if (history.readsSetElementTwice()) {
            return;
        }
        SmallHistory items = history.items();
        for (List<Integer> chosen : outcomes(history)) {
            List<Txn> happened = history.only(chosen);
            List<Txn> itsItems = items.only(chosen);
            satisfied.addAll(VersionOracle.satisfied(items, itsItems));
            for (IsolationLevel level : IsolationLevel.all()) {
                if (satisfied.contains(level) || VersionOracle.defines(level)) {
                    continue;
                }
                if (WeakOracle.defines(level)
                        ? WeakOracle.satisfies(items, itsItems, level)
                        : ScheduleOracle.satisfies(history, happened, level)) {
                    satisfied.add(level);
                }
            }
        }
    }

    /**
     * Whether it knows what the level means for the history. A list shows its order, so that in prefix consistency one that
     * reads its own append cannot commit after another; and where reads of a list disagree, there is no order of writes.
     */
    static boolean decides(SmallHistory history, IsolationLevel level) {
        return history.model() != Model.LIST_APPEND
                || switch (level.guarantee()) {
                    case PREFIX -> !history.readsOwnWrites();
                    case READ_UNCOMMITTED -> history.readsAgree();
                    default -> true;
                };
    }

    /** Whether some schedule shows that it is serializable, whatever the cycles say. */
    static boolean hasSerialSchedule(SmallHistory history, IsolationLevel level) {
        return outcomes(history).stream()
                .anyMatch(chosen -> ScheduleOracle.satisfies(history, history.only(chosen), level));
    }

    /**
     * The numbers of those who took effect: those that committed, those of unknown fate that one of them read, and any of
     * the rest.
     */
    private static List<List<Integer>> outcomes(SmallHistory history) {
        List<Txn> all = history.transactions();
        List<Integer> certain = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        for (int t = 0; t < all.size(); t++) {
            if (all.get(t).fate() == Fate.COMMITTED
                    || (all.get(t).fate() == Fate.UNKNOWN && isRead(history, all.get(t)))) {
                certain.add(t);
            } else if (all.get(t).fate() == Fate.UNKNOWN) {
                open.add(t);
            }
        }
        List<List<Integer>> outcomes = new ArrayList<>();
        for (int some = 0; some < 1 << open.size(); some++) {
            List<Integer> chosen = new ArrayList<>(certain);
            for (int i = 0; i < open.size(); i++) {
                if ((some & 1 << i) != 0) {
                    chosen.add(open.get(i));
                }
            }
            outcomes.add(chosen.stream().sorted().toList());
        }
        return outcomes;
    }

    private static boolean isRead(SmallHistory history, Txn writer) {
        // The sum that a counter shows is no value that anybody wrote.
        return history.model() != Model.COUNTER_ADD
                && writer.ops().stream()
                        .filter(Op::write)
                        .anyMatch(write -> history.transactions().stream()
                                .filter(txn -> txn.fate() == Fate.COMMITTED)
                                .flatMap(txn -> txn.ops().stream())
                                .anyMatch(op ->
                                        op.key() == write.key() && op.read().contains(write.value())));
    }
}
