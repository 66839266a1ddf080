package dev.faultline.sim.internal.net;

import dev.faultline.sim.Cause;
import dev.faultline.sim.internal.disturbance.Lost;
import dev.faultline.sim.internal.disturbance.Packet;
import dev.faultline.sim.internal.disturbance.Slice;

/** Something on its way over a link. The same packet may be sent again when it was lost. */
abstract class NetPacket implements Packet, Runnable {
    final Link link;

    /** What led to the sending, kept while the packet is held back by a stall. */
    Cause cause = Cause.NONE;

    NetPacket(Link link) {
        this.link = link;
    }

    @Override
    public int bytes() {
        return 0;
    }

    @Override
    public int parts() {
        return 1;
    }

    @Override
    public Slice content() {
        return Slice.NONE;
    }

    @Override
    public final void depart(long freeNanos, long extraNanos, long lateNanos) {
        link.depart(this, freeNanos, extraNanos, lateNanos);
    }

    @Override
    public final void vanish(Lost why) {
        link.lose(this, why);
    }

    @Override
    public final void met(Effect effect) {
        link.count(this, effect);
    }

    /** Returns whether it only acknowledges. */
    boolean isAcknowledgement() {
        return false;
    }

    /** Returns whether it requests a connection. */
    boolean isRequest() {
        return false;
    }

    /** Returns whether it waits for something else than the link. */
    boolean isHeldBack() {
        return false;
    }

    /** Returns when it arrives if the link alone would let it arrive then: not before what must not be overtaken. */
    abstract long arrivalNanos(long earliestNanos);

    /** Called at the instant of arrival at a machine that is up. */
    abstract void delivered();

    /**
     * Called when it is lost. Its sender learns nothing in reality; the simulator uses the knowledge to set a timer for
     * resending only where one will be needed.
     */
    abstract void lost(Lost why);

    @Override
    public final void run() {
        link.arrived(this);
    }
}
