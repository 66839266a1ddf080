package dev.faultline.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which operations of a history a check is about, and which of them could be wrong at all. Linear. */
final class Coverage {

    private static final String FAILED = "of operations that failed, and so did not happen";
    private static final String UNANSWERED = "of reads without an answer";
    private static final String NIL = "of reads of nil, which tell nothing (nil-read=anything)";
    private static final Set<String> QUERIES = Set.of("read", "dequeue", "drain", "poll");

    /** Events that were left out, by reason. */
    final Map<String, Long> leftOut = new LinkedHashMap<>();

    private final Map<String, Integer> functions = new TreeMap<>();
    long events;
    long observations;

    private Coverage() {}

    static Coverage of(Model<?> model, History history) {
        Coverage coverage = new Coverage();
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
        Coverage coverage = new Coverage();
        for (int i = 0; i < history.size(); i++) {
            Operation o = history.operation(i);
            coverage.functions.merge(o.f(), 1, Integer::sum);
            boolean query = QUERIES.contains(o.f());
            boolean ok = o.outcome() == Outcome.OK;
            if (o.outcome() == Outcome.FAIL || (query && !ok)) {
                coverage.leave(o, o.outcome() == Outcome.FAIL ? FAILED : UNANSWERED);
            } else {
                coverage.use(o, ok && (query || invariant == Invariant.TOTAL_QUEUE));
            }
        }
        return coverage;
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
    String nothingChecked() {
        if (functions.isEmpty()) {
            return "nothing was checked: there is no operation";
        }
        return "nothing was checked: no operation tells what was there (%s)"
                .formatted(functions.entrySet().stream()
                        .map(f -> f.getValue() + " " + f.getKey())
                        .collect(Collectors.joining(", ")));
    }
}
