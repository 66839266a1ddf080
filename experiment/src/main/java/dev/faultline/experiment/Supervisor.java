package dev.faultline.experiment;

import dev.faultline.chaos.scenario.Nemesis;
import dev.faultline.sim.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts programs of the system again that ended by themselves, as the supervisor of a machine would: each so long after
 * its end, longer each time that it ends soon. A program that an exception has left without its main thread is killed first.
 *
 * <p>What a fault took down, the fault brings up again: while one keeps a node killed, paused or without power, nothing
 * is started there, and a program that something else has started meanwhile is left alone.
 */
final class Supervisor {
    private final Cluster cluster;
    private final BackOff backOff;
    private final Nemesis nemesis;
    private final long healedNanos;
    private final List<String> nodes;
    private final Map<String, Integer> starts = new HashMap<>();
    /** The start after which a node is to be started again, so that one life leads to one restart. */
    private final Map<String, Integer> handled = new HashMap<>();

    private final Map<String, Long> startedNanos = new HashMap<>();
    /** How often in a row a program has ended too soon for the delay to begin anew. */
    private final Map<String, Integer> quick = new HashMap<>();

    private final List<Restart> restarts = new ArrayList<>();

    private Supervisor(Cluster cluster, BackOff backOff, Nemesis nemesis, Duration healed, List<String> nodes) {
        this.cluster = cluster;
        this.backOff = backOff;
        this.nemesis = nemesis;
        this.healedNanos = healed.toNanos();
        this.nodes = List.copyOf(nodes);
    }

    /** Lets programs of these nodes be started again; the faults of the nemesis are over when all is healed. */
    static Supervisor install(Cluster cluster, BackOff backOff, Nemesis nemesis, Duration healed, List<String> nodes) {
        Supervisor supervisor = new Supervisor(cluster, backOff, nemesis, healed, nodes);
        cluster.observe(supervisor::observe);
        cluster.onEnd(supervisor::ended);
        return supervisor;
    }

    private void observe(Event event) {
        if (event.name().equals("NodeStarted")) {
            starts.merge(event.node(), 1, Integer::sum);
            startedNanos.put(event.node(), event.timeNanos());
        }
    }

    private int starts(Member node) {
        return starts.getOrDefault(node.name(), 0);
    }

    private void ended(Member node, String why) {
        int start = starts(node);
        if (!nodes.contains(node.name()) || handled.getOrDefault(node.name(), 0) == start) {
            return;
        }
        handled.put(node.name(), start);
        long endedNanos = cluster.nowNanos();
        Duration delay = delay(node.name(), endedNanos);
        cluster.after(delay, () -> restart(node, start, endedNanos, why, delay));
    }

    private Duration delay(String node, long endedNanos) {
        long livedNanos = endedNanos - startedNanos.getOrDefault(node, 0L);
        int before = livedNanos >= backOff.reset().toNanos() ? 0 : quick.getOrDefault(node, 0);
        quick.put(node, before + 1);
        return backOff.after(before);
    }

    private void restart(Member node, int start, long endedNanos, String why, Duration delay) {
        if (starts(node) != start) {
            return; // a fault, or the end of all faults, has started it
        }
        long now = cluster.nowNanos();
        long free = heldUntil(node.name(), now);
        if (free > now) {
            cluster.after(Duration.ofNanos(free - now).plus(delay), () -> restart(node, start, endedNanos, why, delay));
            return;
        }
        restarts.add(new Restart(node.name(), endedNanos, now, why));
        cluster.record("NodeRestarted", "node", node.name(), "why", why, "restarts", restarts(node.name()));
        node.kill();
        node.start();
    }

    private long restarts(String node) {
        return restarts.stream().filter(restart -> restart.node().equals(node)).count();
    }

    private long heldUntil(String node, long now) {
        long until = nemesis.heldUntilNanos(node);
        return until > now && now < healedNanos ? Math.min(until, healedNanos) : now;
    }

    /** Returns every restart so far, in order. */
    List<Restart> restarts() {
        return List.copyOf(restarts);
    }
}
