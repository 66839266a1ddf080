package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.Cause;

/** Loses packets. */
final class LossStage extends Stage {
    private final double chance;

    LossStage(PacketMatch match, Site site, double chance) {
        super(match, site);
        this.chance = chance;
    }

    @Override
    boolean disturb(Course course) {
        int parts = course.packet.parts();
        boolean kept = !happens(parts == 1 ? chance : 1 - StrictMath.pow(1 - chance, parts));
        if (!kept) {
            site.tally().hit(0);
            course.packet.met(Packet.Effect.LOST);
            // The sender goes on without knowing.
            Cause before = site.scheduler().cause();
            course.packet.vanish(new Lost(Lost.Why.CHANCE, site.tally().began));
            site.scheduler().setCause(before);
        }
        return kept;
    }
}
