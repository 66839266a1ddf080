package dev.faultline.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a function can be asked so, and can answer so, in any state at all: if not, something is wrong with the record. */
@FunctionalInterface
interface Fit {

    /** What cannot be, null if all is well. Answers count where the operation is known to have happened. */
    @Nullable
    String problem(Operation o);

    /** Everything is possible. */
    Fit ANY = _ -> null;

    /** It answers nothing, or repeats its argument. */
    Fit ECHO = o -> !answered(o) || o.result() == null || Objects.equals(o.result(), o.value())
            ? null
            : "%s was invoked with %s but completed with %s".formatted(o.f(), told(o.value()), told(o.result()));

    /** It has an argument. */
    Fit ARGUMENT = o -> o.value() != null ? null : o.f() + " needs a value";

    /** It is asked for nothing in particular; where something was expected, the answer is that. */
    Fit QUERY = o -> !answered(o) || o.value() == null || Objects.equals(o.result(), o.value())
            ? null
            : "%s was asked for %s but answers %s".formatted(o.f(), told(o.value()), told(o.result()));

    /** Its argument is a list of an expected and a new value. */
    Fit PAIR = o -> o.value() instanceof List<?> list && list.size() == 2
            ? null
            : "%s needs a list [expected, new], not %s".formatted(o.f(), told(o.value()));

    Fit WHOLE_ARGUMENT =
            o -> isWhole(o.value()) ? null : "%s needs a whole number, not %s".formatted(o.f(), told(o.value()));

    Fit WHOLE_ANSWER = o -> !answered(o) || isWhole(o.result())
            ? null
            : "%s answers a whole number, not %s".formatted(o.f(), told(o.result()));

    /** It may answer a whole number, and repeats its argument otherwise. */
    Fit WHOLE_OR_ECHO = o -> isWhole(o.result()) ? null : ECHO.problem(o);

    /** It may answer whether it changed something, and repeats its argument otherwise. */
    Fit BOOLEAN_OR_ECHO = o -> o.result() instanceof Boolean ? null : ECHO.problem(o);

    Fit BOOLEAN_ANSWER = o -> !answered(o) || o.result() instanceof Boolean
            ? null
            : "%s answers true or false, not %s".formatted(o.f(), told(o.result()));

    /** It answers some elements, none of which is nil. */
    Fit ELEMENTS_ANSWER = o -> !answered(o)
                    || (o.result() instanceof Collection<?> all && all.stream().allMatch(Objects::nonNull))
            ? null
            : "%s answers a list or a set of elements, not %s".formatted(o.f(), told(o.result()));

    /** It answers the balances of accounts; one that is nil is missing, which is for the check to say. */
    Fit BALANCES_ANSWER = o -> !answered(o)
                    || (o.result() instanceof Map<?, ?> balances
                            && balances.values().stream().allMatch(balance -> balance == null || isWhole(balance)))
            ? null
            : "%s answers a map of accounts to whole numbers, not %s".formatted(o.f(), told(o.result()));

    /** Its argument tells between which accounts it moves how much. */
    Fit TRANSFER_ARGUMENT = o -> o.value() instanceof Map<?, ?> transfer
                    && transfer.get("from") != null
                    && transfer.get("to") != null
                    && isWhole(transfer.get("amount"))
            ? null
            : "%s needs a map of from, to and a whole amount, not %s".formatted(o.f(), told(o.value()));

    /** It reads and writes by a list of {@code [r key value]} and {@code [w key value]}; the answer completes these. */
    Fit MICRO_OPERATIONS = MicroOperations::problem;

    default Fit and(Fit other) {
        return o -> {
            String problem = problem(o);
            return problem == null ? other.problem(o) : problem;
        };
    }

    /** Whether the operation is known to have happened, so that its answer counts. */
    static boolean answered(Operation o) {
        return o.outcome() == Outcome.OK;
    }

    static boolean isWhole(@Nullable Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    static String told(@Nullable Object value) {
        return value == null ? "nil" : value instanceof String text ? '"' + text + '"' : String.valueOf(value);
    }

    /** What cannot be of an operation as the model sees it; null if all is well or the model has no opinion. */
    static @Nullable String problem(Model<?> model, Operation o) {
        if (o.outcome() == Outcome.FAIL) {
            return null;
        }
        return switch (model) {
            case RegisterModel register -> register.fit(o).problem(o);
            case FunctionModel<?> functions -> functions.fit(o).problem(o);
            default -> null;
        };
    }
}
