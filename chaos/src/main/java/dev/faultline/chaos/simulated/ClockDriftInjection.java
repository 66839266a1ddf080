package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Node;
import dev.faultline.sim.Simulation;
import java.math.BigInteger;
import java.time.Duration;

/** A clock runs at a wrong rate. Evidence: how often it was read meanwhile. */
final class ClockDriftInjection implements Injection {
    private static final BigInteger PPM = BigInteger.valueOf(1_000_000);

    private final Simulation simulation;
    private final Node node;
    private final long ppm;
    private long readingsBefore;
    private long beganAtNanos;

    ClockDriftInjection(Simulation simulation, Node node, long ppm) {
        this.simulation = simulation;
        this.node = node;
        this.ppm = ppm;
    }

    @Override
    public void inject() {
        readingsBefore = node.clock().readings();
        beganAtNanos = simulation.nowNanos();
        node.driftClock(ppm);
    }

    @Override
    public Evidence heal() {
        long readings = node.clock().readings() - readingsBefore;
        Duration gained = gained(simulation.nowNanos() - beganAtNanos);
        node.driftClock(0);
        node.jumpClock(gained.negated());
        return Evidence.of(
                readings > 0,
                "the time of day of " + node.name() + " was read " + Evidence.count(readings, "time")
                        + " while it went wrong",
                "it gained " + Evidence.duration(gained) + " before it was set right");
    }

    private Duration gained(long nanos) {
        return Duration.ofNanos(BigInteger.valueOf(nanos)
                .multiply(BigInteger.valueOf(ppm))
                .divide(PPM)
                .longValueExact());
    }
}
