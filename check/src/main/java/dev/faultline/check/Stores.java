package dev.faultline.check;

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
                .blind(Set.of("put", "delete"), Set.of("append"));
    }

    /** A transaction is a list of {@code [r key value]} and {@code [w key value]}; all keys are one state. */
    static FunctionModel<Map<Object, Object>> multiRegister(Map<?, ?> initial) {
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
                } else if (o.outcome() == Outcome.OK && !Objects.equals(next.get(key), parts.get(2))) {
                    return List.of();
                }
            }
            return List.of(next);
        };
        return new FunctionModel<Map<Object, Object>>("multi-register", new HashMap<>(initial))
                .change("txn", transaction)
                .change("read", transaction)
                .change("write", transaction)
                .partitionedBy(_ -> null);
    }

    static FunctionModel<Long> counter(long initial) {
        return new FunctionModel<>("counter", initial)
                .read("read", (state, o) -> o.result() instanceof Number told && told.longValue() == state)
                .change("add", (state, o) -> List.of(state + number(o, o.value())))
                .change("add-and-get", (state, o) -> {
                    long sum = state + number(o, o.value());
                    boolean told = o.result() instanceof Number result && result.longValue() == sum;
                    return told || Containers.isUnknown(o) ? List.of(sum) : List.of();
                });
    }

    /** An append may tell its place, from 0; a read asks for a place, or with null for everything. */
    static FunctionModel<Chain> log() {
        return new FunctionModel<>("append-log", Chain.EMPTY)
                .change(
                        "append",
                        (state, o) -> o.result() instanceof Number place
                                        && !Objects.equals(o.result(), o.value())
                                        && place.longValue() != state.size()
                                ? List.of()
                                : List.of(state.with(o.value())))
                .read(
                        "read",
                        (state, o) -> o.value() instanceof Number place
                                ? Objects.equals(state.get(place.longValue()), o.result())
                                : o.result() instanceof Collection<?> all
                                        && all.size() == state.size()
                                        && List.copyOf(all).equals(state.toList()));
    }

    /** Transfers are maps with {@code from}, {@code to} and {@code amount}; a read answers all balances. */
    static FunctionModel<Map<Object, Long>> bank(Map<?, ? extends Number> balances, boolean negativeAllowed) {
        Map<Object, Long> initial = new HashMap<>();
        balances.forEach((account, balance) -> initial.put(account, balance.longValue()));
        return new FunctionModel<>("bank", initial)
                .change("transfer", (state, o) -> {
                    if (!(o.value() instanceof Map<?, ?> transfer)) {
                        throw new IllegalArgumentException("operation %d (event %d): a transfer is a map, not %s"
                                .formatted(o.index(), o.invokedEvent(), o.value()));
                    }
                    long amount = number(o, transfer.get("amount"));
                    Map<Object, Long> next = new HashMap<>(state);
                    long left =
                            Objects.requireNonNullElse(next.merge(account(transfer, "from"), -amount, Long::sum), 0L);
                    next.merge(account(transfer, "to"), amount, Long::sum);
                    return left < 0 && !negativeAllowed ? List.of() : List.of(next);
                })
                .read("read", (state, o) -> {
                    if (!(o.result() instanceof Map<?, ?> told) || told.size() != state.size()) {
                        return false;
                    }
                    return told.entrySet().stream()
                            .allMatch(e -> e.getValue() instanceof Number balance
                                    && Objects.equals(state.get(e.getKey()), balance.longValue()));
                })
                .partitionedBy(_ -> null);
    }

    private static Object account(Map<?, ?> transfer, String role) {
        return Objects.requireNonNull(transfer.get(role), "a transfer names both accounts");
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
