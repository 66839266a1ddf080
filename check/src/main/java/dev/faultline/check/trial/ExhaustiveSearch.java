package dev.faultline.check.trial;

import dev.faultline.check.History;
import dev.faultline.check.Level;
import dev.faultline.check.Model;
import dev.faultline.check.Operation;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides small histories by trying every order of every choice of operations; no cleverness at all. For
 * longer ones it can remember dead ends, which lets it decide some tens of operations.
 */
public final class ExhaustiveSearch<S> {

    private final Model<S> model;
    private final List<Operation> operations;
    private final boolean[] placed;
    private final Level level;
    private final @Nullable Set<DeadEnd> deadEnds;

    private record DeadEnd(BitSet placed, Object state) {}

    private ExhaustiveSearch(Model<S> model, Level level, List<Operation> operations, boolean remembers) {
        this.level = level;
        this.deadEnds = remembers ? new HashSet<>() : null;
        this.model = model;
        this.operations = operations;
        this.placed = new boolean[operations.size()];
    }

    /** For a history of one partition. */
    public static <S> boolean isLinearizable(Model<S> model, History history) {
        return decide(model, Level.LINEARIZABLE, history, false);
    }

    /** The same for longer histories. */
    public static <S> boolean isLongLinearizable(Model<S> model, History history) {
        return decide(model, Level.LINEARIZABLE, history, true);
    }

    /**
     * For a history of one partition.
     *
     * @throws IllegalArgumentException if the level is neither linearizable nor sequential
     */
    static <S> boolean satisfies(Model<S> model, Level level, History history) {
        if (level != Level.LINEARIZABLE && level != Level.SEQUENTIAL) {
            throw new IllegalArgumentException("no order of operations decides " + level);
        }
        return decide(model, level, history, false);
    }

    private static <S> boolean decide(Model<S> model, Level level, History history, boolean remembers) {
        List<Operation> relevant = history.operations().stream()
                .filter(operation -> model.effect(operation) != Model.Effect.NONE)
                .toList();
        return new ExhaustiveSearch<>(model, level, relevant, remembers).canFinish(model.initial());
    }

    private boolean canFinish(S state) {
        boolean finished = true;
        for (int i = 0; i < placed.length; i++) {
            finished &= placed[i] || !isCertain(i);
        }
        if (finished) {
            return true;
        }
        if (deadEnds != null && !deadEnds.add(new DeadEnd(placedSet(), state))) {
            return false;
        }
        for (int i = 0; i < placed.length; i++) {
            if (!placed[i] && mayComeNext(i)) {
                placed[i] = true;
                for (S next : model.step(state, operations.get(i))) {
                    if (canFinish(next)) {
                        placed[i] = false;
                        return true;
                    }
                }
                placed[i] = false;
            }
        }
        return false;
    }

    private boolean mayComeNext(int candidate) {
        for (int i = 0; i < placed.length; i++) {
            if (!placed[i] && isCertain(i) && precedes(operations.get(i), operations.get(candidate))) {
                return false;
            }
        }
        return true;
    }

    private boolean precedes(Operation first, Operation second) {
        return first.completedEvent() < second.invokedEvent()
                && (level == Level.LINEARIZABLE || first.process() == second.process());
    }

    private BitSet placedSet() {
        BitSet set = new BitSet();
        for (int i = 0; i < placed.length; i++) {
            set.set(i, placed[i]);
        }
        return set;
    }

    private boolean isCertain(int i) {
        return model.effect(operations.get(i)) == Model.Effect.CERTAIN;
    }
}
