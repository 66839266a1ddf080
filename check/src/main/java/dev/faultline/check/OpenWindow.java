package dev.faultline.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the object of one key may be like now, while its history goes on: just-in-time linearization (Lowe, "Testing for
 * linearizability", 2017) from one quiet moment to the next. At a moment when nobody waits for an answer, all that counts
 * of the past is in which states it may have left the object, with which operations of unknown outcome used up; the
 * operations themselves are forgotten. So memory depends on the longest stretch without such a moment, not on the run.
 *
 * <p>Two of the reductions of {@link Frontier} keep what is followed small, or every operation of unknown outcome would
 * double it: such an operation is taken up only where it allows another one something new, and at a quiet moment a
 * configuration goes that has used up more of them than another one of the same state.
 *
 * <p>What that costs depends on what happens to be open or crashed, up to some million steps of the model for one answer.
 * So each answer brings an allowance of steps, and a window that has spent all of them is lost.
 */
final class OpenWindow<S> {

    private static final int MOST_CONFIGURATIONS = 1_000;
    /** Each is asked, in each configuration, what it would allow each other one. */
    private static final int MOST_CRASHED = 64;
    /** Steps of the model: enough for hard stretches, and little beside what a run does for an operation. */
    private static final int STEPS_FOR_AN_ANSWER = 400;

    private static final int STEPS_AT_FIRST = 100_000;

    private final Model<S> model;
    /** Operations of unknown outcome from before the last quiet moment. */
    private final List<Operation> crashed = new ArrayList<>();
    /** What was invoked since; those without an answer are open. */
    private final List<Operation> recent = new ArrayList<>();

    private Set<Configuration<S>> now = new LinkedHashSet<>();
    private int open;
    private long stepsLeft = STEPS_AT_FIRST;

    OpenWindow(Model<S> model) {
        this.model = model;
        now.add(new Configuration<>(model.initial(), new BitSet()));
    }

    /** A state, and which operations of the list in question it has taken up. */
    private record Configuration<S>(S state, BitSet done) {

        Configuration<S> with(S next, int operation) {
            BitSet more = (BitSet) done.clone();
            more.set(operation);
            return new Configuration<>(next, more);
        }

        Configuration<S> without(int operation) {
            BitSet fewer = (BitSet) done.clone();
            fewer.clear(operation);
            return new Configuration<>(state, fewer);
        }

        /** Whether all that can come after the other one can come after this one. */
        boolean covers(Configuration<S> other) {
            if (!state.equals(other.state)) {
                return false;
            }
            BitSet more = (BitSet) done.clone();
            more.andNot(other.done);
            return more.isEmpty();
        }
    }

    /** How the window stands. */
    enum Standing {
        /** What was seen has an explanation. */
        EXPLAINED,
        /** It has none. */
        BROKEN,
        /** There are too many possibilities to follow. */
        LOST
    }

    void invoke() {
        open++;
    }

    /** An operation has its answer, or will never have one. */
    Standing complete(Operation o) {
        open--;
        stepsLeft += STEPS_FOR_AN_ANSWER;
        if (model.effect(o) != Model.Effect.NONE) {
            recent.add(o);
        }
        return open == 0 ? cut() : Standing.EXPLAINED;
    }

    /** How many operations wait for a quiet moment. */
    int size() {
        return recent.size();
    }

    /** Looks at the window though some operations are open, of which it gets the invocations. */
    Standing look(List<Operation> stillOpen) {
        List<Operation> all = new ArrayList<>(crashed);
        all.addAll(recent);
        stillOpen.stream().filter(o -> model.effect(o) != Model.Effect.NONE).forEach(all::add);
        Set<Configuration<S>> after = after(all);
        return after == null ? Standing.LOST : after.isEmpty() ? Standing.BROKEN : Standing.EXPLAINED;
    }

    private Standing cut() {
        List<Operation> all = new ArrayList<>(crashed);
        all.addAll(recent);
        Set<Configuration<S>> after = after(all);
        if (after == null) {
            return Standing.LOST;
        }
        BitSet kept = new BitSet();
        int known = crashed.size();
        for (int i = known; i < all.size(); i++) {
            if (model.effect(all.get(i)) == Model.Effect.POSSIBLE) {
                kept.set(i);
                crashed.add(all.get(i));
            }
        }
        recent.clear();
        List<Configuration<S>> carried = new ArrayList<>();
        for (Configuration<S> configuration : after) {
            BitSet used = configuration.done.get(0, known);
            int place = known;
            for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
                used.set(place++, configuration.done.get(i));
            }
            carried.add(new Configuration<>(configuration.state, used));
        }
        now = uncovered(carried);
        if (crashed.size() > MOST_CRASHED) {
            return Standing.LOST;
        }
        return now.isEmpty() ? Standing.BROKEN : Standing.EXPLAINED;
    }

    /** Leaves out what another configuration covers. */
    private static <S> Set<Configuration<S>> uncovered(List<Configuration<S>> all) {
        all.sort(Comparator.comparingInt(configuration -> configuration.done.cardinality()));
        Set<Configuration<S>> kept = new LinkedHashSet<>();
        for (Configuration<S> each : all) {
            if (kept.stream().noneMatch(other -> other.covers(each))) {
                kept.add(each);
            }
        }
        return kept;
    }

    private record Step(int event, int operation, boolean completion) {}

    /** What there may be after these operations, null if that is too much. */
    private @Nullable Set<Configuration<S>> after(List<Operation> all) {
        List<Step> steps = new ArrayList<>();
        BitSet possible = new BitSet();
        for (int i = 0; i < all.size(); i++) {
            Operation o = all.get(i);
            possible.set(i, model.effect(o) == Model.Effect.POSSIBLE);
            steps.add(new Step(o.invokedEvent(), i, false));
            if (!possible.get(i)) {
                steps.add(new Step(o.completedEvent(), i, true));
            }
        }
        steps.sort(Comparator.comparingInt(Step::event));
        Set<Configuration<S>> current = now;
        BitSet begun = new BitSet();
        for (Step step : steps) {
            if (!step.completion) {
                begun.set(step.operation);
                continue;
            }
            current = through(all, begun, possible, current, step.operation);
            if (current == null || current.isEmpty()) {
                return current;
            }
            begun.clear(step.operation);
        }
        return current;
    }

    /** The configurations that have taken up this operation. */
    private @Nullable Set<Configuration<S>> through(
            List<Operation> all, BitSet begun, BitSet possible, Set<Configuration<S>> before, int operation) {
        Set<Configuration<S>> seen = new LinkedHashSet<>(before);
        Deque<Configuration<S>> left = new ArrayDeque<>(before);
        Set<Configuration<S>> through = new LinkedHashSet<>();
        while (!left.isEmpty()) {
            Configuration<S> from = left.poll();
            if (from.done.get(operation)) {
                through.add(from.without(operation));
                continue;
            }
            for (int i = begun.nextSetBit(0); i >= 0; i = begun.nextSetBit(i + 1)) {
                if (from.done.get(i)) {
                    continue;
                }
                for (S next : step(from.state, all.get(i))) {
                    if (possible.get(i) && !allowsSomethingNew(all, begun, from, i, next)) {
                        continue;
                    }
                    Configuration<S> to = from.with(next, i);
                    if (seen.add(to)) {
                        left.add(to);
                    }
                }
            }
            if (seen.size() > MOST_CONFIGURATIONS || stepsLeft < 0) {
                return null;
            }
        }
        return through;
    }

    /** Whether an operation that could come next may do after the second state what it cannot where it is. */
    private boolean allowsSomethingNew(
            List<Operation> all, BitSet begun, Configuration<S> from, int operation, S next) {
        if (next.equals(from.state)) {
            return false;
        }
        for (int i = begun.nextSetBit(0); i >= 0; i = begun.nextSetBit(i + 1)) {
            if (i != operation && !from.done.get(i)) {
                List<S> then = step(next, all.get(i));
                if (!then.isEmpty() && !step(from.state, all.get(i)).containsAll(then)) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<S> step(S state, Operation operation) {
        stepsLeft--;
        return model.step(state, operation);
    }
}
