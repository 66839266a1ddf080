package dev.faultline.check;

import dev.faultline.journal.Amount;
import java.util.List;
import java.util.Optional;

/**
 * A question that can be asked of histories.
 *
 * <pre>{@code
 * Verdict verdict = Check.linearizability(Models.register(null)).within(limits).run(history);
 * }</pre>
 *
 * <p>Immutable; may be shared by threads. The verdict does not depend on the number of threads, unless
 * {@link Limits#stop} ends the check.
 */
public final class Check {

    private final Level level;
    private final Model<?> model;
    private final Limits limits;
    private final int threads;

    private Check(Level level, Model<?> model, Limits limits, int threads) {
        this.level = level;
        this.model = model;
        this.limits = limits;
        this.threads = threads;
    }

    /** Is the history linearizable with respect to the model? On one thread, within the standard limits. */
    public static Check linearizability(Model<?> model) {
        return of(Level.LINEARIZABLE, model);
    }

    /**
     * Does the history satisfy a level with respect to the model? On one thread, within the standard limits.
     *
     * @throws IllegalArgumentException if the level needs no model
     */
    public static Check of(Level level, Model<?> model) {
        if (level == Level.INVARIANT) {
            throw new IllegalArgumentException("an invariant is no question about a model");
        }
        return new Check(level, model, Limits.standard(), 1);
    }

    /** This check within other limits. */
    public Check within(Limits other) {
        return new Check(level, model, other, threads);
    }

    /**
     * This check with several partitions at a time.
     *
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    public Check onThreads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a check needs at least 1 thread, not " + count);
        }
        return new Check(level, model, limits, count);
    }

    /**
     * Decides the history.
     *
     * @throws IllegalArgumentException if the model does not know one of the operations, or the level is a guarantee of
     *     sessions and the model is not of registers
     */
    public Verdict run(History history) {
        if (level == Level.SEQUENTIAL) {
            return SequentialCheck.run(model, history, limits);
        }
        if (level.isOfSessions()) {
            return SessionCheck.run(model, level, history, limits);
        }
        Parts parts = Parts.of(model, history);
        List<Optional<Object>> keys = parts.keys();
        List<PartitionResult> results = new Partitions(model, limits, threads, history, parts.operations()).decide();
        Optional<Verdict> violation =
                new Counterexample(model, limits, history).earliest(keys, parts.operations(), results);
        return violation.orElseGet(() -> undecided(history, keys, results).orElseGet(() -> valid(keys, results)));
    }

    private static Optional<Verdict> undecided(
            History history, List<Optional<Object>> keys, List<PartitionResult> results) {
        Optional<Verdict> least = Optional.empty();
        int leastExplained = Integer.MAX_VALUE;
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof PartitionResult.Undecided(Verdict.Limit limit, int explained)
                    && explained < leastExplained) {
                leastExplained = explained;
                String sentence = "The check of %s reached the limit on %s; the first %d of %d events are explained."
                        .formatted(
                                Sentences.partition(keys.get(i)), Sentences.limit(limit), explained, history.events());
                least = Optional.of(new Verdict.Unknown(
                        Level.LINEARIZABLE, keys.get(i).orElse(null), limit, explained, history.events(), sentence));
            }
        }
        return least;
    }

    private Verdict valid(List<Optional<Object>> keys, List<PartitionResult> results) {
        Witness witness = Witness.merge(results.stream()
                .map(result -> ((PartitionResult.Explained) result).witness())
                .toList());
        String sentence = "Linearizable as %s: there is an order that explains %s on %s."
                .formatted(model.name(), Amount.of(witness.size(), "operation"), Amount.of(keys.size(), "key"));
        return new Verdict.Valid(Level.LINEARIZABLE, witness, sentence);
    }
}
