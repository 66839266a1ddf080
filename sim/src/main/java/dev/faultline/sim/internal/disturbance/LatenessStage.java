package dev.faultline.sim.internal.disturbance;

/** Lets datagrams be overtaken for a time. */
final class LatenessStage extends Stage {
    private final long mostNanos;

    LatenessStage(PacketMatch match, Site site, long mostNanos) {
        super(match, site);
        this.mostNanos = mostNanos;
    }

    @Override
    boolean disturb(Course course) {
        if (course.packet instanceof LoosePacket packet) {
            long nanos = site.rng().between(0, mostNanos);
            course.lateNanos += nanos;
            site.tally().hit(nanos);
            packet.met(Packet.Effect.REORDERED);
        }
        return true;
    }
}
