package dev.faultline.sim.internal.disturbance;

/** Flips one bit of datagrams. */
final class CorruptionStage extends Stage {
    private final double chance;

    CorruptionStage(PacketMatch match, Site site, double chance) {
        super(match, site);
        this.chance = chance;
    }

    @Override
    boolean disturb(Course course) {
        if (course.packet instanceof LoosePacket packet && packet.bytes() > 0 && happens(chance)) {
            site.tally().hit(0);
            packet.met(Packet.Effect.CORRUPTED);
            int bit = site.rng().below(packet.bytes() * Byte.SIZE);
            course.packet = packet.corrupted(bit, site.tally().began);
        }
        return true;
    }
}
