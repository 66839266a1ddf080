package dev.faultline.check;

import java.util.Arrays;
import java.util.List;

/**
 * The operations of one partition that take part in explanations, and their events, as arrays. Operations
 * have local numbers from 0, by order of invocation. An operation that only may have taken effect has no
 * completion: it stays open for ever.
 */
final class Partition {

    private final Operation[] operations;
    private final boolean[] possible;
    private final boolean[] readOnly;
    private final long[] events;

    private <S> Partition(Model<S> model, List<Operation> candidates) {
        Operation[] kept = new Operation[candidates.size()];
        boolean[] mayHappen = new boolean[kept.length];
        int size = 0;
        for (Operation operation : candidates) {
            Model.Effect effect = model.effect(operation);
            if (effect == Model.Effect.CERTAIN && operation.completedEvent() == Operation.NEVER) {
                throw new IllegalArgumentException(
                        "model %s says that operation %d (event %d) is certain, but it is open"
                                .formatted(model.name(), operation.index(), operation.invokedEvent()));
            }
            boolean needed =
                    effect == Model.Effect.CERTAIN || (effect == Model.Effect.POSSIBLE && !model.isReadOnly(operation));
            if (needed) {
                mayHappen[size] = effect == Model.Effect.POSSIBLE;
                kept[size++] = operation;
            }
        }
        operations = Arrays.copyOf(kept, size);
        possible = Arrays.copyOf(mayHappen, size);
        readOnly = new boolean[size];
        long[] all = new long[2 * size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            readOnly[i] = model.isReadOnly(operations[i]);
            all[count++] = (long) operations[i].invokedEvent() << 32 | i << 1;
            if (!possible[i]) {
                all[count++] = (long) operations[i].completedEvent() << 32 | i << 1 | 1;
            }
        }
        events = Arrays.copyOf(all, count);
        Arrays.sort(events);
    }

    /**
     * @param candidates operations of one partition, by order of invocation
     * @throws IllegalArgumentException if the model contradicts itself on one of them
     */
    static Partition of(Model<?> model, List<Operation> candidates) {
        return new Partition(model, candidates);
    }

    int size() {
        return operations.length;
    }

    Operation operation(int i) {
        return operations[i];
    }

    /** Whether operation {@code i} only may have taken effect. */
    boolean isPossible(int i) {
        return possible[i];
    }

    boolean isReadOnly(int i) {
        return readOnly[i];
    }

    int eventCount() {
        return events.length;
    }

    /** The number in the history of event {@code e} of this partition. */
    int eventNumber(int e) {
        return (int) (events[e] >>> 32);
    }

    int eventOperation(int e) {
        return (int) events[e] >>> 1;
    }

    boolean isCompletion(int e) {
        return (events[e] & 1) != 0;
    }

    /** The most operations with a completion that are open at the same time. */
    int width() {
        int open = 0;
        int most = 0;
        for (int e = 0; e < events.length; e++) {
            if (isCompletion(e)) {
                open--;
            } else if (!possible[eventOperation(e)]) {
                most = Math.max(most, ++open);
            }
        }
        return most;
    }
}
