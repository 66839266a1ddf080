package dev.faultline.check.trial;

import dev.faultline.check.History;
import dev.faultline.check.Model;
import dev.faultline.check.Operation;
import dev.faultline.check.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A few operations in the order in which they took effect, on an object that does what its model says, or has one bug.
 *
 * @param <S> the states of the model
 */
final class LinearRun<S> {

    private static final int LONGEST = 40;
    private static final int ATTEMPTS = 20;

    /**
     * An operation that took effect.
     *
     * @param invoked the time of its invocation; times are distinct
     * @param crashed whether its client learned nothing
     */
    record Step(
            int process,
            String f,
            @Nullable Object value,
            @Nullable Object result,
            int invoked,
            int completed,
            boolean crashed) {

        Step answering(@Nullable Object other) {
            return new Step(process, f, value, other, invoked, completed, crashed);
        }

        Step unanswered() {
            return new Step(process, f, value, null, invoked, completed, true);
        }
    }

    private final Model<S> model;
    private final Subject subject;
    private final SplittableRandom random;
    private final List<Object> used = new ArrayList<>(Arrays.asList((Object) null));
    private final List<Step> steps = new ArrayList<>();
    /** The states before each step, and after the last. */
    private final List<S> states = new ArrayList<>();

    private long fresh = 10;

    private LinearRun(Model<S> model, Subject subject, long seed) {
        this.model = model;
        this.subject = subject;
        random = new SplittableRandom(seed);
        states.add(model.initial());
        int clients = 2 + random.nextInt(3);
        int[] freeAt = new int[clients];
        int[] process = new int[clients];
        Arrays.setAll(process, c -> c);
        int now = 0;
        for (int left = 5 + random.nextInt(5); left > 0; left--) {
            int c = random.nextInt(clients);
            now += 1 + random.nextInt(LONGEST);
            int invoked = Math.max(freeAt[c], now - random.nextInt(2 * LONGEST));
            now = Math.max(now, invoked + 1);
            int completed = now + 1 + random.nextInt(2 * LONGEST);
            Step step = draw(process[c], 100 * invoked + left, 100 * completed + left + 50);
            boolean crashed = random.nextInt(12) == 0;
            if (step != null) {
                steps.add(crashed ? step.unanswered() : step);
                states.add(after(states.getLast(), step).getFirst());
            }
            freeAt[c] = completed + 1;
            process[c] += crashed ? 10 : 0;
        }
    }

    static LinearRun<?> of(Subject subject, long seed) {
        return of(subject.model(), subject, seed);
    }

    private static <S> LinearRun<S> of(Model<S> model, Subject subject, long seed) {
        return new LinearRun<>(model, subject, seed);
    }

    Model<S> model() {
        return model;
    }

    /** What the clients saw. */
    History history() {
        return history(steps);
    }

    /** What they see if the object has a bug; empty if it finds no place for it. */
    Optional<History> planted(OperationBug bug) {
        for (int attempt = 0; attempt < ATTEMPTS && !steps.isEmpty(); attempt++) {
            int at = random.nextInt(steps.size());
            List<Step> changed = switch (bug) {
                case STALE_ANSWER -> stale(at);
                case LOST_UPDATE -> again(at, 0);
                case DOUBLE_UPDATE -> again(at, 2);
                case SWAPPED_ANSWERS -> swapped(at, random.nextInt(steps.size()));
                case PHANTOM_ANSWER -> answering(at, candidate(steps.get(at)));
                case UNDUE_SUCCESS -> undue(at);
            };
            if (changed != null && !changed.equals(steps)) {
                return Optional.of(history(changed));
            }
        }
        return Optional.empty();
    }

    private @Nullable List<Step> stale(int at) {
        S before = states.get(random.nextInt(at + 1));
        Step step = steps.get(at);
        Object result = answer(before, step);
        return after(before, step.answering(result)).isEmpty() ? null : answering(at, result);
    }

