package dev.faultline.sim.internal.code;

import org.jspecify.annotations.Nullable;

/**
 * What a fault has a program meet, made of its text with the program's own classes.
 *
 * @param value null if it cannot be made
 * @param refusal why not; empty where there is no more to say than that
 */
record Made(@Nullable Object value, String refusal) {
    static Made of(Object value) {
        return new Made(value, "");
    }

    static Made refused(String why) {
        return new Made(null, why);
    }

    /** Returns that a class cannot be used, which may be there: one above it may be absent, its initialiser may have failed. */
    static Made refused(String className, LinkageError why) {
        return refused("class " + className + " cannot be used: "
                + (why instanceof ExceptionInInitializerError && why.getCause() != null ? why.getCause() : why));
    }

    static Made absent(String className) {
        return refused("there is no class " + className);
    }
}
