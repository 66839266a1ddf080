package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.PacketFilter.Protocol;

/** A packet that is being sent, as disturbances see it. */
public interface Packet {
    /** Returns of which protocol it is; {@code ANY} for none of those that have a name. */
    Protocol protocol();

    /** Returns whether one of its ends has the port. */
    boolean hasPort(int port);

    /** Returns the bytes of programs that it carries; not to be changed. */
    Slice content();

    /** Returns how many bytes of programs it carries. */
    int bytes();

    /** Returns in how many parts it travels, each of which may be lost by itself. */
    int parts();

    /**
     * Sends it on its way, at once unless it must wait.
     *
     * @param freeNanos when the way is free, in the time of the run
     * @param extraNanos how much longer it takes; what must stay behind it waits for it
     * @param lateNanos how much later it arrives than what does not wait for it
     */
    void depart(long freeNanos, long extraNanos, long lateNanos);

    /** Ends its way. */
    void vanish(Lost why);

    /** Counts what happened to it. */
    void met(Effect effect);

    /** What a disturbance did to a packet. */
    enum Effect {
        LOST,
        DELAYED,
        STALLED,
        DUPLICATED,
        CORRUPTED,
        REORDERED
    }
}
