package dev.faultline.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What clients saw of a system: a sequence of events, each the invocation or the completion of an operation.
 *
 * <p>The order of the events is the order in real time; times are for reports. Immutable and safe for use by
 * threads, provided that keys and values are. Held as arrays: about 60 bytes for each operation, its values
 * not counted.
 */
public final class History {

    private final String[] functions;
    private final @Nullable Object[] keys;
    private final int[] process;
    private final int[] function;
    private final int[] key;
    private final @Nullable Object[] value;
    private final @Nullable Object[] result;
    private final Outcome[] outcome;
    private final int[] invokedEvent;
    private final int[] completedEvent;
    private final long[] invokedNanos;
    private final long[] completedNanos;
    private final int events;

    private History(Builder from) {
        int size = from.size;
        functions = from.functions.names.toArray(new String[0]);
        keys = from.keys.names.toArray();
        process = Arrays.copyOf(from.process, size);
        function = Arrays.copyOf(from.function, size);
        key = Arrays.copyOf(from.key, size);
        value = Arrays.copyOf(from.value, size);
        result = Arrays.copyOf(from.result, size);
        outcome = Arrays.copyOf(from.outcome, size);
        invokedEvent = Arrays.copyOf(from.invokedEvent, size);
        completedEvent = Arrays.copyOf(from.completedEvent, size);
        invokedNanos = Arrays.copyOf(from.invokedNanos, size);
        completedNanos = Arrays.copyOf(from.completedNanos, size);
        events = from.events;
    }

    /** A builder of an empty history. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The history of these operations alone, in the order of their events. Operations and events are numbered
     * anew; processes that overlap themselves are told apart by new numbers.
     */
    public static History of(List<Operation> operations) {
        return new Replay(operations).history();
    }

    /** The number of operations. */
    public int size() {
        return process.length;
    }

    /** The number of events. */
    public int events() {
        return events;
    }

