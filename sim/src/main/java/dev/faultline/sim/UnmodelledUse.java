package dev.faultline.sim;

/**
 * Something that a program did and the simulator refuses or does not model, and where it did it.
 *
 * @param kind which part of the world it is about
 * @param what the API, and what it was asked for
 * @param reason why it is refused, where that is known of just this one; else empty
 * @param node the node on which it happened
 * @param thread the name of the thread that did it
 * @param call the method of the JDK that the application called, as {@code java.lang.ProcessBuilder.start}; empty if none
 *     is known
 * @param place the innermost frame of the application's own code; empty if there is none on the stack
 * @param count how often it happened there
 */
public record UnmodelledUse(
        Kind kind, String what, String reason, String node, String thread, String call, String place, int count) {
    /** Which part of the world was met. */
    public enum Kind {
        /** A native library that is known, and whose callers get along without it. */
        KNOWN_LIBRARY(false),
        /** Any other native library. */
        NATIVE_LIBRARY(true),
        /** A function of a native library, called through {@code java.lang.foreign} or JNA. */
        NATIVE_FUNCTION(true),
        /** A native method of the JDK that reaches out of the simulation. */
        NATIVE_METHOD(true),
        /** A program of the host that is known, and whose callers get along without it. */
        KNOWN_PROGRAM(false),
        /** Any other process of the host. */
        PROCESS(true),
        /** A socket or an address of a kind that the simulated network has not. */
        NETWORK(true),
        /** Something that the simulated disk has not. */
        DISK(true),
        /** A class that the simulator cannot change as it has to. */
        CLASS(true),
        /** A thread that the scheduler does not own and that woke one of its threads. */
        OUTSIDE_THREAD(true);

        private final boolean isOpen;

        Kind(boolean isOpen) {
            this.isOpen = isOpen;
        }

        /** Returns whether a run that met it may differ from one of a real system; a person has to judge that. */
        public boolean isOpen() {
            return isOpen;
        }
    }

    public UnmodelledUse again() {
        return new UnmodelledUse(kind, what, reason, node, thread, call, place, count + 1);
    }
}
