package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Event;
import dev.faultline.sim.LinkCounters;
import dev.faultline.sim.Node;
import dev.faultline.sim.Simulation;

/**
 * A node stands still. Evidence: threads that had something to do and had to wait. That all of them stood still shows
 * nothing; a node that sleeps for the whole time does not notice.
 */
final class PauseInjection implements Injection {
    private final Simulation simulation;
    private final Node node;
    private boolean paused;
    private int threads;
    private long pausedAtNanos;
    private long arrivedBefore;
    private long held;

    PauseInjection(Simulation simulation, Node node) {
        this.simulation = simulation;
        this.node = node;
    }

    @Override
    public void inject() {
        paused = node.isRunning() && !node.isPaused();
        threads = node.threads();
        pausedAtNanos = simulation.nowNanos();
        arrivedBefore = arrived();
        node.pause();
    }

    @Override
    public void observe(Event event) {
        if (event.name().equals("NodeResumed")
                && event.node().equals(node.name())
                && event.data().get("readyThreads") instanceof Number ready) {
            held += ready.longValue();
        }
    }

    @Override
    public Evidence heal() {
        if (!paused) {
            return Evidence.of(false, node.name() + " did not run, or was paused already");
        }
        node.resume();
        return Evidence.of(
                held > 0,
                Evidence.count(threads, "thread") + " of " + node.name() + " stopped for "
                        + Evidence.duration(simulation.nowNanos() - pausedAtNanos),
                Evidence.count(held, "thread") + " had to wait with something to do",
                Evidence.count(arrived() - arrivedBefore, "segment") + " arrived meanwhile");
    }

    private long arrived() {
        return simulation.network().counters().stream()
                .filter(link -> link.to().equals(node.name()) && !link.from().equals(node.name()))
                .mapToLong(LinkCounters::segmentsDelivered)
                .sum();
    }
}
