package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.internal.vm.Debugger;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Watches that one turn follows another. A thread that goes on computing for longer than the limit is in a busy loop.
 *
 * <p>Under a debugger a thread may be stopped for as long as somebody thinks, so the time that counts is what its platform
 * thread computes; and it may be single steps, which take far longer than compiled code.
 */
final class Watchdog {
    private static final int SLOWNESS_OF_STEPS = 10;

    private final long limitNanos;
    private final Scheduler scheduler;
    private long turns;
    private Thread carrier;
    private long sinceNanos;

    /** Begins to watch now. */
    Watchdog(Duration limit, Scheduler scheduler) {
        this.limitNanos = limit.toNanos() * (Debugger.IS_EXPECTED ? SLOWNESS_OF_STEPS : 1);
        this.scheduler = scheduler;
        turns = scheduler.turns();
        carrier = scheduler.seats.holder().thread;
        sinceNanos = spentNanos();
    }

    /** Looks at the run; returns whether the thread that has its turn has had it for too long. */
    boolean seesBusyLoop() {
        if (scheduler.turns() != turns || scheduler.seats.holder().thread != carrier) {
            turns = scheduler.turns();
            carrier = scheduler.seats.holder().thread;
            sinceNanos = spentNanos();
            return false;
        }
        return spentNanos() - sinceNanos > limitNanos && Task.running != null;
    }

    private long spentNanos() {
        return Debugger.IS_EXPECTED
                ? ManagementFactory.getThreadMXBean().getThreadCpuTime(carrier.threadId())
                : System.nanoTime();
    }
}
