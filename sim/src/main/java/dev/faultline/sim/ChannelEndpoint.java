package dev.faultline.sim;

/** A channel that a {@link SimSelector} can watch. */
interface ChannelEndpoint {
    /** Returns the socket behind it. */
    Endpoint endpoint();

    /** Returns the operations that would not block now. */
    int readyOps();
}
