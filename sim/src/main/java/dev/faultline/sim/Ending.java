package dev.faultline.sim;

import java.util.List;

/** Why a stretch of a run came to its end. */
public sealed interface Ending {
    /** The caller's condition holds. */
    record Done() implements Ending {}

    /** The virtual time that was asked for has passed. */
    record TimeUp() implements Ending {}

    /** As many turns as were allowed have been taken. */
    record TurnsUp() implements Ending {}

    /** Every thread of every node has ended. */
    record AllEnded() implements Ending {}

    /**
     * Nothing can ever run again: every thread waits, and no timer or message is left to wake one.
     *
     * @param threads what each thread waits in
     */
    record Deadlock(List<ThreadState> threads) implements Ending {}

    /**
     * One turn took longer than the watchdog allows: the thread computes for very long or loops without ever blocking.
     * The thread cannot be stopped, so this JVM can run no further simulation.
     *
     * @param thread the thread and its stack at the time of the diagnosis
     * @param seconds what the watchdog allows
     */
    record BusyLoop(ThreadState thread, long seconds) implements Ending {}

    /**
     * A thread and where it stands.
     *
     * @param node the name of its node
     * @param thread its name
     * @param state what it is doing, as the JDK names it
     * @param stack the innermost frame first
     */
    record ThreadState(String node, String thread, Thread.State state, List<StackTraceElement> stack) {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(node + " \"" + thread + "\" " + state);
            for (StackTraceElement frame : stack) {
                text.append("\n    at ").append(frame);
            }
            return text.toString();
        }
    }
}
