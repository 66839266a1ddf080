package dev.faultline.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The object of one key of a generated history. */
final class GeneratedObject {

    private static final int MEMORY = 64;

    private final HistoryGenerator.Kind kind;
    private final Deque<Object> elements = new ArrayDeque<>();
    private final Set<Object> members = new HashSet<>();
    private final List<Object> past = new ArrayList<>();
    private @Nullable Object register;

    GeneratedObject(HistoryGenerator.Kind kind) {
        this.kind = kind;
    }

    String readFunction() {
        return switch (kind) {
            case REGISTER -> "read";
            case QUEUE -> "dequeue";
            case STACK -> "pop";
            case SET -> "contains";
        };
    }

    String writeFunction() {
        return switch (kind) {
            case REGISTER -> "write";
            case QUEUE -> "enqueue";
            case STACK -> "push";
            case SET -> "add";
        };
    }

    @Nullable
    Object register() {
        return register;
    }

    /** What {@code contains} asks for: one of the latest elements, if there is one. */
    @Nullable
    Object someElement(SplittableRandom random) {
        return past.isEmpty() ? null : past.get(random.nextInt(past.size()));
    }

    void write(Object value) {
        if (past.size() == MEMORY) {
            past.removeFirst();
        }
        past.add(value);
        switch (kind) {
            case REGISTER -> register = value;
            case SET -> members.add(value);
            case QUEUE, STACK -> elements.addLast(value);
        }
    }

    /** Whether the register held the expected value and was set. */
    boolean compareAndSet(@Nullable Object expected, Object value) {
        if (expected == null || !expected.equals(register)) {
            return false;
        }
        write(value);
        return true;
    }

    @Nullable
    Object read(@Nullable Object argument) {
        return switch (kind) {
            case REGISTER -> register;
            case SET -> members.contains(argument);
            case QUEUE -> elements.pollFirst();
            case STACK -> elements.pollLast();
        };
    }

    /** What could have been answered long ago, null if it is too early for that. */
    @Nullable
    Object stale() {
        return past.size() < MEMORY ? null : kind == HistoryGenerator.Kind.SET ? (Object) false : past.getFirst();
    }
}
