package dev.faultline.check;

import dev.faultline.journal.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sequential consistency. What is linearizable is sequentially consistent, by the same order; only for the rest an
 * order without regard to real time is looked for, over all keys at once, as this level does not split by keys.
 */
final class SequentialCheck {

    private static final int MOST_TO_SHRINK = 400;

    private SequentialCheck() {}

    static <S> Verdict run(Model<S> model, History history, Limits limits) {
        Verdict stronger = Check.linearizability(model).within(limits).run(history);
        if (stronger instanceof Verdict.Valid(Level _, Witness witness, String _)) {
            return valid(model, witness);
        }
        try {
            Optional<int[]> order = search(model, history.operations(), limits);
            return order.isPresent()
                    ? valid(model, new Witness(order.get(), new int[order.get().length]))
                    : violation(model, history, limits);
        } catch (LimitReached reached) {
            return new Verdict.Unknown(
                    Level.SEQUENTIAL,
                    null,
                    reached.limit(),
                    0,
                    history.events(),
                    "The search for a sequential order reached the limit on %s; the history is not known to be linearizable."
                            .formatted(Sentences.limit(reached.limit())));
        }
    }

    private static <S> Optional<int[]> search(Model<S> model, List<Operation> operations, Limits limits) {
        return new SequentialSearch<>(model, operations, new Budget(limits)).order();
    }

    private static Verdict valid(Model<?> model, Witness witness) {
        return new Verdict.Valid(
                Level.SEQUENTIAL,
                witness,
                "Sequentially consistent as %s: there is an order of %s that explains them and keeps that of each client."
                        .formatted(model.name(), Amount.of(witness.size(), "operation")));
    }

    private static <S> Verdict violation(Model<S> model, History history, Limits limits) {
        List<Operation> kept = new ArrayList<>(history.operations().stream()
                .filter(operation -> model.effect(operation) != Model.Effect.NONE)
                .toList());
        boolean minimal = kept.size() <= MOST_TO_SHRINK;
        try {
            for (int i = kept.size() - 1; i >= 0 && minimal; i--) {
                // Only a read may go without making the rest harder to explain.
                if (model.isReadOnly(kept.get(i))) {
                    List<Operation> fewer = new ArrayList<>(kept);
                    fewer.remove(i);
                    if (search(model, fewer, limits).isEmpty()) {
                        kept = fewer;
                    }
                }
            }
        } catch (LimitReached enough) {
            minimal = false;
        }
        Operation last = kept.getLast();
        return new Verdict.Violation(
                Level.SEQUENTIAL,
                null,
                history.events(),
                last,
                kept,
                minimal,
                "Not sequentially consistent as %s: no order of these %d operations explains them and keeps that of each client."
                        .formatted(model.name(), kept.size()));
    }
}
