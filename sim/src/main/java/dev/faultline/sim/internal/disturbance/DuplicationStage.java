package dev.faultline.sim.internal.disturbance;

/** Lets datagrams go twice. */
final class DuplicationStage extends Stage {
    private final double chance;

    DuplicationStage(PacketMatch match, Site site, double chance) {
        super(match, site);
        this.chance = chance;
    }

    @Override
    boolean disturb(Course course) {
        if (course.packet instanceof LoosePacket packet && happens(chance)) {
            site.tally().hit(0);
            packet.met(Packet.Effect.DUPLICATED);
            site.onward().accept(course.twin(packet));
        }
        return true;
    }
}
