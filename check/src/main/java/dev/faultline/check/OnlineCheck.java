package dev.faultline.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Checks linearizability while the history is made, so that a run can end at the first violation.
 *
 * <pre>{@code
 * OnlineCheck check = OnlineCheck.linearizability(Models.casRegister(null), Limits.standard());
 * check.invoke(process, "write", key, 1, nanos);
 * if (check.ok(process, "write", key, null, nanos).isPresent()) {
 *     stopTheRun();
 * }
 * }</pre>
 *
 * <p>Each key is looked at whenever nobody waits for an answer of it, and now and then if that does not happen. Where
 * there are too many possibilities to follow, or following them takes more work than a fixed share for each operation, the
 * key is checked as a recorded history is, each time it has grown by half.
 * So a violation is told at the latest when the key is quiet or has grown by half, unless a look comes to a limit: then the
 * key is tried again when it has grown by half. {@link #verdict} at the end leaves nothing out. A key that is never quiet
 * and has no near-linear method may be undecided until then.
 *
 * <p>Cost: what is followed from answer to answer takes a bounded number of steps for each operation. The looks at a key
 * that grows by half take three times the work of the last one; that work has a limit which is proportional to the
 * operations of the key, once these are many. So the whole is linear in the events, whatever the history.
 *
 * <p>When a violation is told follows from the events, the model and the limits alone, as long as {@link Limits#stop} ends
 * no look: the work of a look is counted, not timed. The methods are those of {@link History.Builder}, with its exceptions.
 * For one thread.
 */
public final class OnlineCheck {

    private static final int FIRST_LOOK = 64;
    /** The limits of a look are those of a key of so many operations; a longer one gets more in proportion. */
    private static final int OPERATIONS_OF_THE_LIMITS = 1_024;

    private final Model<?> model;
    private final Limits limits;
    private final History.Builder builder = History.builder();
    private final Map<Integer, Operation> open = new LinkedHashMap<>();
    private final Map<Optional<Object>, Part<?>> parts = new HashMap<>();
    private Optional<Verdict.Violation> violation = Optional.empty();
    private int operations;
    private int events;

    private OnlineCheck(Model<?> model, Limits limits) {
        this.model = model;
        this.limits = limits;
    }

    /**
     * A check of a history that has not begun. The limits hold for each look at a key of up to 1,024 operations; those of
     * configurations and memory grow in proportion for a longer one, which could not even be walked through else.
     */
    public static OnlineCheck linearizability(Model<?> model, Limits limits) {
        return new OnlineCheck(model, limits);
    }

    /** What goes on at one key. */
    private static final class Part<S> {
        private final Optional<Object> key;
        private final OpenWindow<S> window;
        private final List<Integer> indices = new ArrayList<>();
        private boolean lost;
        private int lookAt = FIRST_LOOK;

        Part(Optional<Object> key, Model<S> model) {
            this.key = key;
            window = new OpenWindow<>(model);
        }
    }

    /** A process invokes an operation. */
    public void invoke(int process, String f, @Nullable Object key, @Nullable Object value, long timeNanos) {
        builder.invoke(process, f, key, value, timeNanos);
        Operation o = new Operation(
                operations++,
                process,
                f,
                key,
                value,
                Outcome.INFO,
                null,
                events++,
                Operation.NEVER,
                timeNanos,
                timeNanos);
        open.put(process, o);
        Part<?> part = part(o);
        part.window.invoke();
        part.indices.add(o.index());
    }

    /** The open operation of the process took effect. Returns the first violation, once there is one. */
    public Optional<Verdict.Violation> ok(
            int process, String f, @Nullable Object key, @Nullable Object result, long timeNanos) {
        builder.ok(process, f, key, result, timeNanos);
        return complete(process, Outcome.OK, result, timeNanos);
    }

    /** The open operation certainly failed. Returns the first violation, once there is one. */
    public Optional<Verdict.Violation> fail(
            int process, String f, @Nullable Object key, @Nullable Object result, long timeNanos) {
        builder.fail(process, f, key, result, timeNanos);
        return complete(process, Outcome.FAIL, result, timeNanos);
    }

    /** The outcome of the open operation is unknown. Returns the first violation, once there is one. */
    public Optional<Verdict.Violation> info(
            int process, String f, @Nullable Object key, @Nullable Object result, long timeNanos) {
        builder.info(process, f, key, result, timeNanos);
        return complete(process, Outcome.INFO, result, timeNanos);
    }

    /** The first violation, empty as long as none is known. */
    public Optional<Verdict.Violation> violation() {
        return violation;
    }

    /** The history so far. */
    public History history() {
        return builder.build();
    }

    /** The verdict on the history so far, as of {@link Check}: the whole is looked at. */
    public Verdict verdict() {
        return violation.isPresent()
                ? violation.get()
                : Check.linearizability(model).within(limits).run(history());
    }

    private Part<?> part(Operation o) {
        return parts.computeIfAbsent(Optional.ofNullable(model.partition(o)), key -> new Part<>(key, model));
    }

    private Optional<Verdict.Violation> complete(int process, Outcome outcome, @Nullable Object result, long nanos) {
        Operation begun = open.remove(process);
        if (begun == null || violation.isPresent()) {
            return violation;
        }
        Operation o = new Operation(
                begun.index(),
                process,
                begun.f(),
                begun.key(),
                begun.value(),
                outcome,
                result,
                begun.invokedEvent(),
                events++,
                begun.invokedNanos(),
                nanos);
        Part<?> part = part(o);
        Part<?> before = part(begun);
        if (part != before) {
            // Only the answer told where the operation belongs, and that window may have gone on without it.
            before.lost = true;
            before.indices.remove((Object) o.index());
            part.lost = true;
            part.indices.add(o.index());
        }
        OpenWindow.Standing standing = part.lost ? OpenWindow.Standing.LOST : part.window.complete(o);
        if (standing == OpenWindow.Standing.EXPLAINED && part.window.size() >= part.lookAt) {
            part.lookAt += part.lookAt / 2;
            standing = part.window.look(openOf(part));
        } else if (!part.lost && part.window.size() == 0) {
            part.lookAt = FIRST_LOOK;
        }
        if (standing != OpenWindow.Standing.EXPLAINED && !part.lost) {
            // Broken is beyond doubt, but only the check of recorded histories has operations to show for it.
            part.lost = true;
            part.lookAt = 0;
        }
        if (part.lost && part.indices.size() >= part.lookAt) {
            part.lookAt = Math.max(FIRST_LOOK, part.indices.size() * 3 / 2);
            violation = search(part);
        }
        return violation;
    }

    private List<Operation> openOf(Part<?> part) {
        return open.values().stream().filter(o -> part(o) == part).toList();
    }

    /** Looks at the operations of the key alone, and at the whole history only for a violation to show. */
    private Optional<Verdict.Violation> search(Part<?> part) {
        int[] indices =
                part.indices.stream().mapToInt(Integer::intValue).sorted().toArray();
        Limits most = limitsOf(indices.length);
        History alone = builder.only(indices);
        int[] all = IntStream.range(0, alone.size()).toArray();
        if (!(Engines.decide(model, alone, all, alone.events(), most) instanceof PartitionResult.Unexplained)) {
            return Optional.empty();
        }
        History history = history();
        PartitionResult result = Engines.decide(model, history, indices, events, most);
        return new Counterexample(model, most, history)
                .earliest(List.of(part.key), List.of(indices), List.of(result))
                .map(Verdict.Violation.class::cast);
    }

    private Limits limitsOf(int operationsOfKey) {
        long share = Math.max(1, operationsOfKey / OPERATIONS_OF_THE_LIMITS);
        return limits.withConfigurations(times(limits.configurations(), share))
                .withMemoryBytes(times(limits.memoryBytes(), share));
    }

    private static long times(long limit, long share) {
        return limit > Long.MAX_VALUE / share ? Long.MAX_VALUE : limit * share;
    }
}
