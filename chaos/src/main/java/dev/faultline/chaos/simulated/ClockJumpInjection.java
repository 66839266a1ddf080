package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Node;
import java.time.Duration;

/** A clock jumps. Evidence: how often it was read while it was wrong. */
final class ClockJumpInjection implements Injection {
    private final Node node;
    private final Duration by;
    private long readingsBefore;

    ClockJumpInjection(Node node, Duration by) {
        this.node = node;
        this.by = by;
    }

    @Override
    public void inject() {
        readingsBefore = node.clock().readings();
        node.jumpClock(by);
    }

    @Override
    public Evidence heal() {
        long readings = node.clock().readings() - readingsBefore;
        node.jumpClock(by.negated());
        return Evidence.of(
                readings > 0,
                "the time of day of " + node.name() + " was read " + Evidence.count(readings, "time")
                        + " while it was off by " + Evidence.duration(by));
    }
}
