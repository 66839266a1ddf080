package dev.faultline.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The guarantees of sessions by their definitions, word by word: for every order of the writes of each key. */
final class SessionOracle {
    private final List<Operation> done = new ArrayList<>();
    private final Level level;
    private final Map<Object, List<Operation>> writesOf = new HashMap<>();
    private boolean nobody;

    SessionOracle(History history, Level level) {
        this.level = level;
        int before;
        do {
            before = done.size();
            history.operations().stream()
                    .filter(o -> !done.contains(o))
                    .filter(o -> o.outcome() == Outcome.OK || (o.outcome() == Outcome.INFO && isSeen(o)))
                    .toList()
                    .forEach(done::add);
        } while (done.size() > before);
        done.sort(Comparator.comparingInt(Operation::index));
        for (Operation o : done) {
            if (!o.f().equals("read")) {
                writesOf.computeIfAbsent(o.key(), _ -> new ArrayList<>()).add(o);
            }
        }
        for (Operation o : done) {
            List<?> read = read(o);
            nobody |= read != null && read.getFirst() != null && source(o) == null;
        }
    }

    private boolean isSeen(Operation writer) {
        return written(writer) != null
                && done.stream()
                        .filter(o -> Objects.equals(o.key(), writer.key()))
                        .map(SessionOracle::read)
                        .anyMatch(read -> read != null && read.equals(Arrays.asList(written(writer))));
    }

    boolean readsWhatNobodyWrote() {
        return nobody;
    }

    boolean isSatisfied() {
        return !nobody
                && done.stream().noneMatch(o -> {
                    Operation source = source(o);
                    return source != null && source.process() == o.process() && source.index() > o.index();
                })
                && writesOf.values().stream().allMatch(writes -> anyOrder(new ArrayList<>(), writes));
    }

    /** Whether the order of the witness is one of those that explain the history. */
    boolean accepts(Witness witness) {
        for (List<Operation> writes : writesOf.values()) {
            List<Operation> order = new ArrayList<>();
            for (int i = 0; i < witness.size(); i++) {
                int index = witness.operation(i);
                writes.stream().filter(o -> o.index() == index).forEach(order::add);
            }
            if (order.size() < writes.size() || !explains(order)) {
                return false;
            }
        }
        return true;
    }

    private boolean anyOrder(List<Operation> order, List<Operation> writes) {
        if (order.size() == writes.size()) {
            return explains(order);
        }
        for (Operation next : writes) {
            if (!order.contains(next)) {
                List<Operation> longer = new ArrayList<>(order);
                longer.add(next);
                if (anyOrder(longer, writes)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean explains(List<Operation> order) {
        Object key = order.getFirst().key();
        for (Operation a : done) {
            for (Operation b : done) {
                if (isWrite(a, key) && isWrite(b, key) && precedes(a, b) && order.indexOf(a) > order.indexOf(b)) {
                    return false;
                }
            }
            if (isWrite(a, key) && read(a) != null && order.indexOf(source(a)) >= order.indexOf(a)) {
                return false;
            }
            if (level == Level.WRITES_FOLLOW_READS && isRead(a, key)) {
                for (Operation b : done) {
                    if (isWrite(b, key) && precedes(a, b) && order.indexOf(source(a)) >= order.indexOf(b)) {
                        return false;
                    }
                }
            }
            if (isRead(a, key) && !keeps(a, order)) {
                return false;
            }
        }
        return true;
    }

    private boolean keeps(Operation read, List<Operation> order) {
        int place = order.indexOf(source(read));
        for (Operation before : done) {
            if (!precedes(before, read)) {
                continue;
            }
            Object key = read.key();
            Operation seen = read(before) == null ? null : source(before);
            boolean kept = switch (level) {
                case READ_YOUR_WRITES -> !isWrite(before, key) || order.indexOf(before) <= place;
                case MONOTONIC_READS -> !isRead(before, key) || order.indexOf(seen) <= place;
                default ->
                    seen == null
                            || done.stream().allMatch(earlier -> {
                                if (!precedes(earlier, seen)) {
                                    return true;
                                }
                                return level == Level.MONOTONIC_WRITES
                                        ? !isWrite(earlier, key) || order.indexOf(earlier) <= place
                                        : !isRead(earlier, key) || order.indexOf(source(earlier)) <= place;
                            });
            };
            if (!kept) {
                return false;
            }
        }
        return true;
    }

    /** The client of both saw the first complete before it made the second. */
    private static boolean precedes(Operation a, Operation b) {
        return a.process() == b.process() && a.index() < b.index() && a.outcome() == Outcome.OK;
    }

    private static boolean isWrite(Operation o, @Nullable Object key) {
        return Objects.equals(o.key(), key) && !o.f().equals("read");
    }

    private static boolean isRead(Operation o, @Nullable Object key) {
        return Objects.equals(o.key(), key) && o.outcome() == Outcome.OK && read(o) != null;
    }

    /** The write that it read; null if it read the beginning, or nothing. */
    private @Nullable Operation source(Operation reader) {
        List<?> read = read(reader);
        return read == null || read.getFirst() == null
                ? null
                : writesOf.getOrDefault(reader.key(), List.of()).stream()
                        .filter(o -> Objects.equals(written(o), read.getFirst()))
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable List<?> read(Operation o) {
        return switch (o.f()) {
            case "read" -> Arrays.asList(o.result());
            case "cas" -> Objects.requireNonNull((List<?>) o.value()).subList(0, 1);
            default -> null;
        };
    }

    private static @Nullable Object written(Operation o) {
        return o.f().equals("cas")
                ? Objects.requireNonNull((List<?>) o.value()).get(1)
                : o.f().equals("write") ? o.value() : null;
    }
}
