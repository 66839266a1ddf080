package dev.faultline.check;

import java.util.Arrays;

/**
 * The operations of one partition that take part in explanations, and their events, as arrays. Operations
 * have local numbers from 0, by order of invocation. An operation that only may have taken effect has no
 * completion: it stays open for ever.
 *
 * <p>It may show a prefix of the history: then operations that complete later are open.
 */
final class Partition {

    /** Below one event in so many the events of a partition are sorted, above they are dealt out. */
    private static final int SPARSE = 16;

    private final History history;
    private final int prefixEvents;
    private final int[] index;
    private final boolean[] possible;
    private final boolean[] readOnly;
    private final int[] eventNumber;
    private final int[] eventCode;

    private Partition(Model<?> model, History history, int[] candidates, int prefixEvents) {
        this.history = history;
        this.prefixEvents = prefixEvents;
        int[] kept = new int[candidates.length];
        boolean[] mayHappen = new boolean[kept.length];
        boolean[] reads = new boolean[kept.length];
        int size = 0;
        int completions = 0;
        for (int candidate : candidates) {
            if (history.invokedEvent(candidate) >= prefixEvents) {
                break;
            }
            Operation operation = history.operation(candidate).asSeenAfter(prefixEvents);
            Model.Effect effect = model.effect(operation);
            if (effect == Model.Effect.CERTAIN && operation.completedEvent() == Operation.NEVER) {
                throw new IllegalArgumentException(
                        "model %s says that operation %d (event %d) is certain, but it is open"
                                .formatted(model.name(), operation.index(), operation.invokedEvent()));
            }
            if (effect == Model.Effect.NONE) {
                continue;
            }
            boolean reading = model.isReadOnly(operation);
            if (effect == Model.Effect.CERTAIN || !reading) {
                mayHappen[size] = effect == Model.Effect.POSSIBLE;
                reads[size] = reading;
                kept[size++] = candidate;
                completions += effect == Model.Effect.CERTAIN ? 1 : 0;
            }
        }
        index = Arrays.copyOf(kept, size);
        possible = Arrays.copyOf(mayHappen, size);
        readOnly = Arrays.copyOf(reads, size);
        eventNumber = new int[size + completions];
        eventCode = new int[size + completions];
        if (eventNumber.length < history.events() / SPARSE) {
            sortEvents();
        } else {
            dealEvents();
        }
    }

    /**
     * @param candidates indices of operations of one partition, by order of invocation
     * @param prefixEvents how many events of the history are seen
     * @throws IllegalArgumentException if the model contradicts itself on one of them
     */
    static Partition of(Model<?> model, History history, int[] candidates, int prefixEvents) {
        return new Partition(model, history, candidates, prefixEvents);
    }

    private void sortEvents() {
        long[] all = new long[eventNumber.length];
        int count = 0;
        for (int i = 0; i < index.length; i++) {
            all[count++] = (long) invoked(i) << 32 | i << 1;
            if (!possible[i]) {
                all[count++] = (long) completed(i) << 32 | i << 1 | 1;
            }
        }
        Arrays.sort(all);
        for (int e = 0; e < count; e++) {
            eventNumber[e] = (int) (all[e] >>> 32);
            eventCode[e] = (int) all[e];
        }
    }

    private void dealEvents() {
        int[] codeAt = new int[history.events()];
        for (int i = 0; i < index.length; i++) {
            codeAt[invoked(i)] = (i << 1) + 1;
            if (!possible[i]) {
                codeAt[completed(i)] = (i << 1 | 1) + 1;
            }
        }
        int count = 0;
        for (int e = 0; e < codeAt.length; e++) {
            if (codeAt[e] != 0) {
                eventNumber[count] = e;
                eventCode[count++] = codeAt[e] - 1;
            }
        }
    }

    History history() {
        return history;
    }

    int size() {
        return index.length;
    }

    /** The index in the history of operation {@code i}. */
    int index(int i) {
        return index[i];
    }

    Operation operation(int i) {
        return history.operation(index[i]).asSeenAfter(prefixEvents);
    }

    /** The event that invoked operation {@code i}, by its number in the history. */
    int invoked(int i) {
        return history.invokedEvent(index[i]);
    }

    /** The event that completed operation {@code i}, {@link Operation#NEVER} if it only may have taken effect. */
    int completed(int i) {
        return possible[i] ? Operation.NEVER : history.completedEvent(index[i]);
    }

    /** Whether operation {@code i} only may have taken effect. */
    boolean isPossible(int i) {
        return possible[i];
    }

    boolean isReadOnly(int i) {
        return readOnly[i];
    }

    int eventCount() {
        return eventNumber.length;
    }

    /** The number in the history of event {@code e} of this partition. */
    int eventNumber(int e) {
        return eventNumber[e];
    }

    int eventOperation(int e) {
        return eventCode[e] >>> 1;
    }

    boolean isCompletion(int e) {
        return (eventCode[e] & 1) != 0;
    }

    /** The most operations with a completion that are open at the same time. */
    int width() {
        int open = 0;
        int most = 0;
        for (int e = 0; e < eventCode.length; e++) {
            if (isCompletion(e)) {
                open--;
            } else if (!possible[eventOperation(e)]) {
                most = Math.max(most, ++open);
            }
        }
        return most;
    }
}
