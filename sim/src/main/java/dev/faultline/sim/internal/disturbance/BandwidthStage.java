package dev.faultline.sim.internal.disturbance;

/** Lets packets queue up for a narrow place. */
final class BandwidthStage extends Stage {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final long bytesPerSecond;
    private final Queue queue;

    /** The narrow place, which several links may share. */
    static final class Queue {
        private long busyUntilNanos;
    }

    BandwidthStage(PacketMatch match, Site site, long bytesPerSecond, Queue queue) {
        super(match, site);
        this.bytesPerSecond = bytesPerSecond;
        this.queue = queue;
    }

    @Override
    boolean disturb(Course course) {
        int bytes = course.packet.bytes();
        if (bytes > 0) {
            long now = site.scheduler().nowNanos();
            queue.busyUntilNanos = Math.max(queue.busyUntilNanos, now) + bytes * SECOND_NANOS / bytesPerSecond;
            course.freeNanos = Math.max(course.freeNanos, queue.busyUntilNanos);
            site.tally().hit(queue.busyUntilNanos - now);
        }
        return true;
    }
}
