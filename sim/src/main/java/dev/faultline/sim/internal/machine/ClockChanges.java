package dev.faultline.sim.internal.machine;

import dev.faultline.sim.internal.kernel.MachineClock;
import dev.faultline.sim.internal.kernel.Scheduler;
import java.time.Duration;

/** What is done to a machine's clock, and told. */
final class ClockChanges {
    /** Takes note of an event and its data. */
    @FunctionalInterface
    interface Notes {
        void event(String name, Object... data);
    }

    private final MachineClock clock;
    private final Scheduler scheduler;
    private final Notes notes;

    ClockChanges(MachineClock clock, Scheduler scheduler, Notes notes) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.notes = notes;
    }

    void jump(Duration by) {
        clock.jump(by.toNanos());
        notes.event("ClockJumped", "byNanos", by.toNanos());
    }

    void drift(long ppm) {
        if (ppm <= -1_000_000) {
            throw new IllegalArgumentException("a clock cannot run backwards: drift " + ppm + " ppm");
        }
        clock.setDrift(ppm, scheduler.nowNanos());
        notes.event("ClockDrifts", "ppm", ppm);
    }

    void freeze() {
        clock.freeze(scheduler.nowNanos());
        notes.event("ClockFrozen");
    }

    void strobe(Duration by, Duration period) {
        if (period.toNanos() < 1) {
            throw new IllegalArgumentException("a clock needs time between two changes, was " + period);
        }
        clock.strobe(by.toNanos(), period.toNanos(), scheduler.nowNanos());
        notes.event("ClockStrobes", "byNanos", by.toNanos(), "periodNanos", period.toNanos());
    }

    void steady() {
        clock.steady();
        notes.event("ClockSteady");
    }
}
