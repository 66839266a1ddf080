package dev.faultline.sim.internal.net;

/** A channel that a {@code SimSelector} can watch. */
public interface ChannelEndpoint {
    /** Returns the socket behind it. */
    Endpoint endpoint();

    /** Returns the operations that would not block now. */
    int readyOps();
}
