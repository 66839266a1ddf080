package dev.faultline.check;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registers with and without compare-and-set. Every rule of theirs is in {@link #assignment}. */
final class RegisterModel implements Model<Optional<Object>> {

    private final String name;
    private final Set<String> functions;
    private final Optional<Object> initial;
    private final boolean nullReadMatchesAnything;
    private final boolean failedCasIsChecked;

    RegisterModel(String name, Set<String> functions, Optional<Object> initial, Set<RegisterOption> options) {
        this.name = name;
        this.functions = functions;
        this.initial = initial;
        this.nullReadMatchesAnything = options.contains(RegisterOption.NULL_READ_MATCHES_ANYTHING);
        this.failedCasIsChecked = options.contains(RegisterOption.FAILED_CAS_IS_CHECKED);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Object> initial() {
        return initial;
    }

    @Override
    public List<Optional<Object>> step(Optional<Object> state, Operation operation) {
        Assignment assignment = assignment(operation);
        if (!assignment.allows(state)) {
            return List.of();
        }
        return List.of(assignment.writes() ? assignment.written() : state);
    }

    @Override
    public Effect effect(Operation operation) {
        requireKnown(operation);
        return switch (operation.outcome()) {
            case OK -> Effect.CERTAIN;
            // A read without an answer changes nothing and tells nothing.
            case INFO -> operation.f().equals("read") ? Effect.NONE : Effect.POSSIBLE;
            case FAIL -> operation.f().equals("cas") && failedCasIsChecked ? Effect.CERTAIN : Effect.NONE;
        };
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return !assignment(operation).writes();
    }

    /** What the operation may look like, whatever the register holds. */
    Fit fit(Operation operation) {
        requireKnownFunction(operation);
        return switch (operation.f()) {
            case "read" -> Fit.QUERY;
            case "write" -> Fit.ECHO;
            default -> Fit.PAIR.and(Fit.ECHO);
        };
    }

    /** Whether the answer tells something of what the register holds. */
    boolean tells(Operation operation) {
        return effect(operation) == Effect.CERTAIN && assignment(operation).test() != Assignment.Test.ANY;
    }

    boolean nullReadMatchesAnything() {
        return nullReadMatchesAnything;
    }

    /** What the operation tests and sets, given that it took effect. */
    Assignment assignment(Operation operation) {
        requireKnown(operation);
        return switch (operation.f()) {
            case "read" ->
                operation.result() == null && nullReadMatchesAnything
                        ? Assignment.readOfAnything()
                        : Assignment.read(Optional.ofNullable(operation.result()));
            case "write" -> Assignment.write(Optional.ofNullable(operation.value()));
            default -> cas(operation);
        };
    }

    private static Assignment cas(Operation operation) {
        if (!(operation.value() instanceof List<?> pair) || pair.size() != 2) {
            throw new IllegalArgumentException("operation %d (event %d): cas needs a list [expected, new], not %s"
                    .formatted(operation.index(), operation.invokedEvent(), operation.value()));
        }
        Optional<Object> expected = Optional.ofNullable((Object) pair.get(0));
        return operation.outcome() == Outcome.FAIL
                ? Assignment.failedCas(expected)
                : Assignment.cas(expected, Optional.ofNullable((Object) pair.get(1)));
    }

    private void requireKnown(Operation operation) {
        requireKnownFunction(operation);
        if (!operation.f().equals("read") && operation.outcome() == Outcome.OK) {
            requireSameValue(operation, operation.result());
        }
    }

    private void requireKnownFunction(Operation operation) {
        if (!functions.contains(operation.f())) {
            throw new IllegalArgumentException("operation %d (event %d): a %s has no '%s', only %s"
                    .formatted(
                            operation.index(),
                            operation.invokedEvent(),
                            name,
                            operation.f(),
                            functions.stream().sorted().toList()));
        }
    }

    private static void requireSameValue(Operation operation, @Nullable Object completed) {
        if (completed != null && !Objects.equals(completed, operation.value())) {
            throw new IllegalArgumentException("operation %d (event %d): %s was invoked with %s but completed with %s"
                    .formatted(
                            operation.index(),
                            operation.completedEvent(),
                            operation.f(),
                            operation.value(),
                            completed));
        }
    }
}
