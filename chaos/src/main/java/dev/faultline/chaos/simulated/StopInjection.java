package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;
import dev.faultline.sim.Simulation;
import java.time.Duration;

/** A node is asked to end, and killed if it does not. Evidence: how it ended. */
final class StopInjection implements Injection {
    private final Simulation simulation;
    private final Node node;
    private final Duration within;
    private boolean ran;
    private boolean over;
    private long askedAtNanos;
    private String end = "";

    StopInjection(Simulation simulation, Node node, Duration within) {
        this.simulation = simulation;
        this.node = node;
        this.within = within;
    }

    @Override
    public void inject() {
        ran = node.isRunning();
        askedAtNanos = simulation.nowNanos();
        if (ran) {
            node.stop();
            simulation.after(within, this::killIfItLives);
        }
    }

    @Override
    public void observe(Event event) {
        if (end.isEmpty() && event.name().equals("NodeExited") && event.node().equals(node.name())) {
            end = node.name() + " ended by itself with status " + event.data().get("status") + ", "
                    + Evidence.duration(event.timeNanos() - askedAtNanos) + " after it was asked to";
        }
    }

    private void killIfItLives() {
        if (!over && end.isEmpty() && node.isRunning()) {
            node.kill();
            end = node.name() + " had not ended " + Evidence.duration(within)
                    + " after it was asked to, and was killed";
        }
    }

    @Override
    public Evidence heal() {
        over = true;
        boolean stillEnds = ran && end.isEmpty();
        if (stillEnds) {
            node.kill();
            end = node.name() + " was still about to end, and was killed";
        }
        String up = Restart.of(node, ran, simulation.nowNanos() - askedAtNanos);
        return ran ? Evidence.of(true, end, up) : Evidence.of(false, up);
    }
}
