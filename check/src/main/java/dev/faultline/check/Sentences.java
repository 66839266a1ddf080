package dev.faultline.check;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words of verdicts. */
final class Sentences {

    private static final int MOST_OPERATIONS_TOLD = 8;
    private static final Pattern LOOKS_OTHERWISE = Pattern.compile("|nil|null|true|false|[-+]?[0-9.]+");

    private Sentences() {}

    static String partition(Optional<Object> key) {
        return key.map(name -> "key " + name).orElse("the history");
    }

    /** Returns a value as people read it; of texts only one that looks like another value is in quotes. */
    static String value(@Nullable Object value) {
        return value instanceof String text && !LOOKS_OTHERWISE.matcher(text).matches() ? text : Fit.told(value);
    }

    static String limit(Verdict.Limit limit) {
        return switch (limit) {
            case OPERATIONS -> "operations";
            case CONFIGURATIONS -> "configurations";
            case MEMORY -> "memory";
            case REPEATED_VALUES -> "values that occur once";
            case NOTHING_CHECKED -> "operations that tell something";
            case STOPPED -> "time, or was stopped";
        };
    }

    static String violation(
            Model<?> model, Optional<Object> key, int events, Operation trigger, List<Operation> operations) {
        String story = operations.stream()
                .limit(MOST_OPERATIONS_TOLD)
                .map(operation -> tell(model, operation))
                .collect(Collectors.joining("; "));
        int untold = operations.size() - MOST_OPERATIONS_TOLD;
        return "Not linearizable as %s: with event %d, '%s' by process %d, %s cannot be explained any more. %s: %s%s."
                .formatted(
                        model.name(),
                        events - 1,
                        model.describe(trigger),
                        trigger.process(),
                        partition(key),
                        operations.size() == 1 ? "This operation shows it" : "These operations show it",
                        story,
                        untold > 0 ? "; and %d more".formatted(untold) : "");
    }

    private static String tell(Model<?> model, Operation operation) {
        String until =
                operation.completedEvent() == Operation.NEVER ? "" : Integer.toString(operation.completedEvent());
        return "%s (process %d, events %d..%s)"
                .formatted(model.describe(operation), operation.process(), operation.invokedEvent(), until);
    }
}
