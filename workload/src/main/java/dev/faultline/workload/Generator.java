package dev.faultline.workload;

/**
 * Decides what the clients of one run ask. It is made for one run, remembers how far it has come, and is used by one thread at a
 * time.
 *
 * <p>It is asked only by a client that is free and connected, and what it returns is done. So it need not look ahead, and nothing
 * that it decides is taken back.
 */
@FunctionalInterface
public interface Generator {
    /** Returns what the client shall do. */
    Next next(Turn turn);

    /** Is told of each request that it had made and that is over, before anybody asks again. */
    default void completed(Completion completion) {}
}
