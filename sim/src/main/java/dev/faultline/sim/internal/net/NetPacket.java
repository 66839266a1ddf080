package dev.faultline.sim.internal.net;

import dev.faultline.sim.Cause;

/** Something on its way over a link. The same packet may be sent again when it was lost. */
abstract class NetPacket implements Runnable {
    final Link link;

    /** What led to the sending, kept while the packet is held back by a stall. */
    Cause cause = Cause.NONE;

    NetPacket(Link link) {
        this.link = link;
    }

    /** Returns how many bytes of data it carries. */
    int bytes() {
        return 0;
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
     *
     * @param byCut false if the receiving machine is without power
     */
    abstract void lost(boolean byCut);

    @Override
    public final void run() {
        link.arrived(this);
    }
}
