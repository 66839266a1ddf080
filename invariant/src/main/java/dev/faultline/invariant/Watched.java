package dev.faultline.invariant;

import dev.faultline.invariant.Value.Bool;
import dev.faultline.invariant.Value.Missing;
import dev.faultline.journal.Amount;
import dev.faultline.journal.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An invariant in a run: whether anything that it names has changed, and what came of the looks at it. */
final class Watched {
    private static final int ROWS_MAX = 100;
    private static final int SHOWN = 5;

    private final Invariant invariant;
    private final Names names;
    private final State state;
    private final Earlier earlier;
    private final Set<NamePattern> unfed;
    private final List<Long> periods;
    private boolean operationIsNew;
    private long changedNanos;
    private long looks;
    private long held;
    private long violated;
    private long undecided;
    private @Nullable Missing lastMissing;
    private @Nullable Missing mistake;
    private @Nullable Violation first;

    Watched(Invariant invariant, Map<String, List<String>> groups, State state) {
        this.invariant = invariant;
        this.state = state;
        names = new Names(invariant, groups);
        earlier = new Earlier(state);
        unfed = new LinkedHashSet<>(names.demanded());
        List<Long> each = new ArrayList<>();
        for (Moment moment : invariant.moments()) {
            if (moment instanceof Moment.Every(var period)) {
                each.add(period.toNanos());
            }
        }
        periods = List.copyOf(each);
    }

    Invariant invariant() {
        return invariant;
    }

    Names names() {
        return names;
    }

    boolean has(Moment moment) {
        return invariant.moments().contains(moment);
    }

    boolean asksFor(Name name) {
        for (NamePattern pattern : names.asked()) {
            if (pattern.matches(name)) {
                return true;
            }
        }
        return false;
    }

    /** Takes notice that a name that it asks for has another value now. */
    void changed(Name name, Optional<Value> before, long nanos) {
        touch(nanos);
        earlier.keep(name, before);
        if (!unfed.isEmpty()) {
            unfed.removeIf(pattern -> pattern.matches(name));
        }
    }

    /** Takes notice that there is another operation at hand. */
    void operated(long nanos) {
        if (names.isOfOperation()) {
            touch(nanos);
            operationIsNew = true;
        }
    }

    private void touch(long nanos) {
        if (!isChanged()) {
            changedNanos = nanos;
        }
    }

    boolean isChanged() {
        return operationIsNew || !earlier.isNow();
    }

    /** Returns when the next period ends of those that it is looked at after; the greatest number if nothing has changed. */
    long dueNanos() {
        long due = Long.MAX_VALUE;
        if (isChanged()) {
            for (long period : periods) {
                due = Math.min(due, Math.max(1, Math.ceilDiv(changedNanos, period)) * period);
            }
        }
        return due;
    }

    /** Looks, if anything has changed; returns what it found if it does not hold. */
    Optional<Violation> look(Occasion occasion, @Nullable OperationAtHand operation) {
        if (!isChanged()) {
            return Optional.empty();
        }
        Value value = evaluation(state, earlier, operation).of(invariant.holds());
        Optional<Violation> found = Optional.empty();
        switch (value) {
            case Bool(boolean flag) when flag -> held++;
            case Bool _ -> {
                violated++;
                found = Optional.of(violation(occasion, operation));
                first = first == null ? found.get() : first;
            }
            case Missing missing -> {
                undecided++;
                lastMissing = missing;
                mistake = missing.mistake() && mistake == null ? missing : mistake;
            }
            default -> {
                undecided++;
                mistake = Evaluation.mistake("an invariant is true or false", value);
            }
        }
        looks++;
        earlier.restart();
        operationIsNew = false;
        return found;
    }

    private Evaluation evaluation(View now, View then, @Nullable OperationAtHand operation) {
        return new Evaluation(names, now, looks == 0 ? null : then, operation);
    }

    private Violation violation(Occasion occasion, @Nullable OperationAtHand operation) {
        Set<Name> asked = new LinkedHashSet<>();
        View now = new Traced(state, asked);
        Evaluation evaluation = evaluation(now, new Traced(earlier, asked), operation);
        Explanation why = Explanation.of(invariant.holds(), evaluation, now);
        evaluation.of(invariant.holds()); // so that all that it asks for is a row, not what the explanation needed only
        List<Violation.Row> rows = asked.stream()
                .limit(ROWS_MAX)
                .map(name -> new Violation.Row(
                        name.toString(),
                        earlier.value(name).toString(),
                        state.value(name).toString()))
                .toList();
        return new Violation(
                invariant.name(),
                invariant.text(),
                occasion,
                names.isOfOperation() && operation != null ? operation.toString() : "",
                why.expected(),
                why.actual(),
                rows);
    }

    Optional<Violation> first() {
        return Optional.ofNullable(first);
    }

    /** Returns what became of it; the names that were published are sorted. */
    Account account(List<String> published) {
        return new Account(
                invariant.name(),
                invariant.text(),
                invariant.moments().stream().map(Moment::toString).toList(),
                looks,
                held,
                violated,
                undecided,
                doubt(published),
                first());
    }

    private Optional<String> doubt(List<String> published) {
        if (mistake != null) {
            return Optional.of("cannot be computed: " + mistake.why());
        }
        if (!unfed.isEmpty()) {
            List<String> wanted = unfed.stream().map(NamePattern::toString).toList();
            return Optional.of(
                    "names " + shown(wanted) + ", which nobody has published" + hint(wanted.getFirst(), published));
        }
        String when = invariant.moments().stream().map(Moment::toString).collect(Collectors.joining(", "));
        if (looks == 0) {
            return Optional.of(
                    "was never looked at: nothing that it names had changed at any moment of [" + when + "]");
        }
        if (held + violated == 0) {
            return Optional.of("was looked at " + Amount.of(looks, "time") + " and never decided"
                    + (lastMissing == null ? "" : ": " + lastMissing.why()));
        }
        return Optional.empty();
    }

    private static String hint(String wanted, List<String> published) {
        if (published.isEmpty()) {
            return "; nothing at all was published";
        }
        return "; "
                + Spelling.nearest(wanted, published)
                        .map(near -> "did you mean '" + near + "'? ")
                        .orElse("") + "published: " + shown(published);
    }

    private static String shown(List<String> names) {
        int more = names.size() - SHOWN;
        return names.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
