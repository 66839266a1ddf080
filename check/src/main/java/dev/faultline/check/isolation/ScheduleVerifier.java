package dev.faultline.check.isolation;

import dev.faultline.check.isolation.Transactions.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replays the schedule of a valid verdict against the history, sharing no code with the check: a store with one version
 * of everything, snapshots by copying what a transaction reads.
 */
public final class ScheduleVerifier {

    private ScheduleVerifier() {}

    /**
     * What is wrong with the schedule as a witness of a level, empty if nothing is.
     *
     * <p>From prefix consistency up the schedule is replayed: whoever commits must have read what was committed at its
     * snapshot, and, from snapshot isolation up, nobody else may have written its keys since; serializable schedules have
     * nothing between snapshot and commit. For weaker levels it checks that commits follow the orders of the scope and
     * that nobody reads from one who commits later; of counters, whose reads do not name those they read from, the orders
     * only. Increments of one counter do not get in the way of each other. O(operations + elements read).
     */
    public static Optional<String> verify(Transactions history, IsolationLevel level, Schedule schedule) {
        return new Replay(history, level).run(schedule);
    }

    private static final class Replay {

        private final Transactions history;
        private final IsolationLevel level;
        private final Map<Integer, StringBuilder> store = new HashMap<>();
        private final Map<Integer, Long> sums = new HashMap<>();
        private final Map<Integer, Integer> lastCommitOf = new HashMap<>();
        private final Map<Integer, Integer> sessionLast = new HashMap<>();
        private final Map<List<Long>, List<Integer>> writersOf = new HashMap<>();
        private final int[] begun;
        private final int[] committed;

        Replay(Transactions history, IsolationLevel level) {
            this.history = history;
            this.level = level;
            begun = new int[history.size()];
            committed = new int[history.size()];
            for (int op = 0; op < history.operations(); op++) {
                if (history.opKind[op] == Transactions.WRITE) {
                    List<Long> what = List.of((long) history.opKey[op], history.opValue[op]);
                    writersOf.computeIfAbsent(what, _ -> new ArrayList<>(1)).add(history.transactionOf(op));
                }
            }
        }

        Optional<String> run(Schedule schedule) {
            int latestInvocation = -1;
            for (int i = 0; i < schedule.size(); i++) {
                int t = schedule.transaction(i);
                Optional<String> wrong = schedule.commits(i) ? commit(t, i + 1) : snapshot(t, i + 1);
                if (wrong.isPresent()) {
                    return wrong;
                }
                if (level.scope() == Scope.REALTIME && !schedule.commits(i)) {
                    latestInvocation = Math.max(latestInvocation, history.invoked(t));
                }
                if (level.scope() == Scope.REALTIME && schedule.commits(i) && history.completed(t) < latestInvocation) {
                    return Optional.of("T%d commits after one began that was invoked after it completed".formatted(t));
                }
            }
            for (int t = 0; t < history.size(); t++) {
                if (history.fate(t) == Fate.COMMITTED && committed[t] == 0) {
                    return Optional.of("T%d is missing".formatted(t));
                }
            }
            return Optional.empty();
        }

        private boolean isAtLeast(Guarantee guarantee) {
            return level.guarantee().implies(guarantee);
        }

        private Optional<String> snapshot(int t, int now) {
            if (begun[t] != 0 || history.fate(t) == Fate.ABORTED) {
                return Optional.of("T%d begins twice, or though it aborted".formatted(t));
            }
            begun[t] = now;
            Integer previous = sessionLast.put(history.process(t), t);
            if (level.scope() != Scope.DATA && previous != null && (previous > t || committed[previous] == 0)) {
                return Optional.of("T%d begins before T%d of its process is done".formatted(t, previous));
            }
            return isAtLeast(Guarantee.PREFIX) ? reads(t) : Optional.empty();
        }

