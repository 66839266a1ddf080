package dev.faultline.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Removes what a failing partition does not need, by delta debugging (Zeller and Hildebrandt, "Simplifying
 * and isolating failure-inducing input", 2002): chunks first, then single operations until none can go.
 *
 * <p>Cost: at most quadratic in the operations that remain, times one check of them.
 */
final class Shrinker {

    private final Model<?> model;
    private final Limits limits;
    private final History history;
    private final int prefixEvents;

    Shrinker(Model<?> model, Limits limits, History history, int prefixEvents) {
        this.model = model;
        this.limits = limits;
        this.history = history;
        this.prefixEvents = prefixEvents;
    }

    /** What is left, and whether every smaller set was ruled out rather than given up. */
    record Result(List<Operation> operations, boolean minimal) {}

    Result shrink(int[] failing) {
        List<Operation> all = Arrays.stream(failing)
                .filter(i -> history.invokedEvent(i) < prefixEvents)
                .mapToObj(i -> history.operation(i).asSeenAfter(prefixEvents))
                .filter(operation -> model.effect(operation) != Model.Effect.NONE)
                .toList();
        Removals removals = Removals.of(model, all);
        BitSet kept = new BitSet();
        kept.set(0, all.size());
        if (model instanceof FunctionModel<?> functions) {
            kept = cut(functions, all, kept);
        }
        boolean minimal = true;
        for (int chunk = Math.max(1, all.size() / 2); chunk > 0; ) {
            boolean removed = false;
            for (int from = kept.nextSetBit(0); from >= 0; ) {
                BitSet fewer = (BitSet) kept.clone();
                int next = from;
                for (int i = 0; i < chunk && next >= 0; i++) {
                    fewer.clear(next);
                    next = kept.nextSetBit(next + 1);
                }
                removals.repair(fewer);
                if (limits.stop().getAsBoolean()) {
                    return new Result(select(all, kept), false);
                }
                if (fewer.cardinality() < kept.cardinality()) {
                    PartitionResult result = decide(all, fewer);
                    if (result instanceof PartitionResult.Unexplained) {
                        kept = fewer;
                        removed = true;
                    }
                    minimal &= chunk > 1 || !(result instanceof PartitionResult.Undecided);
                }
                from = next;
            }
            if (chunk > 1) {
                chunk /= 2;
            } else if (!removed) {
                chunk = 0;
            }
        }
        return new Result(select(all, kept), minimal && !mayHoldMore(all, kept, removals));
    }

    /** Without the stretches that do not matter to the state after them. */
    private BitSet cut(FunctionModel<?> functions, List<Operation> all, BitSet whole) {
        BitSet kept = whole;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (BitSet cut : new Cuts(functions, all, kept).all()) {
                BitSet fewer = (BitSet) kept.clone();
                fewer.andNot(cut);
                if (limits.stop().getAsBoolean()) {
                    return kept;
                }
                if (decide(all, fewer) instanceof PartitionResult.Unexplained) {
                    kept = fewer;
                    changed = true;
                    break;
                }
            }
        }
        return kept;
    }

    /** Whether what is left fails without one of those operations too of which no rule tells whether they may go. */
    private boolean mayHoldMore(List<Operation> all, BitSet kept, Removals removals) {
        for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
            BitSet fewer = (BitSet) kept.clone();
            fewer.clear(i);
            if (!removals.judges(i) && !(decide(all, fewer) instanceof PartitionResult.Explained)) {
                return true;
            }
        }
        return false;
    }

    private PartitionResult decide(List<Operation> all, BitSet some) {
        return Engines.decide(model, history, indices(all, some), prefixEvents, limits);
    }

    private static int[] indices(List<Operation> all, BitSet kept) {
        return kept.stream().map(i -> all.get(i).index()).toArray();
    }

    private static List<Operation> select(List<Operation> all, BitSet kept) {
        List<Operation> selected = new ArrayList<>(kept.cardinality());
        kept.stream().forEach(i -> selected.add(all.get(i)));
        return selected;
    }
}
