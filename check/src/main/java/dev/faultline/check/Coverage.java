package dev.faultline.check;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which operations of a history a check is about, and which of them could be wrong at all. Linear. */
public final class Coverage {

    private static final String FAILED = "of operations that failed, and so did not happen";
    private static final String UNANSWERED = "of reads without an answer";
    private static final String NIL = "of reads of nil, which tell nothing (nil-read=anything)";
    private static final Set<Invariant> NEEDS_ELEMENTS =
            EnumSet.of(Invariant.SET_FULL, Invariant.TOTAL_QUEUE, Invariant.LONG_FORK);
    private static final Set<String> QUERIES = Set.of("read", "dequeue", "drain", "poll");

    /** Events that were left out, by reason. */
    final Map<String, Long> leftOut = new LinkedHashMap<>();

    private final Map<String, Integer> functions = new TreeMap<>();
    long events;
    long observations;

    private final int needed;

    private Coverage(int needed) {
        this.needed = needed;
    }

    /** Returns the verdict of a check of that model, which is unknown if nothing in the history could be wrong. */
    public static Verdict confirm(Verdict verdict, Model<?> model, History history) {
        return of(model, history).confirm(verdict, history, "%s as %s".formatted(verdict.level(), model.name()));
    }

    /** Returns the verdict of a check of that invariant, which is unknown if nothing in the history could be wrong. */
    public static Verdict confirm(Verdict verdict, Invariant invariant, History history) {
        return of(invariant, history).confirm(verdict, history, "it is as it should for " + invariant);
    }

    /** VALID of a history in which nothing could be wrong is no answer. */
    private Verdict confirm(Verdict verdict, History history, String claim) {
        return verdict instanceof Verdict.Valid && observations < needed
                ? new Verdict.Unknown(
                        verdict.level(),
                        null,
                        Verdict.Limit.NOTHING_CHECKED,
                        0,
                        history.events(),
                        "Unknown whether %s: %s.".formatted(claim, nothingChecked()))
                : verdict;
    }

    static Coverage of(Model<?> model, History history) {
        Coverage coverage = new Coverage(model instanceof FunctionModel<?> other ? other.observationsNeeded() : 1);
        for (int i = 0; i < history.size(); i++) {
            Operation o = history.operation(i);
            coverage.functions.merge(o.f(), 1, Integer::sum);
            if (model.effect(o) == Model.Effect.NONE) {
                coverage.leave(o, o.outcome() == Outcome.FAIL ? FAILED : UNANSWERED);
            } else if (model instanceof RegisterModel register
                    && !register.assignment(o).writes()
                    && register.assignment(o).test() == Assignment.Test.ANY) {
                coverage.leave(o, NIL);
            } else {
                boolean tells = switch (model) {
                    case RegisterModel register -> register.tells(o);
                    case FunctionModel<?> other -> other.tells(o);
                    default -> true;
                };
                coverage.use(o, tells);
            }
        }
        return coverage;
    }

    static Coverage of(Invariant invariant, History history) {
        Coverage coverage = new Coverage(needed(invariant));
        boolean elements = false;
        for (int i = 0; i < history.size(); i++) {
            Operation o = history.operation(i);
            coverage.functions.merge(o.f(), 1, Integer::sum);
            boolean query = QUERIES.contains(o.f());
            boolean ok = o.outcome() == Outcome.OK;
            if (o.outcome() == Outcome.FAIL || (query && !ok)) {
                coverage.leave(o, o.outcome() == Outcome.FAIL ? FAILED : UNANSWERED);
            } else {
                coverage.use(o, ok && (query || invariant == Invariant.TOTAL_QUEUE));
                elements |= invariant == Invariant.LONG_FORK ? seesAWrite(o) : hasElement(o);
            }
        }
        if (!elements && NEEDS_ELEMENTS.contains(invariant)) {
            coverage.observations = 0;
        }
        return coverage;
    }

    /** Whether a read of a group has a value: where none ever has, writes may have gone nowhere, and no two reads disagree. */
    private static boolean seesAWrite(Operation o) {
        return o.f().equals("read")
                && o.result() instanceof Collection<?> steps
                && steps.stream().anyMatch(step -> step instanceof List<?> parts && parts.getLast() != null);
    }

    /** Whether there is an element that could be lost, or one that nobody put in. */
    private static boolean hasElement(Operation o) {
        Object seen = o.result();
        return o.value() != null || (seen != null && !(seen instanceof Collection<?> many && many.isEmpty()));
    }

    /** Reads of a bank that may be overdrawn, or of groups that a fork would tell apart, can only contradict each other. */
    private static int needed(Invariant invariant) {
        return switch (invariant) {
            case BANK_WITH_OVERDRAFT, LONG_FORK -> 2;
            default -> 1;
        };
    }

    private void leave(Operation o, String reason) {
        leftOut.merge(reason, events(o), Long::sum);
    }

    private void use(Operation o, boolean tells) {
        events += events(o);
        observations += tells ? 1 : 0;
    }

    private static long events(Operation o) {
        return o.completedEvent() == Operation.NEVER ? 1 : 2;
    }

    /** Why nothing was checked. */
    private String nothingChecked() {
        if (functions.isEmpty()) {
            return "nothing was checked: there is no operation";
        }
        return "nothing was checked: %s (%s)"
                .formatted(
                        observations == 0
                                ? "no operation tells what was there"
                                : "one answer alone cannot contradict another one",
                        functions.entrySet().stream()
                                .map(f -> f.getValue() + " " + f.getKey())
                                .collect(Collectors.joining(", ")));
    }
}
