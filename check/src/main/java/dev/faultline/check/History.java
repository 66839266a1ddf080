package dev.faultline.check;

import dev.faultline.check.format.EventPlaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What clients saw of a system: a sequence of events, each the invocation or the completion of an operation.
 *
 * <p>The order of the events is the order in real time; times are for reports. Immutable and safe for use by
 * threads, provided that keys and values are. Held as arrays of numbers: about 48 bytes for each operation, six more if it was read from a file,
 * and equal values are held once.
 */
public final class History {

    /** Stands for a value that does not occur. */
    static final int NO_VALUE = -1;

    /** Times stand in the columns. */
    private static final long NO_TIME = 0;

    private final Columns columns;
    private final @Nullable Object[] functions;
    private final @Nullable Object[] keys;
    private final @Nullable Object[] values;
    private final Numbering numbers;
    private final Numbering functionNumbers;
    private final int keyCount;
    private final int valueCount;
    private final int size;
    private final int events;
    private final EventPlaces places;
    private final BitSet moved;

    private History(Builder from) {
        columns = from.columns;
        functions = from.functions.things();
        keys = from.keys.things();
        values = from.values.things();
        numbers = from.values;
        functionNumbers = from.functions;
        keyCount = from.keys.size();
        valueCount = from.values.size();
        size = from.size;
        events = from.events;
        places = from.places.copy();
        moved = (BitSet) from.moved.clone();
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
        return new EventsOfOperations(operations).history();
    }

    /** The number of operations. */
    public int size() {
        return size;
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
        Objects.checkIndex(index, size);
        return new Operation(
                index,
                columns.process[index],
                function(index),
                keys[columns.key[index]],
                values[columns.value[index]],
                outcome(index),
                values[columns.result[index]],
                columns.invokedEvent[index],
                columns.completedEvent[index],
                columns.invokedNanos[index],
                columns.completedNanos[index]);
    }

    /** Whether it is known how long the operation took: it has an end, and the file tells no time for it that cannot be. */
    boolean hasLatency(int index) {
        int end = completedEvent(index);
        return end != Operation.NEVER && !moved.get(end) && !moved.get(invokedEvent(index));
    }

    /** Where an event stands in the file that was read; null if it came from none. */
    public EventPlaces.@Nullable Place place(int event) {
        return places.at(event);
    }

    /** Whether an operation has this function. */
    boolean hasFunction(String f) {
        return functionNumbers.find(f) >= 0;
    }

    int process(int index) {
        return columns.process[index];
    }

    String function(int index) {
        return (String) Objects.requireNonNull(functions[columns.function[index]]);
    }

    Outcome outcome(int index) {
        return columns.outcome[index];
    }

    int invokedEvent(int index) {
        return columns.invokedEvent[index];
    }

    int completedEvent(int index) {
        return columns.completedEvent[index];
    }

    long invokedNanos(int index) {
        return columns.invokedNanos[index];
    }

    /** As {@link Operation#completedNanos}. */
    long completedNanos(int index) {
        return columns.completedNanos[index];
    }

    /** The number of the key, below {@link #keyCount}; equal for equal keys. */
    int keyNumber(int index) {
        return columns.key[index];
    }

    int keyCount() {
        return keyCount;
    }

    @Nullable
    Object key(int keyNumber) {
        return keys[keyNumber];
    }

    /** The number of the value, below {@link #valueCount}; equal for equal values, 0 for null. */
    int valueNumber(int index) {
        return columns.value[index];
    }

    /** The number of the result, from the same numbers as {@link #valueNumber}. */
    int resultNumber(int index) {
        return columns.result[index];
    }

    int valueCount() {
        return valueCount;
    }

    /** The number of a value, {@link #NO_VALUE} if no operation has it. */
    int findValue(@Nullable Object value) {
        int number = numbers.find(value);
        return number < valueCount ? number : NO_VALUE;
    }

    @Nullable
    Object value(int valueNumber) {
        return values[valueNumber];
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

        private final Numbering functions = new Numbering();
        private final Numbering keys = new Numbering();
        private final Numbering values = new Numbering(new @Nullable Object[] {null});
        private final Map<Integer, Integer> open = new HashMap<>();
        private Columns columns = new Columns(64);
        private boolean shared;
        private int size;
        private int events;
        private long latestNanos = Long.MIN_VALUE;
        private final EventPlaces places = new EventPlaces();
        private final BitSet moved = new BitSet();

        private Builder() {}

        /** The next event happened at another time than is told here, as the time told in the file is before the latest. */
        Builder moved() {
            moved.set(events);
            return this;
        }

        /** Tells where the next event stands in its file, as {@link EventPlaces.Place} has it. Told of each event, or of none. */
        public Builder at(long line, long index) {
            places.add(line, index, NO_TIME);
            return this;
        }

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
                        .formatted(events, process, f, functionOf(other), columns.invokedEvent[other]));
            }
            prepareToChange();
            columns.process[size] = process;
            columns.function[size] = functions.number(f);
            columns.key[size] = keys.number(key);
            columns.value[size] = values.number(value);
            columns.result[size] = 0;
            columns.outcome[size] = Outcome.INFO;
            columns.invokedEvent[size] = events++;
            columns.completedEvent[size] = Operation.NEVER;
            columns.invokedNanos[size] = timeNanos;
            columns.completedNanos[size] = timeNanos;
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
            shared = true;
            return new History(this);
        }

        /** The operations with these indices alone, as {@link History#of}; what was built before stays as it is. */
        History only(int... indices) {
            History view = new History(this); // not shared: nobody keeps it
            return History.of(Arrays.stream(indices).mapToObj(view::operation).toList());
        }

        /** Whether the process has an operation open. */
        boolean isOpen(int process) {
            return open.containsKey(process);
        }

        Builder complete(
                Outcome how, int process, String f, @Nullable Object key, @Nullable Object value, long timeNanos) {
            advance(how.name(), process, f, timeNanos);
            Integer operation = open.remove(process);
            if (operation == null) {
                throw new IllegalArgumentException("event %d: process %d completes %s (%s) but has no operation open"
                        .formatted(events, process, f, how));
            }
            if (columns.function[operation] != functions.number(f) || columns.key[operation] != keys.number(key)) {
                throw new IllegalArgumentException(
                        "event %d: process %d completes %s of key %s but invoked %s of key %s at event %d"
                                .formatted(
                                        events,
                                        process,
                                        f,
                                        key,
                                        functionOf(operation),
                                        keys.thing(columns.key[operation]),
                                        columns.invokedEvent[operation]));
            }
            prepareToChange();
            columns.outcome[operation] = how;
            columns.result[operation] = values.number(value);
            columns.completedEvent[operation] = events++;
            columns.completedNanos[operation] = timeNanos;
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
            return String.valueOf(functions.thing(columns.function[operation]));
        }

        /** Makes room for one more operation, and leaves those alone that a history holds. */
        private void prepareToChange() {
            if (size == columns.process.length) {
                columns = columns.copy(2 * size);
                shared = false;
            } else if (shared) {
                columns = columns.copy(columns.process.length);
                shared = false;
            }
        }
    }
}
