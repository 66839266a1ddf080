package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.Distribution;

/** Makes packets take longer. */
final class DelayStage extends Stage {
    private final Distribution extra;

    DelayStage(PacketMatch match, Site site, Distribution extra) {
        super(match, site);
        this.extra = extra;
    }

    @Override
    boolean disturb(Course course) {
        long nanos = extra.sample(site.rng());
        course.extraNanos += nanos;
        site.tally().hit(nanos);
        course.packet.met(Packet.Effect.DELAYED);
        return true;
    }
}
