package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Node;
import dev.faultline.sim.Simulation;
import java.util.ArrayList;
import java.util.List;

/** A node is killed. Evidence: the threads that died with it, and its connections. */
final class KillInjection implements Injection {
    private final Simulation simulation;
    private final Node node;
    private boolean ran;
    private int threads;
    private long connections;
    private long killedAtNanos;

    KillInjection(Simulation simulation, Node node) {
        this.simulation = simulation;
        this.node = node;
    }

    @Override
    public void inject() {
        ran = node.isRunning();
        killedAtNanos = simulation.nowNanos();
        connections = openConnections(simulation, node);
        threads = node.kill();
    }

    @Override
    public Evidence heal() {
        List<String> sentences = new ArrayList<>();
        if (ran) {
            sentences.add(Evidence.count(threads, "thread") + " of " + node.name() + " killed");
            sentences.add(Evidence.count(connections, "open connection") + " lost");
        }
        sentences.add(Restart.of(node, ran, simulation.nowNanos() - killedAtNanos));
        return new Evidence(ran, sentences);
    }

    static long openConnections(Simulation simulation, Node node) {
        return simulation.network().streams().stream()
                .filter(stream ->
                        stream.client().equals(node.name()) || stream.server().equals(node.name()))
                .count();
    }
}
