package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;
import dev.faultline.sim.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A node is asked to end, and killed if it does not. Evidence: how it ended. */
final class StopInjection implements Injection {
    private final Simulation simulation;
    private final Node node;
    private final Duration within;
    /** What is done to the node when its program has ended; tells of it. */
    private final Supplier<List<String>> whileDown;

    private boolean ran;
    private boolean over;
    private long askedAtNanos;
    private String end = "";

    StopInjection(Simulation simulation, Node node, Duration within, Supplier<List<String>> whileDown) {
        this.simulation = simulation;
        this.node = node;
        this.within = within;
        this.whileDown = whileDown;
    }

    @Override
    public void inject() {
        ran = node.isRunning();
        askedAtNanos = simulation.nowNanos();
        if (ran && within.isZero()) {
            end = Evidence.count(node.kill(), "thread") + " of " + node.name() + " killed";
        } else if (ran) {
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
        List<String> sentences = new ArrayList<>(ran ? List.of(end) : List.of());
        if (!node.isRunning()) {
            sentences.addAll(whileDown.get());
        }
        sentences.add(Restart.of(node, ran, simulation.nowNanos() - askedAtNanos));
        return new Evidence(ran, sentences);
    }
}
