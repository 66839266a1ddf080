package dev.faultline.check;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What operations may look like of which an invariant speaks. */
final class InvariantFits {

    private InvariantFits() {}

    /** What cannot be, null if all is well. */
    static @Nullable String problem(Invariant invariant, Operation o) {
        List<String> words = words(invariant);
        if (!words.contains(o.f())) {
            return "%s has no '%s', only %s".formatted(invariant, o.f(), words);
        }
        if (o.outcome() == Outcome.FAIL) {
            return null;
        }
        return switch (invariant) {
            case SET_FULL -> of(o, "add", Fit.ARGUMENT.and(Fit.ECHO), "read", Fit.ELEMENTS_ANSWER);
            case TOTAL_QUEUE ->
                o.f().equals("drain")
                        ? Fit.QUERY.and(Fit.ELEMENTS_ANSWER).problem(o)
                        : of(o, "enqueue", Fit.ARGUMENT.and(Fit.ECHO), "dequeue", Fit.QUERY);
            case BANK, BANK_WITH_OVERDRAFT ->
                of(o, "transfer", Fit.TRANSFER_ARGUMENT.and(Fit.ECHO), "read", Fit.BALANCES_ANSWER);
            case COUNTER -> of(o, "add", Fit.WHOLE_ARGUMENT.and(Fit.ECHO), "read", Fit.QUERY.and(Fit.WHOLE_ANSWER));
            case LONG_FORK -> of(o, "write", Fit.MICRO_OPERATIONS, "read", Fit.MICRO_OPERATIONS);
            case LOG -> of(o, "send", Fit.ARGUMENT.and(InvariantFits::sent), "poll", Fit.ANY);
        };
    }

    private static List<String> words(Invariant invariant) {
        return switch (invariant) {
            case SET_FULL, COUNTER -> List.of("add", "read");
            case TOTAL_QUEUE -> List.of("enqueue", "dequeue", "drain");
            case BANK, BANK_WITH_OVERDRAFT -> List.of("transfer", "read");
            case LONG_FORK -> List.of("write", "read");
            case LOG -> List.of("send", "poll", "read");
        };
    }

    private static @Nullable String of(Operation o, String change, Fit changing, String query, Fit asking) {
        if (o.f().equals(change)) {
            return changing.problem(o);
        }
        return o.f().equals(query) ? asking.problem(o) : null;
    }

    /** A send answers nothing, its value, or {@code [offset value]}. */
    private static @Nullable String sent(Operation o) {
        boolean placed = o.result() instanceof List<?> pair
                && pair.size() == 2
                && Fit.isWhole(pair.getFirst())
                && Objects.equals(pair.getLast(), o.value());
        return placed ? null : Fit.ECHO.problem(o);
    }
}
