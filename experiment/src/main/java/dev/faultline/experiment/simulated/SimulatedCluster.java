package dev.faultline.experiment.simulated;

import dev.faultline.chaos.simulated.SimulationInjector;
import dev.faultline.experiment.Cluster;
import dev.faultline.experiment.Member;
import dev.faultline.experiment.NetworkSpec;
import dev.faultline.experiment.probe.Memory;
import dev.faultline.sim.Ending;
import dev.faultline.sim.Network;
import dev.faultline.sim.Node;
import dev.faultline.sim.NodeMemory;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.Standing;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;

/** The nodes of a simulation. */
final class SimulatedCluster extends SimulationInjector implements Cluster {
    private final Simulation simulation;

    SimulatedCluster(Simulation simulation) {
        super(simulation);
        this.simulation = simulation;
    }

    @Override
    public Member add(NodeSpec spec) {
        return new SimulatedMember(simulation.add(spec));
    }

    @Override
    public void place(NetworkSpec network) {
        simulation
                .network()
                .setLinks((from, to) -> network.link(from, to)
                        .map(link -> new Network.LinkSpec(link.latency(), link.bytesPerSecond())));
    }

    @Override
    public void recordLines(BiPredicate<String, String> accepted) {
        simulation.recordLines((node, line) -> accepted.test(node.name(), line));
    }

    @Override
    public void onEnd(BiConsumer<Member, String> supervisor) {
        simulation.onEnd((node, why) -> supervisor.accept(new SimulatedMember(node), why));
    }

    @Override
    public Ending run(Duration atMost, BooleanSupplier done) {
        return simulation.run(atMost, done);
    }

    @Override
    public Account account() {
        return new Account(
                simulation.threads(),
                simulation.turns(),
                simulation.events(),
                Long.toHexString(simulation.fingerprint()),
                simulation.unmodelled(),
                simulation.unmodelledUses());
    }

    @Override
    public void close() {
        simulation.close();
    }

    private record SimulatedMember(Node node) implements Member {
        @Override
        public String name() {
            return node.name();
        }

        @Override
        public void start() {
            node.start();
        }

        @Override
        public void kill() {
            node.kill();
        }

        @Override
        public boolean isRunning() {
            return node.isRunning();
        }

        @Override
        public Standing standing() {
            return node.standing();
        }

        @Override
        public void prepare(String className) {
            node.memory().prepare(className);
        }

        @Override
        public Memory memory() {
            return new SimulatedMemory(node.memory());
        }

        @Override
        public ClassLoader classLoader() {
            return node.classLoader();
        }

        @Override
        public void spawn(String threadName, Runnable body) {
            node.spawn(threadName, body);
        }

        @Override
        public void endLine() {
            node.endLine();
        }
    }

    private record SimulatedMemory(NodeMemory memory) implements Memory {
        @Override
        public Optional<Object> newest(String className) {
            return memory.newest(className);
        }

        @Override
        public Optional<Class<?>> initialized(String className) {
            return memory.initialized(className);
        }
    }
}
