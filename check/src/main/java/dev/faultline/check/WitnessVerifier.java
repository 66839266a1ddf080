package dev.faultline.check;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Replays a witness. It shares nothing with the search that found it but the history and the model. */
public final class WitnessVerifier {

    private WitnessVerifier() {}

    /**
     * Looks for a reason why the witness does not explain the history, in one pass.
     *
     * @return empty if it does, else a sentence that says what is wrong
     */
    public static <S> Optional<String> refute(Model<S> model, History history, Witness witness) {
        Map<Optional<Object>, Set<S>> states = new HashMap<>();
        BitSet placed = new BitSet();
        int latestInvocation = -1;
        for (int i = 0; i < witness.size(); i++) {
            Operation operation = history.operation(witness.operation(i));
            Model.Effect effect = model.effect(operation);
            if (placed.get(operation.index()) || effect == Model.Effect.NONE) {
                return Optional.of(operation + " must not be placed (again)");
            }
            placed.set(operation.index());
            if (effect == Model.Effect.CERTAIN && operation.completedEvent() < latestInvocation) {
                return Optional.of(operation + " had completed before an operation placed ahead of it began");
            }
            latestInvocation = Math.max(latestInvocation, operation.invokedEvent());
            Set<S> after = new LinkedHashSet<>();
            Optional<Object> partition = Optional.ofNullable(model.partition(operation));
            for (S state : states.getOrDefault(partition, Set.of(model.initial()))) {
                after.addAll(model.step(state, operation));
            }
            if (after.isEmpty()) {
                return Optional.of(operation + " cannot give its result at place " + i);
            }
            states.put(partition, after);
        }
        for (int i = 0; i < history.size(); i++) {
            Operation operation = history.operation(i);
            if (!placed.get(i) && model.effect(operation) == Model.Effect.CERTAIN) {
                return Optional.of(operation + " is missing");
            }
        }
        return Optional.empty();
    }
}
