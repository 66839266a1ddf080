package dev.faultline.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Any model on one partition: states are numbered as they appear, recent steps are remembered. */
final class ModelTransitions<S> implements Transitions {

    private static final int REMEMBERED_STEPS = 1 << 12;
    private static final long BYTES_PER_STATE = 128;
    private static final long BYTES_PER_ELEMENT = 40;
    private static final int STATES_BEFORE_SWEEP = 1 << 14;

    private final Model<S> model;
    private final Partition partition;
    private final Budget budget;
    private final Map<S, Integer> numbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private final int[] kindOf;
    private long held;
    private int sweepAt = STATES_BEFORE_SWEEP;
    private final long[] stepKeys = new long[REMEMBERED_STEPS];
    private final int[] @Nullable [] steps = new int[REMEMBERED_STEPS][];

    ModelTransitions(Model<S> model, Partition partition, Budget budget) {
        this.model = model;
        this.partition = partition;
        this.budget = budget;
        this.kindOf = new int[partition.size()];
        Map<Object, Integer> kinds = new HashMap<>();
        for (int i = 0; i < kindOf.length; i++) {
            kindOf[i] = kinds.computeIfAbsent(kind(i), _ -> kinds.size());
        }
        number(model.initial());
    }

    @Override
    public int initial() {
        return 0;
    }

    @Override
    public int[] next(int state, int operation) {
        long key = (long) state << 32 | kindOf[operation];
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 52);
        int[] known = steps[slot];
        if (known != null && stepKeys[slot] == key) {
            return known;
        }
        List<S> after = model.step(states.get(state), partition.operation(operation));
        int[] next = new int[after.size()];
        for (int i = 0; i < next.length; i++) {
            next[i] = number(after.get(i));
        }
        stepKeys[slot] = key;
        steps[slot] = next;
        return next;
    }

    @Override
    public boolean isDueForSweep() {
        return states.size() >= sweepAt;
    }

    @Override
    public void sweep(int[] kept) {
        List<S> old = new ArrayList<>(states);
        budget.release(held);
        held = 0;
        numbers.clear();
        states.clear();
        Arrays.fill(steps, null);
        for (int i = 0; i < kept.length; i++) {
            kept[i] = number(old.get(kept[i]));
        }
        sweepAt = Math.max(STATES_BEFORE_SWEEP, 2 * states.size());
    }

    @Override
    public boolean isRelevant(int operation, int eventNumber) {
        return true;
    }

    @Override
    public Object kind(int operation) {
        Operation o = partition.operation(operation);
        return new Kind(
                model.tellsClientsApart() ? o.process() : 0, o.f(), o.key(), o.value(), o.outcome(), o.result());
    }

    /** About how many bytes a state takes, with what the tables need for it. */
    private static <T> long weight(T state) {
        return BYTES_PER_STATE
                + switch (state) {
                    case Optional<?> value ->
                        value.isPresent() && value.get() instanceof String text ? text.length() : 0;
                    case Collection<?> elements -> BYTES_PER_ELEMENT * elements.size();
                    case Map<?, ?> entries -> 2 * BYTES_PER_ELEMENT * entries.size();
                    default -> 0;
                };
    }

    private int number(S state) {
        Integer known = numbers.get(state);
        if (known == null) {
            long weight = weight(state);
            budget.reserve(weight);
            held += weight;
            known = states.size();
            numbers.put(state, known);
            states.add(state);
        }
        return known;
    }

    private record Kind(
            int process,
            String f,
            @Nullable Object key,
            @Nullable Object value,
            Outcome outcome,
            @Nullable Object result) {}
}
