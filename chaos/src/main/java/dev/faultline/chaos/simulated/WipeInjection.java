package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Node;
import dev.faultline.sim.Simulation;

/** A node is killed and loses its disk. Evidence: the threads that died, and the files that are gone. */
final class WipeInjection implements Injection {
    private final Simulation simulation;
    private final Node node;
    private boolean ran;
    private int threads;
    private int files;
    private long killedAtNanos;

    WipeInjection(Simulation simulation, Node node) {
        this.simulation = simulation;
        this.node = node;
    }

    @Override
    public void inject() {
        ran = node.isRunning();
        killedAtNanos = simulation.nowNanos();
        threads = node.kill();
        int before = node.disk().list().size();
        node.disk().wipe();
        files = before - node.disk().list().size();
    }

    @Override
    public Evidence heal() {
        return Evidence.of(
                ran || files > 0,
                Evidence.count(threads, "thread") + " of " + node.name() + " killed",
                "its disk was replaced by one with " + Evidence.count(files, "file") + " less",
                Restart.of(node, ran, simulation.nowNanos() - killedAtNanos));
    }
}
