package dev.faultline.sim.internal.disk;

import dev.faultline.sim.DiskTimes;
import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.kernel.Spending;
import dev.faultline.sim.internal.kernel.Task;

/** How long the calls of a disk take. */
public final class DiskPace {
    private static final double NANOS_PER_SECOND = 1e9;

    public DiskTimes times = DiskTimes.SSD;
    public double slowdown = 1;
    /** What goes to the disk in a second at most, in bytes. */
    public long bandwidth = Long.MAX_VALUE;

    private final Scheduler scheduler;
    private final DiskCounters counters;
    private final Rng latency;
    /** When all has gone to the disk that is under way, as far as the bandwidth is limited. */
    private long freeAtNanos;

    DiskPace(Scheduler scheduler, DiskCounters counters, Rng latency) {
        this.scheduler = scheduler;
        this.counters = counters;
        this.latency = latency;
    }

    void read(DiskFaults.Hit hit) {
        spend(times.read().sample(latency), hit.delayNanos);
    }

    void write(DiskFaults.Hit hit) {
        spend(times.write().sample(latency), hit.delayNanos);
    }

    void sync(long bytes) {
        spend(times.sync().sample(latency) + times.transferNanos(bytes), queueing(bytes));
    }

    /** Takes its place behind what is under way and returns for how long; one transfer goes on at a time. */
    private long queueing(long bytes) {
        if (bandwidth == Long.MAX_VALUE) {
            return 0;
        }
        long now = scheduler.nowNanos();
        freeAtNanos = Math.max(now, freeAtNanos) + (long) (bytes * NANOS_PER_SECOND / bandwidth);
        counters.queuedNanos += freeAtNanos - now;
        return freeAtNanos - now;
    }

    /** Lets the caller take longer by what a fault says. */
    void delay(DiskFaults.Hit hit) {
        spend(0, hit.delayNanos);
    }

    private void spend(long usualNanos, long delayNanos) {
        long slowed = (long) (usualNanos * slowdown);
        counters.slowedNanos += Math.max(0, slowed - usualNanos);
        if (Task.current() != null) {
            Spending.spend(scheduler, slowed + delayNanos);
        }
    }
}
