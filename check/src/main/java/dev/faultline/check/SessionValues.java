package dev.faultline.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which values the operations of a history read and write, who wrote each, and which of unknown outcome took effect. */
final class SessionValues {

    private static final int NONE = SessionAccesses.NONE;

    /** What an operation reads and writes; null for nothing. */
    private record Access(@Nullable Content read, @Nullable Content written) {}

    /** What a register may hold, which may be nothing. */
    private record Content(@Nullable Object value) {}

    private record Value(int key, Content content) {}

    private final Model<?> model;
    private final History history;
    private final Map<Value, List<Integer>> writers = new HashMap<>();
    private final Map<Integer, Integer> chosen;
    private final Numbering keys = new Numbering();
    private final @Nullable Access[] accesses;
    private final int[] keyOf;
    private final int[] shown;

    /**
     * @param chosen of some operations that read what several wrote, which of these: its place among the writers, or their
     *     number for the initial value
     * @throws IllegalArgumentException if the model is not of registers or of a map of them
     */
    SessionValues(Model<?> model, History history, Map<Integer, Integer> chosen, Budget budget) {
        this.chosen = chosen;
        this.model = model;
        this.history = history;
        accesses = new @Nullable Access[history.size()];
        keyOf = new int[history.size()];
        for (int i = 0; i < accesses.length; i++) {
            budget.poll();
            Operation o = history.operation(i);
            Access access = model.effect(o) == Model.Effect.NONE ? null : access(o);
            if (access != null) {
                keyOf[i] = keys.number(o.key());
                accesses[i] = access;
                if (access.written != null) {
                    writers.computeIfAbsent(new Value(keyOf[i], access.written), _ -> new ArrayList<>(1))
                            .add(i);
                }
            }
        }
        shown = shown();
    }

    int keys() {
        return keys.size();
    }

    int key(int operation) {
        return keyOf[operation];
    }

    /** Whether it reads or writes, and took effect as far as anybody saw. */
    boolean counts(int operation) {
        return accesses[operation] != null && (history.outcome(operation) == Outcome.OK || shown[operation] != NONE);
    }

    boolean writes(int operation) {
        Access access = accesses[operation];
        return access != null && access.written != null;
    }

    boolean reads(int operation) {
        Access access = accesses[operation];
        return access != null && access.read != null;
    }

    /** Of an operation of unknown outcome that took effect, one that read what it wrote; else {@link SessionAccesses#NONE}. */
    int shown(int operation) {
        return shown[operation];
    }

    /** Whether the operation reads what was there at first, perhaps. */
    boolean readsInitial(int operation) {
        Integer choice = chosen.get(operation);
        return read(operation).equals(initial())
                && (choice == null || choice == allWritersOf(operation).size());
    }

    /** The operations that wrote what this one reads, or the one of them that was chosen. */
    List<Integer> writersOf(int operation) {
        List<Integer> all = allWritersOf(operation);
        Integer choice = chosen.get(operation);
        return choice == null ? all : choice < all.size() ? List.of(all.get(choice)) : List.of();
    }

    private List<Integer> allWritersOf(int operation) {
        return writers.getOrDefault(new Value(keyOf[operation], read(operation)), List.of());
    }

    private Content read(int operation) {
        return Objects.requireNonNull(Objects.requireNonNull(accesses[operation]).read);
    }

    private int[] shown() {
        int[] by = new int[accesses.length];
        Arrays.fill(by, NONE);
        Deque<Integer> happened = new ArrayDeque<>();
        for (int i = 0; i < accesses.length; i++) {
            if (history.outcome(i) == Outcome.OK) {
                happened.add(i);
            }
        }
        while (!happened.isEmpty()) {
            int reader = happened.remove();
            List<Integer> of = reads(reader) && !readsInitial(reader) ? writersOf(reader) : List.of();
            // Of several writers nobody knows which it was.
            if (of.size() == 1 && by[of.getFirst()] == NONE && history.outcome(of.getFirst()) != Outcome.OK) {
                by[of.getFirst()] = reader;
                happened.add(of.getFirst());
            }
        }
        return by;
    }

    private @Nullable Access access(Operation o) {
        if (model instanceof RegisterModel register) {
            Assignment assignment = register.assignment(o);
            Content read = assignment.test() == Assignment.Test.IS ? content(assignment.expected()) : null;
            Content written = assignment.writes() ? content(assignment.written()) : null;
            return read == null && written == null ? null : new Access(read, written);
        }
        if (!model.name().equals(Stores.KEY_VALUE)) {
            throw new IllegalArgumentException(
                    "session guarantees are of register, cas-register and kv, not of a " + model.name());
        }
        return switch (o.f()) {
            case "get" -> new Access(new Content(o.result()), null);
            case "put" -> new Access(null, new Content(o.value()));
            case "delete" -> new Access(null, initial());
            case "cas" -> {
                List<?> pair = Stores.list(o, o.value(), 2);
                yield new Access(new Content(pair.get(0)), new Content(pair.get(1)));
            }
            default ->
                throw new IllegalArgumentException("operation %d (event %d): session guarantees know no '%s'"
                        .formatted(o.index(), o.invokedEvent(), o.f()));
        };
    }

    private Content initial() {
        return model.initial() instanceof Optional<?> initial ? content(initial) : new Content(null);
    }

    private static Content content(Optional<?> value) {
        return new Content(value.isPresent() ? value.get() : null);
    }
}
