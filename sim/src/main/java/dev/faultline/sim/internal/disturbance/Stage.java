package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.Cause;
import dev.faultline.sim.SimulationException;

/** What one disturbance does on one link. */
abstract class Stage {
    final Site site;
    private final PacketMatch match;

    Stage(PacketMatch match, Site site) {
        this.match = match;
        this.site = site;
    }

    /** Returns whether the packet goes on now; otherwise it is lost, or held back by this stage. */
    boolean take(Course course) {
        return takes(course) ? act(course) : passBy(course);
    }

    /** Returns whether a packet is of those that this acts on. */
    boolean takes(Course course) {
        try {
            return match.takes(course.packet);
        } catch (StackOverflowError e) {
            site.scheduler()
                    .fail(new SimulationException(
                            "a regular expression of a packet filter needs too deep a stack for a packet of "
                                    + course.packet.bytes() + " bytes; one without alternatives under a * needs none"));
            return false;
        }
    }

    /** Acts on a packet, and counts it. */
    final boolean act(Course course) {
        site.tally().met();
        return disturb(course);
    }

    /** Acts on a packet; returns as {@link #take}. */
    abstract boolean disturb(Course course);

    /** Lets a packet of another kind pass. */
    boolean passBy(Course course) {
        return true;
    }

    /** Sends on what is held back, in the order in which it came. */
    void release() {}

    /** Forgets what is held back. */
    void drop() {}

    /** Draws only where there is something to decide. */
    final boolean happens(double chance) {
        return chance > 0 && site.rng().unit() < chance;
    }

    final void hold(Course course) {
        course.cause = site.scheduler().cause();
        course.heldSinceNanos = site.scheduler().nowNanos();
    }

    /** Sends on what was held back, in the context of its own sending and of whatever more let it go. */
    final void letGo(Course course, Cause also) {
        Cause before = site.scheduler().cause();
        site.scheduler().setCause(course.cause.and(also));
        site.onward().accept(course);
        site.scheduler().setCause(before);
    }

    final long heldNanos(Course course) {
        return site.scheduler().nowNanos() - course.heldSinceNanos;
    }
}
