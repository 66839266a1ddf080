package dev.faultline.check;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A model put together from one rule for each function.
 *
 * @param <S> the state
 */
final class FunctionModel<S> implements Model<S> {

    private final String name;
    private final S initial;
    private final Map<String, Rule<S>> rules = new LinkedHashMap<>();
    private Function<Operation, @Nullable Object> partition = Operation::key;
    private Function<Operation, @Nullable Object> group = _ -> null;
    private @Nullable Function<Operation, @Nullable Object> finer;
    private String coupling = "";
    private @Nullable ToLongFunction<Operation> weight;
    private boolean tellsClientsApart;
    private String puts = "";
    private Set<String> blind = Set.of();
    private Set<String> setting = Set.of();
    private final Map<String, Fit> fits = new HashMap<>();
    private final Map<String, Predicate<Operation>> telling = new HashMap<>();
    private int observationsNeeded = 1;

    FunctionModel(String name, S initial) {
        this.name = name;
        this.initial = initial;
    }

    /** What a function does to a state: the states after it, none if it cannot answer so. */
    @FunctionalInterface
    interface Step<S> {
        List<S> apply(S state, Operation operation);
    }

    /** What an operation demands of a state. */
    @FunctionalInterface
    interface Test<S> {
        boolean allows(S state, Operation operation);
    }

    /**
     * @param readOnly whether the state stays as it is
     * @param query whether it is of interest only with its answer
     */
    private record Rule<S>(Step<S> step, boolean readOnly, boolean query) {}

    FunctionModel<S> change(String f, Step<S> step) {
        rules.put(f, new Rule<>(step, false, false));
        return this;
    }

    FunctionModel<S> read(String f, Test<S> test) {
        rules.put(f, new Rule<>((state, o) -> test.allows(state, o) ? List.of(state) : List.of(), true, true));
        return this;
    }

    /** A read after which more is known of the state; without an answer it tells nothing, as every read. */
    FunctionModel<S> query(String f, Step<S> step) {
        rules.put(f, new Rule<>(step, false, true));
        return this;
    }

    /** What its operations may look like, whatever the state; anything, if not said. */
    FunctionModel<S> fitting(String f, Fit fit) {
        fits.put(f, fit);
        return this;
    }

    Fit fit(Operation operation) {
        rule(operation);
        return fits.getOrDefault(operation.f(), Fit.ANY);
    }

    /** That these happened tells nothing of the state, unless they answer more than their argument. */
    FunctionModel<S> silent(String... functions) {
        for (String f : functions) {
            telling(f, o -> o.result() != null && !o.result().equals(o.value()));
        }
        return this;
    }

    /** Which of its operations tell something of the state; all, if not said. */
    FunctionModel<S> telling(String f, Predicate<Operation> which) {
        telling.put(f, which);
        return this;
    }

    /** That answers can only contradict each other: the first may be anything. */
    FunctionModel<S> relative() {
        observationsNeeded = 2;
        return this;
    }

    /** How many operations must tell something before one of them can be wrong. */
    int observationsNeeded() {
        return observationsNeeded;
    }

    /** Whether the operation tells something of the state, so that it can be wrong. */
    boolean tells(Operation operation) {
        return operation.outcome() == Outcome.OK
                && telling.getOrDefault(operation.f(), _ -> true).test(operation);
    }

    FunctionModel<S> partitionedBy(Function<Operation, @Nullable Object> by) {
        partition = by;
        return this;
    }

    /** A finer cut for histories without this function, which alone looks at several parts at once. */
    FunctionModel<S> partitionedWithout(String f, Function<Operation, @Nullable Object> by) {
        coupling = f;
        finer = by;
        return this;
    }

    /** How to cut this history. */
    Function<Operation, @Nullable Object> partitionOf(History history) {
        return finer != null && !history.hasFunction(coupling) ? finer : partition;
    }

    /**
     * Operations that may be left out together, without the rest becoming harder to explain; null for those that
     * have to stay.
     */
    FunctionModel<S> groupedBy(Function<Operation, @Nullable Object> by) {
        group = by;
        return this;
    }

    /** The state is the sum of these weights of the operations so far; of those of a client, what it holds of it. */
    FunctionModel<S> weighedBy(ToLongFunction<Operation> by) {
        weight = by;
        return this;
    }

    /** This function puts an element in, and each other takes one out or finds that there is none. */
    FunctionModel<S> filledBy(String f) {
        puts = f;
        return this;
    }

    /** The function that puts elements in; empty if this is nothing that holds elements. */
    String puts() {
        return puts;
    }

    boolean weighs() {
        return weight != null;
    }

    long weight(Operation operation) {
        return weight == null ? 0 : weight.applyAsLong(operation);
    }

    /** Its rules look at the process of an operation. */
    FunctionModel<S> tellingClientsApart() {
        tellsClientsApart = true;
        return this;
    }

    /** Functions that are possible in every state; of these, the first ones leave the same state whatever it was. */
    FunctionModel<S> blind(Set<String> settingState, Set<String> others) {
        setting = settingState;
        blind = others;
        return this;
    }

    /** Whether the state after the operation does not depend on the one before. */
    boolean sets(Operation operation) {
        return setting.contains(operation.f());
    }

    /** Whether the operation may be impossible in some state. */
    boolean looks(Operation operation) {
        return !setting.contains(operation.f()) && !blind.contains(operation.f());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public S initial() {
        return initial;
    }

    @Override
    public List<S> step(S state, Operation operation) {
        return rule(operation).step.apply(state, operation);
    }

    @Override
    public Effect effect(Operation operation) {
        Rule<S> rule = rule(operation);
        return switch (operation.outcome()) {
            case OK -> Effect.CERTAIN;
            case INFO -> rule.query ? Effect.NONE : Effect.POSSIBLE;
            case FAIL -> Effect.NONE;
        };
    }

    @Override
    public @Nullable Object partition(Operation operation) {
        return partition.apply(operation);
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return rule(operation).readOnly;
    }

    @Override
    public boolean tellsClientsApart() {
        return tellsClientsApart;
    }

    /** The group of the operation, as {@link #groupedBy} says. */
    @Nullable
    Object group(Operation operation) {
        return group.apply(operation);
    }

    private Rule<S> rule(Operation operation) {
        Rule<S> rule = rules.get(operation.f());
        if (rule == null) {
            throw new IllegalArgumentException("operation %d (event %d): a %s has no '%s', only %s"
                    .formatted(operation.index(), operation.invokedEvent(), name, operation.f(), rules.keySet()));
        }
        return rule;
    }
}
