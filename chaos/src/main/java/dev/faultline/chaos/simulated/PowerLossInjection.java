package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.DiskCrash;
import dev.faultline.sim.Node;
import dev.faultline.sim.Simulation;
import java.util.ArrayList;
import java.util.List;

/** Nodes lose their power. Evidence: the threads that died, and what the disks lost. */
final class PowerLossInjection implements Injection {
    private final Simulation simulation;
    private final List<Node> nodes;
    private final List<Boolean> ran = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private boolean effective;
    private long lostAtNanos;

    PowerLossInjection(Simulation simulation, List<String> names) {
        this.simulation = simulation;
        nodes = names.stream().map(simulation::node).toList();
    }

    @Override
    public void inject() {
        lostAtNanos = simulation.nowNanos();
        for (Node node : nodes) {
            boolean running = node.isRunning();
            ran.add(running);
            long connections = KillInjection.openConnections(simulation, node);
            int threads = node.powerOff();
            DiskCrash crash = node.disk().lastCrash();
            boolean unsynced = crash.files() + crash.changesKept() + crash.changesUndone() > 0;
            effective |= running || unsynced;
            if (running) {
                seen.add(Evidence.count(threads, "thread") + " of " + node.name() + " ended without power, "
                        + Evidence.count(connections, "open connection") + " left to its peers");
            }
            seen.add(unsynced ? losses(node, crash) : "the disk of " + node.name() + " had nothing unsynced");
        }
    }

    private static String losses(Node node, DiskCrash crash) {
        return "the disk of " + node.name() + " lost " + crash.pagesLost() + " of "
                + Evidence.count(crash.pagesKept() + crash.pagesTorn() + crash.pagesLost(), "unsynced page") + ", tore "
                + crash.pagesTorn() + ", and undid " + crash.changesUndone() + " of "
                + Evidence.count(crash.changesKept() + crash.changesUndone(), "unsynced change") + " of names";
    }

    @Override
    public Evidence heal() {
        List<String> sentences = new ArrayList<>(seen);
        for (int i = 0; i < nodes.size(); i++) {
            sentences.add(Restart.of(nodes.get(i), ran.get(i), simulation.nowNanos() - lostAtNanos));
        }
        return new Evidence(effective, sentences);
    }
}
