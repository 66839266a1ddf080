package dev.faultline.sim.internal.kernel;

/** Someone who wants to know when a socket may have become ready for something. */
public interface Watcher {
    /** Called when it may have. */
    void signal();

    /** Called when the socket is closed. */
    default void gone() {}
}
