package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.Cause;
import dev.faultline.sim.internal.kernel.Timer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers datagrams, all or now and then some, and sends them on in another order. */
final class GatheringStage extends Stage {
    private final double chance;
    private final int packets;
    private final boolean reversed;
    private final long patienceNanos;
    private final List<Course> held = new ArrayList<>();
    private @Nullable Timer timer;

    /** @param chance that a datagram begins a gathering */
    GatheringStage(PacketMatch match, Site site, double chance, int packets, boolean reversed, long patienceNanos) {
        super(match, site);
        this.chance = chance;
        this.packets = packets;
        this.reversed = reversed;
        this.patienceNanos = patienceNanos;
    }

    @Override
    boolean disturb(Course course) {
        if (!(course.packet instanceof LoosePacket) || (held.isEmpty() && !happens(chance))) {
            return true;
        }
        if (held.isEmpty()) {
            timer = site.scheduler().after(patienceNanos, this::reorder);
        }
        hold(course);
        held.add(course);
        if (held.size() == packets) {
            reorder();
        }
        return false;
    }

    private void reorder() {
        List<Course> order = takeAll();
        int[] places = new int[order.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = reversed ? places.length - 1 - i : i;
        }
        if (!reversed) {
            shuffle(places);
        }
        for (int i = 0; i < places.length; i++) {
            Course course = order.get(places[i]);
            if (places[i] == i) {
                site.tally().waited(heldNanos(course));
            } else {
                site.tally().hit(heldNanos(course));
                course.packet.met(Packet.Effect.REORDERED);
            }
            letGo(course, Cause.NONE);
        }
    }

    /** Every order is as likely as any other (Richard Durstenfeld, "Algorithm 235", 1964). */
    private void shuffle(int[] places) {
        for (int i = places.length - 1; i > 0; i--) {
            int j = site.rng().below(i + 1);
            int place = places[i];
            places[i] = places[j];
            places[j] = place;
        }
    }

    private List<Course> takeAll() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        List<Course> all = List.copyOf(held);
        held.clear();
        return all;
    }

    @Override
    void release() {
        for (Course course : takeAll()) {
            site.tally().waited(heldNanos(course));
            letGo(course, site.scheduler().cause());
        }
    }

    @Override
    void drop() {
        takeAll();
    }
}
