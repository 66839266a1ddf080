package dev.faultline.sim;

/** Someone who wants to know when a socket may have become ready for something. */
interface Watcher {
    /** Called when it may have. */
    void signal();

    /** Called when the socket is closed. */
    default void gone() {}
}
