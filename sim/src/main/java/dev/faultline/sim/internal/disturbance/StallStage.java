package dev.faultline.sim.internal.disturbance;

import java.util.ArrayDeque;

/** Keeps packets back. */
final class StallStage extends Stage {
    private final ArrayDeque<Course> held = new ArrayDeque<>();

    StallStage(PacketMatch match, Site site) {
        super(match, site);
    }

    @Override
    boolean disturb(Course course) {
        hold(course);
        held.add(course);
        site.tally().hit(0);
        course.packet.met(Packet.Effect.STALLED);
        return false;
    }

    @Override
    void release() {
        for (Course course = held.poll(); course != null; course = held.poll()) {
            site.tally().waited(heldNanos(course));
            letGo(course, site.scheduler().cause());
        }
    }

    @Override
    void drop() {
        held.clear();
    }
}
