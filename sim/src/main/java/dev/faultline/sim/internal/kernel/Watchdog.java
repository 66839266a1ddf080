package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.internal.vm.Debugger;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * Watches that one turn follows another. A thread that goes on computing for longer than the limit is in a busy loop, and one
 * that has computed nothing for as long is stopped by native code or the JVM.
 *
 * <p>What counts is what its platform thread computes, not what a clock on the wall says: on a machine with much else to do a
 * turn that loads a thousand classes may take a minute. Under a debugger a thread may be stopped for as long as somebody thinks,
 * and its computing may be single steps, which take far longer than compiled code.
 */
final class Watchdog {
    private static final int SLOWNESS_OF_STEPS = 10;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long limitNanos;
    private final Scheduler scheduler;
    private long turns;
    private Thread carrier;
    private final TurnTime time = new TurnTime();

    /** Begins to watch now. */
    Watchdog(Duration limit, Scheduler scheduler) {
        this.limitNanos = limit.toNanos() * (Debugger.IS_EXPECTED ? SLOWNESS_OF_STEPS : 1);
        this.scheduler = scheduler;
        turns = scheduler.turns();
        carrier = scheduler.seats.holder().thread;
        begin();
    }

    private void begin() {
        time.begin(computedNanos(), System.nanoTime());
    }

    /** Looks at the run; returns whether the thread that has its turn has had it for too long. */
    boolean seesBusyLoop() {
        if (scheduler.turns() != turns || scheduler.seats.holder().thread != carrier) {
            turns = scheduler.turns();
            carrier = scheduler.seats.holder().thread;
            begin();
            return false;
        }
        long now = System.nanoTime();
        time.look(computedNanos(), now);
        return (time.computesLongerThan(limitNanos)
                        || (!Debugger.IS_EXPECTED && time.isStillLongerThan(limitNanos, now)))
                && Task.running != null;
    }

    private long computedNanos() {
        return THREADS.getThreadCpuTime(carrier.threadId());
    }
}
