package dev.faultline.examples.lock;

import dev.faultline.examples.raft.Machine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a leader which leases have run out: those that it saw unchanged for so many ticks of its own, one after the other.
 * No clock is read, none is compared with another's, and a pause only makes a lease longer.
 *
 * <p>Why a holder may count from when it sent its request: the request was sent before its entry was made, that before it
 * was applied here, and that before the first tick that saw the lease. What is left is that the clocks run equally fast, but
 * for a tenth.
 */
final class Leases {
    private final Bug bug;
    private final int ticks;
    private Map<Hold, Integer> unchanged = new HashMap<>();
    private boolean led;

    Leases(Bug bug, int leaseMillis) {
        this.bug = bug;
        ticks = Math.toIntExact(11L * leaseMillis / 10 / Machine.SHORTEST_TICK_MILLIS + 1);
    }

    /** Another tick is over; returns the holds whose lease ran out with it. */
    List<Hold> tick(boolean leads, Collection<Hold> holds) {
        List<Hold> ended = new ArrayList<>();
        Map<Hold, Integer> next = new HashMap<>();
        if (leads) {
            for (Hold hold : holds) {
                int seen = unchanged.getOrDefault(hold, firstTicks()) + 1;
                next.put(hold, seen);
                if (seen == ticks) {
                    ended.add(hold);
                }
            }
        }
        unchanged = next;
        led = leads;
        return ended;
    }

    /** A new leader has heard of nobody yet, and leaves each the whole time. The first tick begins it and ends none. */
    private int firstTicks() {
        return bug == Bug.NEW_LEADER_EXPIRES && !led ? ticks - 1 : -1;
    }
}
