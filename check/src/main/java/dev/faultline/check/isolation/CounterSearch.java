package dev.faultline.check.isolation;

import dev.faultline.check.Check;
import dev.faultline.check.History;
import dev.faultline.check.Level;
import dev.faultline.check.Limits;
import dev.faultline.check.Model;
import dev.faultline.check.Operation;
import dev.faultline.check.Verdict;
import dev.faultline.check.isolation.Transactions.Fate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order of whole transactions that explains every read of counters, whichever increments a read may have seen:
 * transactions are the operations of one object then, and serializability is linearizability or sequential consistency.
 */
final class CounterSearch {

    private static final long MOST_CONFIGURATIONS = 2_000_000;
    private static final String CALL = "txn";

    private final Transactions history;
    private final IsolationLimits limits;

    CounterSearch(Transactions history, IsolationLimits limits) {
        this.history = history;
        this.limits = limits;
    }

    /** What is known of serializability in a scope. */
    sealed interface Outcome {
        record Serial(Schedule order) implements Outcome {}

        /** No order explains these transactions. */
        record None(List<Integer> transactions, boolean minimal) implements Outcome {}

        record Open(String reason) implements Outcome {}
    }

    private record Event(int transaction, int position, boolean completion) {}

    /**
     * Looks for an order that keeps that of the scope.
     *
     * @param thoroughly whether the question depends on it
     */
    Outcome search(Scope scope, boolean thoroughly) {
        List<Integer> invoked = new ArrayList<>();
        History operations = operations(scope, invoked);
        Limits each = Limits.standard()
                .withConfigurations(thoroughly ? MOST_CONFIGURATIONS : MOST_CONFIGURATIONS / 20)
                .withMemoryBytes(limits.memoryBytes() / 2)
                .stoppedBy(limits.stop());
        Level level = scope == Scope.REALTIME ? Level.LINEARIZABLE : Level.SEQUENTIAL;
        Verdict verdict = Check.of(level, new Counters(history)).within(each).run(operations);
        return switch (verdict) {
            case Verdict.Valid valid -> {
                int[] order = new int[valid.witness().size()];
                for (int i = 0; i < order.length; i++) {
                    order[i] = invoked.get(valid.witness().operation(i));
                }
                Schedule schedule = Schedule.serial(order);
                IsolationLevel asked = new IsolationLevel(Guarantee.SERIALIZABLE, scope);
                yield ScheduleVerifier.verify(history, asked, schedule)
                        .<Outcome>map(Outcome.Open::new)
                        .orElse(new Outcome.Serial(schedule));
            }
            case Verdict.Violation violation ->
                new Outcome.None(
                        violation.operations().stream()
                                .map(operation -> invoked.get(operation.index()))
                                .toList(),
                        violation.minimal());
            case Verdict.Unknown unknown -> new Outcome.Open(unknown.sentence());
        };
    }

    private History operations(Scope scope, List<Integer> invoked) {
        List<Event> events = new ArrayList<>();
        for (int t = 0; t < history.size(); t++) {
            if (!history.aborted(t)) {
                events.add(new Event(t, history.invoked(t), false));
                if (history.committed(t)) {
                    events.add(new Event(t, history.completed(t), true));
                }
            }
        }
        events.sort(Comparator.comparingInt(Event::position).thenComparing(Event::completion));
        History.Builder builder = History.builder();
        for (Event event : events) {
            int t = event.transaction;
            int process = scope == Scope.SESSION ? history.process(t) : t;
            if (event.completion) {
                builder.ok(process, CALL, null, null, 0);
            } else {
                builder.invoke(process, CALL, null, Call.of(history, t), 0);
                invoked.add(t);
                if (history.fate(t) == Fate.UNKNOWN && scope == Scope.SESSION) {
                    builder.info(process, CALL, null, null, 0);
                }
            }
        }
        return builder.build();
    }

    /** What a transaction does; those that do the same are equal. */
    private record Call(List<Long> parts) {

        private static final int SIZE = 3;

        static Call of(Transactions history, int t) {
            List<Long> parts = new ArrayList<>();
            for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
                parts.addAll(List.of((long) history.opKind[op], (long) history.opKey[op], history.opValue[op]));
            }
            return new Call(List.copyOf(parts));
        }

        boolean reads(int i) {
            return parts.get(SIZE * i) == Transactions.READ;
        }

        int counter(int i) {
            return Math.toIntExact(parts.get(SIZE * i + 1));
        }

        long value(int i) {
            return parts.get(SIZE * i + 2);
        }

        int size() {
            return parts.size() / SIZE;
        }
    }

    /** What the counters show at a moment. */
    private static final class Sums {
        private final long[] of;

        Sums(long[] of) {
            this.of = of;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Sums sums && Arrays.equals(of, sums.of);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(of);
        }

        @Override
        public String toString() {
            return Arrays.toString(of);
        }
    }

    private record Counters(Transactions history) implements Model<Sums> {

        @Override
        public String name() {
            return "counters";
        }

        @Override
        public Sums initial() {
            return new Sums(new long[history.keys()]);
        }

        @Override
        public List<Sums> step(Sums state, Operation operation) {
            Call call = (Call) Objects.requireNonNull(operation.value());
            long[] sums = state.of.clone();
            for (int i = 0; i < call.size(); i++) {
                if (!call.reads(i)) {
                    sums[call.counter(i)] += call.value(i);
                } else if (sums[call.counter(i)] != call.value(i)) {
                    return List.of();
                }
            }
            return List.of(new Sums(sums));
        }

        @Override
        public boolean isReadOnly(Operation operation) {
            Call call = (Call) Objects.requireNonNull(operation.value());
            for (int i = 0; i < call.size(); i++) {
                if (!call.reads(i)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean tellsClientsApart() {
            return false;
        }
    }
}
