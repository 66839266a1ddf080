package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.Cause;
import dev.faultline.sim.internal.kernel.Timer;
import java.util.ArrayList;
import java.util.List;

/** Sends datagrams on after others. */
final class BehindStage extends Stage {
    private final int packets;
    private final long patienceNanos;
    private final List<Waiting> held = new ArrayList<>();

    /** A datagram, after how many others it goes, and when it goes without them. */
    private static final class Waiting {
        private final Course course;
        private final Timer timer;
        private int others;

        Waiting(Course course, Timer timer, int others) {
            this.course = course;
            this.timer = timer;
            this.others = others;
        }
    }

    BehindStage(PacketMatch match, Site site, int packets, long patienceNanos) {
        super(match, site);
        this.packets = packets;
        this.patienceNanos = patienceNanos;
    }

    @Override
    boolean disturb(Course course) {
        if (!(course.packet instanceof LoosePacket)) {
            return true;
        }
        hold(course);
        // The one that has waited longest is the one whose time is up: all wait equally long.
        held.add(new Waiting(course, site.scheduler().after(patienceNanos, this::firstGoes), packets));
        return false;
    }

    @Override
    boolean passBy(Course course) {
        if (held.isEmpty() || !(course.packet instanceof LoosePacket)) {
            return true;
        }
        site.onward().accept(course);
        held.forEach(each -> each.others--);
        while (!held.isEmpty() && held.getFirst().others == 0) {
            firstGoes();
        }
        return false;
    }

    private void firstGoes() {
        Waiting first = held.removeFirst();
        first.timer.cancel(false);
        if (first.others < packets) {
            site.tally().hit(heldNanos(first.course));
            first.course.packet.met(Packet.Effect.REORDERED);
        } else {
            site.tally().waited(heldNanos(first.course));
        }
        letGo(first.course, Cause.NONE);
    }

    @Override
    void release() {
        while (!held.isEmpty()) {
            firstGoes();
        }
    }

    @Override
    void drop() {
        held.forEach(each -> each.timer.cancel(false));
        held.clear();
    }
}
