package dev.faultline.invariant;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tree cannot be evaluated, or its scope is about nothing in it. */
final class UnsoundException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Expression part;

    /** Makes one that is about a part of the tree. */
    UnsoundException(Expression part, String problem) {
        super(problem);
        this.part = part;
    }

    /** Makes one that is about the scope. */
    UnsoundException(String problem) {
        super(problem);
        part = null;
    }

    /** Returns the part that is wrong; empty if it is the scope. */
    Optional<Expression> part() {
        return Optional.ofNullable(part);
    }
}
