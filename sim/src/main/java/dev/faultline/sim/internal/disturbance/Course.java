package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.Cause;

/** The way of one packet through the disturbances of its link: where it stands, and what they have done to it. */
final class Course {
    Packet packet;
    /** When it can leave. */
    long freeNanos;
    /** By how much longer it takes. */
    long extraNanos;
    /** By how much it is behind what may overtake it. */
    long lateNanos;
    /** What led to the sending, and since when it is held back; only while it is. */
    Cause cause = Cause.NONE;

    long heldSinceNanos;

    Course(Packet packet) {
        this.packet = packet;
    }

    /** Returns the way of a copy from here on. */
    Course twin(LoosePacket original) {
        Course twin = new Course(original.twin());
        twin.freeNanos = freeNanos;
        twin.extraNanos = extraNanos;
        twin.lateNanos = lateNanos;
        return twin;
    }

    void depart() {
        packet.depart(freeNanos, extraNanos, lateNanos);
    }
}