        private Optional<String> commit(int t, int now) {
            if (begun[t] == 0 || committed[t] != 0) {
                return Optional.of("T%d commits before it begins, or twice".formatted(t));
            }
            if (isAtLeast(Guarantee.SERIALIZABLE) && begun[t] != now - 1) {
                return Optional.of("T%d is not alone".formatted(t));
            }
            if (isAtLeast(Guarantee.READ_COMMITTED) && !isAtLeast(Guarantee.PREFIX) && !history.isOfCounters()) {
                Optional<String> wrong = sources(t);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
            committed[t] = now;
            for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
                if (history.opKind[op] == Transactions.WRITE) {
                    int key = history.opKey[op];
                    if (history.isOfCounters()) {
                        sums.merge(key, history.opValue[op], Long::sum);
                        continue;
                    }
                    if (isAtLeast(Guarantee.SNAPSHOT_ISOLATION)
                            && lastCommitOf.getOrDefault(key, 0) > begun[t]
                            && lastCommitOf.getOrDefault(key, 0) != now) {
                        return Optional.of(
                                "T%d overwrites %s, written since its snapshot".formatted(t, history.key(key)));
                    }
                    lastCommitOf.put(key, now);
                    write(store.computeIfAbsent(key, _ -> new StringBuilder()), history.opValue[op]);
                }
            }
            return Optional.empty();
        }

        private Optional<String> readsOfCounters(int t) {
            Map<Integer, Long> own = new HashMap<>(sums);
            for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
                if (history.opKind[op] == Transactions.WRITE) {
                    own.merge(history.opKey[op], history.opValue[op], Long::sum);
                } else if (own.getOrDefault(history.opKey[op], 0L) != history.opValue[op]) {
                    return Optional.of(
                            "T%d: %s does not match its snapshot".formatted(t, history.describeOperation(op)));
                }
            }
            return Optional.empty();
        }

        private Optional<String> reads(int t) {
            if (history.isOfCounters()) {
                return readsOfCounters(t);
            }
            Map<Integer, StringBuilder> own = new HashMap<>();
            for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
                int key = history.opKey[op];
                StringBuilder state =
                        own.computeIfAbsent(key, _ -> new StringBuilder(store.getOrDefault(key, new StringBuilder())));
                if (history.opKind[op] == Transactions.WRITE) {
                    write(state, history.opValue[op]);
                } else if (!state.toString().equals(read(op)) && !isOfOthers(op)) {
                    return Optional.of(
                            "T%d: %s does not match its snapshot".formatted(t, history.describeOperation(op)));
                }
            }
            return Optional.empty();
        }

        /** Everyone from whom the transaction read must have committed. */
        private Optional<String> sources(int t) {
            for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
                if (history.opKind[op] == Transactions.READ && !read(op).isEmpty()) {
                    List<Integer> writers = writersOf.getOrDefault(last(op), List.of());
                    if (writers.isEmpty()
                            ? history.closed()
                            : writers.stream().noneMatch(writer -> writer == t || committed[writer] > 0)) {
                        return Optional.of("T%d: %s comes from one that has not committed"
                                .formatted(t, history.describeOperation(op)));
                    }
                }
            }
            return Optional.empty();
        }

        /** The key and the last value read. */
        private List<Long> last(int op) {
            boolean register = !history.isOfLists();
            long[] list = register ? new long[] {history.opValue[op]} : history.list(op);
            return List.of((long) history.opKey[op], list[list.length - 1]);
        }

        private boolean isOfOthers(int op) {
            return !history.closed() && !read(op).isEmpty() && !writersOf.containsKey(last(op));
        }

        private void write(StringBuilder state, long value) {
            if (!history.isOfLists()) {
                state.setLength(0);
            }
            if (value != history.initial) {
                state.append(value).append(' ');
            }
        }

        private String read(int op) {
            StringBuilder text = new StringBuilder();
            if (!history.isOfLists()) {
                return history.opValue[op] == history.initial ? "" : history.opValue[op] + " ";
            }
            for (long element : history.list(op)) {
                text.append(element).append(' ');
            }
            return text.toString();
        }
    }
}
