package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.PacketFilter.Protocol;

/** A packet without data of which nobody but its sender knows: it tells what would become of one that is sent now. */
public final class Echo implements Packet {
    private final long sentNanos;
    private boolean departed;
    private long addedNanos;

    public Echo(long sentNanos) {
        this.sentNanos = sentNanos;
    }

    /** Returns whether it was neither lost nor held back. */
    public boolean hasDeparted() {
        return departed;
    }

    /** Returns how much longer it takes than if nothing disturbed it. */
    public long addedNanos() {
        return addedNanos;
    }

    @Override
    public Protocol protocol() {
        return Protocol.ANY;
    }

    @Override
    public boolean hasPort(int port) {
        return false;
    }

    @Override
    public Slice content() {
        return Slice.NONE;
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
    public void depart(long freeNanos, long extraNanos, long lateNanos) {
        departed = true;
        addedNanos = Math.max(0, freeNanos - sentNanos) + extraNanos + lateNanos;
    }

    @Override
    public void vanish(Lost why) {
        // Nobody waits for it.
    }

    @Override
    public void met(Effect effect) {
        // It is no traffic of the nodes.
    }
}
