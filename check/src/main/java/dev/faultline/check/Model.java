package dev.faultline.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a system would do if one client at a time used it.
 *
 * <p>All methods must be pure: the same arguments give equal answers, and no argument is changed. They are
 * called from several threads when a check runs on several.
 *
 * @param <S> the state; immutable, with {@code equals} and {@code hashCode} by content
 */
public interface Model<S> {

    /** How an operation takes part in the explanation of a history. */
    enum Effect {
        /** It took effect within its interval: every explanation holds it. */
        CERTAIN,
        /** It may have taken effect, at any time after its invocation: an explanation may hold it. */
        POSSIBLE,
        /** It cannot have changed or told anything: no explanation holds it. */
        NONE
    }

    /** A short name for reports, such as {@code cas-register}. */
    String name();

    /** The state before the first operation; the same for every partition. */
    S initial();

    /**
     * The states in which the operation may leave the system, with the result that it recorded.
     *
     * @return empty if the operation cannot give this result in this state; several if the system may choose
     * @throws IllegalArgumentException if the model does not know such an operation
     */
    List<S> step(S state, Operation operation);

    /**
     * How the operation takes part. By default as its outcome says: ok is certain, info possible, fail none.
     *
     * @throws IllegalArgumentException if the model does not know such an operation
     */
    default Effect effect(Operation operation) {
        return switch (operation.outcome()) {
            case OK -> Effect.CERTAIN;
            case INFO -> Effect.POSSIBLE;
            case FAIL -> Effect.NONE;
        };
    }

    /**
     * The independent object that the operation works on; operations of different partitions must not
     * influence each other. By default the key. May be null.
     */
    default @Nullable Object partition(Operation operation) {
        return operation.key();
    }

    /**
     * Whether the operation leaves every state as it is, whatever its result. This only buys speed and
     * shorter counterexamples: false is always right, a wrong true gives wrong verdicts.
     */
    default boolean isReadOnly(Operation operation) {
        return false;
    }

    /**
     * Whether {@link #step} looks at the process of an operation, as locks do. This only buys speed, most of it where many
     * operations have no answer: true is always right, a wrong false gives wrong verdicts.
     */
    default boolean tellsClientsApart() {
        return true;
    }

    /** The operation in words for reports, such as {@code write 3} or {@code read -> 3}. */
    default String describe(Operation operation) {
        boolean takesOne = switch (operation.f()) {
            case "write", "put", "cas", "append", "enqueue", "push", "add", "send" -> true;
            default -> operation.value() != null;
        };
        boolean takes = operation.f().equals("dequeue") || operation.f().equals("pop");
        String call = takesOne ? operation.f() + " " + Sentences.value(operation.value()) : operation.f();
        return switch (operation.outcome()) {
            case OK -> {
                Object result = operation.result();
                boolean answered = result == null
                        ? operation.value() == null && (isReadOnly(operation) || takes)
                        : !result.equals(operation.value());
                yield answered ? call + " -> " + Sentences.value(result) : call;
            }
            case FAIL -> call + " (failed)";
            case INFO -> call + " (outcome unknown)";
        };
    }
}