    private @Nullable List<Step> answering(int at, @Nullable Object result) {
        if (steps.get(at).crashed || Objects.equals(steps.get(at).result, result)) {
            return null;
        }
        List<Step> changed = new ArrayList<>(steps);
        changed.set(at, steps.get(at).answering(result));
        return changed;
    }

    /** One operation takes effect so many times, and those after it answer accordingly. */
    private @Nullable List<Step> again(int at, int times) {
        S state = states.get(at);
        Step step = steps.get(at);
        for (int i = 0; i < times; i++) {
            List<S> next = after(state, step);
            state = next.isEmpty() ? state : next.getFirst();
        }
        if (step.crashed || state.equals(states.get(at + 1))) {
            return null;
        }
        List<Step> changed = new ArrayList<>(steps.subList(0, at + 1));
        for (Step later : steps.subList(at + 1, steps.size())) {
            Step as = after(state, later).isEmpty() ? later.answering(answer(state, later)) : later;
            List<S> next = after(state, as);
            state = next.isEmpty() ? state : next.getFirst();
            changed.add(next.isEmpty() ? later : as);
        }
        return changed;
    }

    private @Nullable List<Step> swapped(int at, int other) {
        Step one = steps.get(at);
        Step two = steps.get(other);
        if (one.crashed || two.crashed || !one.f.equals(two.f) || Objects.equals(one.result, two.result)) {
            return null;
        }
        List<Step> changed = new ArrayList<>(steps);
        changed.set(at, one.answering(two.result));
        changed.set(other, two.answering(one.result));
        return changed;
    }

    /** A client of its own is told that something was done which was not possible then. */
    private @Nullable List<Step> undue(int at) {
        Step there = steps.get(at);
        Step more = call(1000, there.invoked + 1, there.invoked + 2);
        Step told = more.answering(candidate(more));
        if (!after(states.get(at), told).isEmpty()) {
            return null;
        }
        List<Step> changed = new ArrayList<>(steps);
        changed.add(at, told);
        return changed;
    }

    private @Nullable Step draw(int process, int invoked, int completed) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Step call = call(process, invoked, completed);
            Step step = call.answering(answer(states.getLast(), call));
            if (!after(states.getLast(), step).isEmpty()) {
                return step;
            }
        }
        return null;
    }

    private Step call(int process, int invoked, int completed) {
        List<String> names = List.copyOf(subject.functions().keySet());
        String f = names.get(random.nextInt(names.size()));
        List<?> arguments = choices(f, 0);
        Object value = arguments.isEmpty() ? (Object) fresh++ : arguments.get(random.nextInt(arguments.size()));
        if (arguments.isEmpty()) {
            used.add(value);
        }
        return new Step(process, f, value, null, invoked, completed, false);
    }

    private List<?> choices(String f, int which) {
        return Objects.requireNonNull(subject.functions().get(f)).get(which);
    }

    private @Nullable Object candidate(Step step) {
        List<?> candidates = choices(step.f, 1).isEmpty() ? used : choices(step.f, 1);
        return candidates.get(random.nextInt(candidates.size()));
    }

    /** An answer that the object may give in this state, or any if there is none. */
    private @Nullable Object answer(S state, Step step) {
        List<?> candidates = choices(step.f, 1).isEmpty() ? used : choices(step.f, 1);
        int first = random.nextInt(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            Object result = candidates.get((first + i) % candidates.size());
            if (!after(state, step.answering(result)).isEmpty()) {
                return result;
            }
        }
        return candidates.get(first);
    }

    private List<S> after(S state, Step step) {
        return model.step(state, operation(0, step));
    }

    private static History history(List<Step> steps) {
        List<Step> sorted =
                steps.stream().sorted(Comparator.comparingInt(Step::invoked)).toList();
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            operations.add(operation(i, sorted.get(i)));
        }
        return History.of(operations);
    }

    private static Operation operation(int index, Step step) {
        return new Operation(
                index,
                step.process,
                step.f,
                null,
                step.value,
                step.crashed ? Outcome.INFO : Outcome.OK,
                step.result,
                step.invoked,
                step.crashed ? Operation.NEVER : step.completed,
                0,
                0);
    }
}
