package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.PacketFilter;
import dev.faultline.sim.internal.kernel.Scheduler;
import java.util.function.LongConsumer;

/** Someone who wants to know of packets. */
public final class Watch {
    private final PacketMatch match;
    private final boolean arrivals;
    private final LongConsumer seen;
    private final Scheduler scheduler;
    private long count;

    Watch(PacketFilter which, boolean arrivals, LongConsumer seen, Scheduler scheduler) {
        match = new PacketMatch(which);
        this.arrivals = arrivals;
        this.seen = seen;
        this.scheduler = scheduler;
    }

    boolean touches(Ends ends) {
        return match.touches(ends);
    }

    /** Tells of a packet, once the code that runs now has come to its end. */
    void look(Packet packet, boolean arrived) {
        if (arrived == arrivals && match.takes(packet)) {
            long number = ++count;
            var _ = scheduler.after(0, () -> seen.accept(number));
        }
    }
}
