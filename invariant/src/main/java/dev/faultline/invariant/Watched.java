package dev.faultline.invariant;

import dev.faultline.invariant.Expression.Binary;
import dev.faultline.invariant.Expression.Fold;
import dev.faultline.invariant.Value.Bool;
import dev.faultline.invariant.Value.Missing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An invariant in a run: whether anything that it names has changed, and what came of the looks at it. */
final class Watched {
    private static final int ROWS_MAX = 100;

    private final Invariant invariant;
    private final Meaning meaning;
    private final Names names;
    private final State state;
    private final Earlier earlier;
    private final Set<NamePattern> unfed;
    private final Set<Binary> unmet;
    private final List<Long> periods;
    /** What its closed folds come to, until something changes that it names. */
    private final IdentityHashMap<Fold, Value> folds = new IdentityHashMap<>(4);

    private @Nullable OperationAtHand operationBefore;
    private boolean operationIsNew;
    private long firstChangeNanos;
    private @Nullable Happening lastChange;
    private long looks;
    private long held;
    private long violated;
    private long undecided;
    private @Nullable Missing lastMissing;
    private @Nullable Missing mistake;
    private @Nullable Violation first;

    Watched(Invariant invariant, Map<String, List<String>> lists, State state) {
        this.invariant = invariant;
        this.state = state;
        meaning = new Meaning(invariant, lists);
        names = new Names(meaning);
        earlier = new Earlier(state);
        unfed = new LinkedHashSet<>(names.demanded());
        unmet = Collections.newSetFromMap(new IdentityHashMap<>());
        unmet.addAll(meaning.conditions());
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

    Set<NamePattern> asked() {
        return names.asked();
    }

    boolean asksFor(Name name) {
        for (NamePattern pattern : names.asked()) {
            if (pattern.matches(name)) {
                return true;
            }
        }
        return false;
    }

    /** Takes notice that a name that it asks for has another value now; null stands for none. */
    void changed(Name name, @Nullable Value before, @Nullable Value after, Happening by) {
        touch(by);
        if (!folds.isEmpty()) {
            folds.clear();
        }
        earlier.change(name, before, after);
        if (!unfed.isEmpty()) {
            unfed.removeIf(pattern -> pattern.matches(name));
        }
    }

    /** Takes notice that there is another operation at hand. */
    void operated(Happening by) {
        if (meaning.isOfOperation()) {
            touch(by);
            operationIsNew = true;
        }
    }

    private void touch(Happening by) {
        if (!isChanged()) {
            firstChangeNanos = by.atNanos();
        }
        lastChange = by;
    }

    boolean isChanged() {
        return operationIsNew || !earlier.isNow();
    }

    /** Returns when the next period ends of those that it is looked at after; the greatest number if nothing has changed. */
    long dueNanos() {
        long due = Long.MAX_VALUE;
        if (isChanged()) {
            for (long period : periods) {
                due = Math.min(due, Math.max(1, Math.ceilDiv(firstChangeNanos, period)) * period);
            }
        }
        return due;
    }

    /** Returns whether it says something of a run in which nothing that it names ever was there, as 'not known(x)' does. */
    boolean isOfNothing() {
        return looks == 0 && names.demanded().isEmpty() && !meaning.isOfOperation();
    }

    /**
     * Looks. Returns the violation, if it does not hold and if that is to be told: the first time, and if {@code each} is.
     */
    Optional<Violation> look(Happening occasion, @Nullable OperationAtHand operation, boolean each) {
        Value value = evaluation(folds, state, earlier, operation).of(meaning.holds(), null);
        Optional<Violation> found = Optional.empty();
        switch (value) {
            case Bool(boolean flag) when flag -> held++;
            case Bool _ -> {
                violated++;
                if (first == null || each) {
                    found = Optional.of(violation(occasion, operation));
                    first = first == null ? found.get() : first;
                }
            }
            case Missing missing -> {
                undecided++;
                lastMissing = missing;
                mistake = missing.mistake() && mistake == null ? missing : mistake;
            }
            default -> {
                undecided++;
                lastMissing = Evaluation.mistake("an invariant is true or false", value);
                mistake = lastMissing.mistake() && mistake == null ? lastMissing : mistake;
            }
        }
        looks++;
        earlier.restart();
        operationIsNew = false;
        operationBefore = operation;
        return found;
    }

    private Evaluation evaluation(
            IdentityHashMap<Fold, Value> known, View now, View then, @Nullable OperationAtHand operation) {
        return new Evaluation(
                meaning, unmet, known, new Seen(now, operation), looks == 0 ? null : new Seen(then, operationBefore));
    }

    private Violation violation(Happening occasion, @Nullable OperationAtHand operation) {
        // What has changed is first; what was withdrawn since is no more asked for now.
        Set<Name> shown = earlier.changed();
        // All is computed anew, so that it is seen what it asks for.
        Evaluation evaluation =
                evaluation(new IdentityHashMap<>(), new Traced(state, shown), new Traced(earlier, shown), operation);
        Explanation why = Explanation.of(meaning.holds(), evaluation);
        evaluation.of(
                meaning.holds(), null); // so that all that it asks for is a row, not what the explanation needed only
        shown.removeIf(name -> name.path().isEmpty());
        List<Violation.Row> rows = shown.stream()
                .limit(ROWS_MAX)
                .map(name -> new Violation.Row(
                        name.toString(),
                        earlier.value(name).toString(),
                        state.value(name).toString()))
                .toList();
        return new Violation(
                invariant.name(),
                invariant.text(),
                occasion.told(),
                Optional.ofNullable(lastChange)
                        .filter(change -> !change.equals(occasion))
                        .map(Happening::told),
                meaning.isOfOperation() ? Optional.ofNullable(operation) : Optional.empty(),
                why.expected(),
                why.actual(),
                rows,
                shown.size() - rows.size());
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
                new Doubt(looks, held, violated, mistake, lastMissing, unfed, unmet).sentence(invariant, published),
                Optional.ofNullable(lastMissing).map(Missing::why),
                Optional.ofNullable(first));
    }
}
