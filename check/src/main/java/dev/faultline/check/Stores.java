package dev.faultline.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models of stores, counters, logs and banks. */
final class Stores {

    static final String KEY_VALUE = "kv";

    private Stores() {}

    static FunctionModel<Optional<Object>> keyValue(@Nullable Object initial) {
        Optional<Object> absent = Optional.ofNullable(initial);
        return new FunctionModel<Optional<Object>>(KEY_VALUE, absent)
                .read("get", (state, o) -> Optional.ofNullable(o.result()).equals(state))
                .change("put", (_, o) -> List.of(Optional.ofNullable(o.value())))
                .change(
                        "append",
                        (state, o) -> List.of(Optional.of(state.orElse("").toString() + Containers.argument(o))))
                .change("delete", (_, _) -> List.of(absent))
                .change("cas", (state, o) -> {
                    List<?> pair = list(o, o.value(), 2);
                    return Optional.ofNullable((Object) pair.get(0)).equals(state)
                            ? List.of(Optional.ofNullable((Object) pair.get(1)))
                            : List.of();
                })
                .blind(Set.of("put", "delete"), Set.of("append"))
                .silent("put", "append", "delete")
                .fitting("get", Fit.QUERY)
                .fitting("put", Fit.ECHO)
                .fitting("append", Fit.ARGUMENT.and(Fit.ECHO))
                .fitting("delete", Fit.ECHO)
                .fitting("cas", Fit.PAIR.and(Fit.ECHO));
    }

    /**
     * A transaction is a list of {@code [r key value]} and {@code [w key value]}; all keys are one state.
     *
     * @param others what keys hold at first that are not in {@code initial}; null for nothing
     */
    static FunctionModel<Map<Object, Object>> multiRegister(Map<?, ?> initial, @Nullable Object others) {
        FunctionModel.Step<Map<Object, Object>> transaction = (state, o) -> {
            Map<Object, Object> next = new HashMap<>(state);
            Object actions = o.outcome() == Outcome.OK && o.result() != null ? o.result() : o.value();
            if (actions == null && Containers.isUnknown(o)) {
                return List.of(state);
            }
            for (Object action : list(o, actions, -1)) {
                List<?> parts = list(o, action, 3);
                Object key = Objects.requireNonNull(parts.get(1), "a key is not null");
                String f = String.valueOf(parts.get(0));
                if (f.equals("w") || f.equals("write")) {
                    next.put(key, Objects.requireNonNull(parts.get(2), "a written value is not null"));
                } else if (!f.equals("r") && !f.equals("read")) {
                    throw new IllegalArgumentException("operation %d (event %d): a transaction reads and writes, not %s"
                            .formatted(o.index(), o.invokedEvent(), f));
                } else if (o.outcome() == Outcome.OK && !Objects.equals(next.getOrDefault(key, others), parts.get(2))) {
                    return List.of();
                }
            }
            return List.of(next);
        };
        FunctionModel<Map<Object, Object>> model =
                new FunctionModel<Map<Object, Object>>("multi-register", new HashMap<>(initial));
        for (String f : List.of("txn", "read", "write")) {
            model.change(f, transaction)
                    .fitting(f, Fit.MICRO_OPERATIONS)
                    .telling(
                            f,
                            o -> (o.value() == null ? o.result() : o.value()) instanceof List<?> all
                                    && all.stream().anyMatch(MicroOperations::reads));
        }
        return model.partitionedBy(_ -> null);
    }

    static FunctionModel<Long> counter(long initial) {
        return new FunctionModel<>("counter", initial)
                .read("read", (state, o) -> Fit.isWhole(o.result()) && number(o, o.result()) == state)
                .change("add", (state, o) -> List.of(state + number(o, o.value())))
                .change("add-and-get", (state, o) -> {
                    long sum = state + number(o, o.value());
                    boolean told = Fit.isWhole(o.result()) && number(o, o.result()) == sum;
                    return told || Containers.isUnknown(o) ? List.of(sum) : List.of();
                })
                .silent("add")
                .fitting("add", Fit.WHOLE_ARGUMENT.and(Fit.ECHO))
                .fitting("read", Fit.QUERY.and(Fit.WHOLE_ANSWER))
                .fitting("add-and-get", Fit.WHOLE_ARGUMENT.and(Fit.WHOLE_ANSWER));
    }

    /** What the answer of an append is, if it has one. */
    enum Appends {
        /** The value again. */
        VALUES,
        /** Its place, from 0. */
        PLACES,
        /** The value again, or else its place. A number that may be both is refused where it can be. */
        EITHER
    }

    /** An append may tell its place, from 0; a read asks for a place, or with null for everything. */
    static FunctionModel<Chain> log(Appends answers) {
        return new FunctionModel<>("append-log", Chain.EMPTY)
                .change(
                        "append",
                        (state, o) -> tellsPlace(answers, o) && number(o, o.result()) != state.size()
                                ? List.of()
                                : List.of(state.with(o.value())))
                .read(
                        "read",
                        (state, o) -> o.value() instanceof Number place
                                ? Objects.equals(state.get(place.longValue()), o.result())
                                : o.result() instanceof Collection<?> all
                                        && all.size() == state.size()
                                        && new ArrayList<>(all).equals(state.toList()))
                .telling("append", o -> tellsPlace(answers, o))
                .fitting("append", Fit.ARGUMENT.and(o -> appendFit(answers, o)))
                .fitting("read", Stores::logReadFit);
    }

    private static boolean tellsPlace(Appends answers, Operation o) {
        return switch (answers) {
            case VALUES -> false;
            case PLACES -> Fit.isWhole(o.result());
            case EITHER -> Fit.isWhole(o.result()) && !Objects.equals(o.result(), o.value());
        };
    }

    private static @Nullable String appendFit(Appends answers, Operation o) {
        if (answers == Appends.VALUES) {
            return Fit.ECHO.problem(o);
        }
        if (answers == Appends.PLACES) {
            return o.result() == null ? null : Fit.WHOLE_ANSWER.problem(o);
        }
        return Fit.answered(o) && Fit.isWhole(o.value()) && Objects.equals(o.result(), o.value())
                ? "append %s answers %s, which may be its place or its value again; say which: --set answers=places or"
                                .formatted(o.value(), o.result())
                        + " --set answers=values"
                : Fit.WHOLE_OR_ECHO.problem(o);
    }

    private static @Nullable String logReadFit(Operation o) {
        if (o.value() != null) {
            return Fit.isWhole(o.value())
                    ? null
                    : "read asks for a place from 0 or for nil, not " + Fit.told(o.value());
        }
        return Fit.ELEMENTS_ANSWER.problem(o);
    }

    private static long number(Operation o, @Nullable Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("operation %d (event %d): %s needs a number, not %s"
                .formatted(o.index(), o.invokedEvent(), o.f(), value));
    }

    static List<?> list(Operation o, @Nullable Object value, int size) {
        if (value instanceof List<?> list && (size < 0 || list.size() == size)) {
            return list;
        }
        throw new IllegalArgumentException("operation %d (event %d): %s needs a list%s, not %s"
                .formatted(o.index(), o.invokedEvent(), o.f(), size < 0 ? "" : " of " + size, value));
    }
}
