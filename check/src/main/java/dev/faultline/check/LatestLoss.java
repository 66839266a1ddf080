package dev.faultline.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Of several lost writes of a register, the one that a reader looks for: the last that was acknowledged before the read that
 * misses it. Any of them makes a counterexample, but the first of a hundred makes one think that the others arrived.
 */
final class LatestLoss {

    /** So many writes are tried, the latest first. */
    private static final int MOST_TRIED = 8;

    private final RegisterModel model;
    private final Limits limits;
    private final History history;
    private final int prefixEvents;
    private final List<Operation> all;
    private final Removals removals;

    /** @param part the operations of the partition */
    LatestLoss(RegisterModel model, Limits limits, History history, int prefixEvents, int[] part) {
        this.model = model;
        this.limits = limits;
        this.history = history;
        this.prefixEvents = prefixEvents;
        all = Arrays.stream(part)
                .filter(i -> history.invokedEvent(i) < prefixEvents)
                .mapToObj(i -> history.operation(i).asSeenAfter(prefixEvents))
                .filter(operation -> model.effect(operation) != Model.Effect.NONE)
                .toList();
        removals = Removals.of(model, all);
    }

    /** The counterexample, or one with a later write in place of one that nobody reads. */
    Shrinker.Result instead(Shrinker.Result shrunk, Operation missedBy) {
        List<Operation> later = all.stream()
                .filter(o -> writes(o) && o.completedEvent() < missedBy.invokedEvent())
                .filter(o -> !shrunk.operations().contains(o))
                .sorted(Comparator.comparingInt(Operation::completedEvent).reversed())
                .limit(MOST_TRIED)
                .toList();
        for (Operation candidate : later) {
            for (Operation lost : shrunk.operations()) {
                if (writes(lost)
                        && lost.completedEvent() < candidate.completedEvent()
                        && !isAskedFor(lost, shrunk.operations())) {
                    List<Operation> changed = new ArrayList<>(shrunk.operations());
                    changed.set(changed.indexOf(lost), candidate);
                    changed.sort(Comparator.comparingInt(Operation::index));
                    if (limits.stop().getAsBoolean()) {
                        return shrunk;
                    }
                    if (speaksForAll(changed) && fails(changed)) {
                        return new Shrinker(model, limits, history, prefixEvents).shrink(indices(changed));
                    }
                }
            }
        }
        return shrunk;
    }

    private boolean writes(Operation o) {
        Assignment assignment = model.assignment(o);
        return assignment.writes()
                && assignment.test() == Assignment.Test.ANY
                && model.effect(o) == Model.Effect.CERTAIN;
    }

    private boolean isAskedFor(Operation write, List<Operation> operations) {
        return operations.stream()
                .map(model::assignment)
                .anyMatch(a -> a.test() == Assignment.Test.IS
                        && a.expected().equals(model.assignment(write).written()));
    }

    private boolean speaksForAll(List<Operation> operations) {
        BitSet kept = new BitSet();
        operations.forEach(o -> kept.set(all.indexOf(o)));
        BitSet repaired = (BitSet) kept.clone();
        removals.repair(repaired);
        return repaired.equals(kept);
    }

    private boolean fails(List<Operation> operations) {
        return Engines.decide(model, history, indices(operations), prefixEvents, limits)
                instanceof PartitionResult.Unexplained;
    }

    private static int[] indices(List<Operation> operations) {
        return operations.stream().mapToInt(Operation::index).toArray();
    }
}
