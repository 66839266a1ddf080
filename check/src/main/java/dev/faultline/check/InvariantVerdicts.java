package dev.faultline.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The verdicts of invariants. */
final class InvariantVerdicts {

    private InvariantVerdicts() {}

    static Verdict holds(Invariant invariant, String why) {
        return new Verdict.Valid(
                Level.INVARIANT,
                new Witness(new int[0], new int[0]),
                "As it should for %s: %s.".formatted(invariant, why));
    }

    /** The operations that contradict each other; null stands for none. */
    static Verdict broken(Invariant invariant, String why, @Nullable Operation... operations) {
        List<Operation> involved = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation != null) {
                involved.add(operation);
            }
        }
        involved.sort(Comparator.comparingInt(Operation::index));
        Operation last = involved.stream()
                .max(Comparator.comparingInt(Operation::completedEvent))
                .orElseThrow();
        int events = last.completedEvent() == Operation.NEVER ? last.invokedEvent() : last.completedEvent();
        return new Verdict.Violation(
                Level.INVARIANT,
                last.key(),
                events + 1,
                last,
                involved,
                true,
                "Broken %s: %s.".formatted(invariant, Objects.requireNonNull(why)));
    }

    static Verdict undecided(Invariant invariant, History history, Verdict.Limit limit) {
        return new Verdict.Unknown(
                Level.INVARIANT,
                null,
                limit,
                0,
                history.events(),
                "The check of %s reached the limit on %s.".formatted(invariant, Sentences.limit(limit)));
    }

    static IllegalArgumentException unknown(Invariant invariant, Operation o) {
        return new IllegalArgumentException("operation %d (event %d): %s knows no '%s' of %s that answers %s"
                .formatted(o.index(), o.invokedEvent(), invariant, o.f(), o.value(), o.result()));
    }
}