    /**
     * The operation with this index; operations are numbered by their invocations, from 0.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public Operation operation(int index) {
        return new Operation(
                index,
                process[index],
                functions[function[index]],
                keys[key[index]],
                value[index],
                outcome[index],
                result[index],
                invokedEvent[index],
                completedEvent[index],
                invokedNanos[index],
                completedNanos[index]);
    }

    /** All operations by order of invocation. */
    public List<Operation> operations() {
        List<Operation> all = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            all.add(operation(i));
        }
        return all;
    }

    /**
     * Takes the events of a history in their order. For one thread.
     *
     * <p>A process has at most one operation open at a time; after {@code info} it may go on, while its
     * operation stays open for the check.
     */
    public static final class Builder {

        private final Names<String> functions = new Names<>();
        private final Names<@Nullable Object> keys = new Names<>();
        private final Map<Integer, Integer> open = new HashMap<>();
        private int[] process = new int[64];
        private int[] function = new int[64];
        private int[] key = new int[64];
        private @Nullable Object[] value = new @Nullable Object[64];
        private @Nullable Object[] result = new @Nullable Object[64];
        private Outcome[] outcome = new Outcome[64];
        private int[] invokedEvent = new int[64];
        private int[] completedEvent = new int[64];
        private long[] invokedNanos = new long[64];
        private long[] completedNanos = new long[64];
        private int size;
        private int events;
        private long latestNanos = Long.MIN_VALUE;

        private Builder() {}

        /**
         * A process invokes an operation.
         *
         * @throws IllegalArgumentException if the process has one open, or time goes backwards
         */
        public Builder invoke(int process, String f, @Nullable Object key, @Nullable Object value, long timeNanos) {
            advance("invoke", process, f, timeNanos);
            Integer other = open.get(process);
            if (other != null) {
                throw new IllegalArgumentException("event %d: process %d invokes %s while its %s of event %d is open"
                        .formatted(events, process, f, functionOf(other), invokedEvent[other]));
            }
            if (size == this.process.length) {
                grow();
            }
            this.process[size] = process;
            function[size] = functions.number(f);
            this.key[size] = keys.number(key);
            this.value[size] = value;
            outcome[size] = Outcome.INFO;
            invokedEvent[size] = events++;
            completedEvent[size] = Operation.NEVER;
            invokedNanos[size] = timeNanos;
            completedNanos[size] = timeNanos;
            open.put(process, size++);
            return this;
        }

        /**
         * The open operation of the process took effect; {@code value} is its result.
         *
         * @throws IllegalArgumentException if the process has no such operation open, or time goes backwards
         */
        public Builder ok(int process, String f, @Nullable Object key, @Nullable Object value, long timeNanos) {
            return complete(Outcome.OK, process, f, key, value, timeNanos);
        }

        /** The open operation certainly failed; throws as {@link #ok}. */
        public Builder fail(int process, String f, @Nullable Object key, @Nullable Object value, long timeNanos) {
            return complete(Outcome.FAIL, process, f, key, value, timeNanos);
        }

        /** The outcome of the open operation is unknown; throws as {@link #ok}. */
        public Builder info(int process, String f, @Nullable Object key, @Nullable Object value, long timeNanos) {
            return complete(Outcome.INFO, process, f, key, value, timeNanos);
        }

        /** The history so far. Operations still open have an unknown outcome. */
        public History build() {
            return new History(this);
        }

        private Builder complete(
                Outcome how, int process, String f, @Nullable Object key, @Nullable Object value, long timeNanos) {
            advance(how.name(), process, f, timeNanos);
            Integer operation = open.remove(process);
            if (operation == null) {
                throw new IllegalArgumentException("event %d: process %d completes %s (%s) but has no operation open"
                        .formatted(events, process, f, how));
            }
            if (function[operation] != functions.number(f) || this.key[operation] != keys.number(key)) {
                throw new IllegalArgumentException(
                        "event %d: process %d completes %s of key %s but invoked %s of key %s at event %d"
                                .formatted(
                                        events,
                                        process,
                                        f,
                                        key,
                                        functionOf(operation),
                                        keys.names.get(this.key[operation]),
                                        invokedEvent[operation]));
            }
            outcome[operation] = how;
            result[operation] = value;
            completedEvent[operation] = events++;
            completedNanos[operation] = timeNanos;
            return this;
        }

        private void advance(String type, int process, String f, long timeNanos) {
            if (timeNanos < latestNanos) {
                throw new IllegalArgumentException(
                        "event %d (%s %s of process %d): time goes back from %d to %d ns; events must be in real-time order"
                                .formatted(events, type, f, process, latestNanos, timeNanos));
            }
            latestNanos = timeNanos;
        }

        private String functionOf(int operation) {
            return functions.names.get(function[operation]);
        }

        private void grow() {
            int capacity = size * 2;
            process = Arrays.copyOf(process, capacity);
            function = Arrays.copyOf(function, capacity);
            key = Arrays.copyOf(key, capacity);
            value = Arrays.copyOf(value, capacity);
            result = Arrays.copyOf(result, capacity);
            outcome = Arrays.copyOf(outcome, capacity);
            invokedEvent = Arrays.copyOf(invokedEvent, capacity);
            completedEvent = Arrays.copyOf(completedEvent, capacity);
            invokedNanos = Arrays.copyOf(invokedNanos, capacity);
            completedNanos = Arrays.copyOf(completedNanos, capacity);
        }
    }

    /** Numbers for equal things, by order of appearance. */
    private static final class Names<T extends @Nullable Object> {

        private final Map<T, Integer> numbers = new HashMap<>();
        private final List<T> names = new ArrayList<>();

        int number(T name) {
            Integer known = numbers.get(name);
            if (known == null) {
                known = names.size();
                numbers.put(name, known);
                names.add(name);
            }
            return known;
        }
    }

    /** Builds a history from operations: their events, sorted, are played into a builder. */
    private static final class Replay {

        private record Event(int number, Operation operation, boolean completion) {}

        private final List<Event> sorted = new ArrayList<>();
        private final Map<Integer, Integer> processes = new HashMap<>();
        private int nextProcess;

        Replay(List<Operation> operations) {
            for (Operation operation : operations) {
                sorted.add(new Event(operation.invokedEvent(), operation, false));
                if (operation.completedEvent() != Operation.NEVER) {
                    sorted.add(new Event(operation.completedEvent(), operation, true));
                }
                nextProcess = Math.max(nextProcess, operation.process() + 1);
            }
            sorted.sort(Comparator.comparingInt(Event::number));
        }

        History history() {
            Builder builder = builder();
            for (Event event : sorted) {
                Operation o = event.operation;
                if (!event.completion) {
                    int process = builder.open.containsKey(o.process()) ? nextProcess++ : o.process();
                    processes.put(o.index(), process);
                    builder.invoke(process, o.f(), o.key(), o.value(), o.invokedNanos());
                } else {
                    int process = processes.getOrDefault(o.index(), o.process());
                    builder.complete(o.outcome(), process, o.f(), o.key(), o.result(), o.completedNanos());
                }
            }
            return builder.build();
        }
    }
}
