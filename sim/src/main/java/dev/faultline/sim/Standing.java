package dev.faultline.sim;

import java.util.List;

/**
 * Where a node stands, as somebody would find out who logs in to the machine and looks.
 *
 * @param state in one word
 * @param ports what its process listens at, {@code TCP 7000} or {@code UDP 53}, by number
 * @param threads those that tell why: the main thread where the node listens nowhere, those that wait for each other,
 *     all threads where nothing can wake any; by number of the thread
 */
public record Standing(State state, List<String> ports, List<Ending.ThreadState> threads) {
    /** Where a node stands, in one word. */
    public enum State {
        /** It has no process. */
        GONE,
        /** Its threads are stopped, as by SIGSTOP. */
        PAUSED,
        /** It listens. */
        SERVES,
        /** It listens nowhere, but threads of it go on, or time or the network will wake them. */
        RUNS,
        /** It listens nowhere, and its main thread loops without a wait. */
        BUSY,
        /** Threads of it wait for each other, for ever. */
        DEADLOCKED,
        /** It listens nowhere, all of its threads wait, and neither time nor the network will wake one. */
        STUCK
    }

    /** Copies the lists. */
    public Standing {
        ports = List.copyOf(ports);
        threads = List.copyOf(threads);
    }
}
