package dev.faultline.bench;

import dev.faultline.sim.Ending;
import dev.faultline.sim.Node;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.time.Duration;
import java.util.List;

/** Rows 4 and 5: what an ensemble costs that has little to do, and what it costs to have a fresh one. */
final class ClusterBench {
    private static final double IDLE_BAR = 300;
    private static final double FRESH_BAR = 0.3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final Scale scale;

    ClusterBench(Cluster cluster, Scale scale) {
        this.cluster = cluster;
        this.scale = scale;
    }

    List<Row> measure() {
        double fresh = fresh();
        double idle = Cost.median(1, scale.rounds(), () -> connectAndStay(scale.idleTime()));
        return List.of(
                Row.atLeast(
                        "mostly idle ensemble and client",
                        scale.idleTime().toMillis() / 1e3 / idle,
                        "virtual s/CPU s",
                        IDLE_BAR,
                        Row.number((double) scale.idleTime().toSeconds()) + " virtual s cost " + Row.number(idle)
                                + " CPU s, from connected on"),
                Row.atMost(
                        "fresh ensemble, leader elected, client connected",
                        fresh,
                        "CPU s",
                        FRESH_BAR,
                        "from nothing until all nodes are gone again, mean of " + scale.ensembles() + " after "
                                + scale.ensembles() * 2 + " that warmed the JVM"));
    }

    /**
     * Returns what an ensemble costs on average. Each brings some 1,300 classes of its own, so the JIT compilers come to
     * rest only after dozens of them, and the collector, whose share belongs to the cost, runs once in a few.
     */
    private double fresh() {
        for (int i = 0; i < scale.ensembles() * 2; i++) {
            connectAndStay(Duration.ZERO);
        }
        Cost cost = Cost.of(() -> {
            for (int i = 0; i < scale.ensembles(); i++) {
                connectAndStay(Duration.ZERO);
            }
        });
        return cost.cpuSeconds() / scale.ensembles();
    }

    /** Starts an ensemble and a client, lets it be for a while, and returns the processor seconds of that while. */
    double connectAndStay(Duration idle) {
        boolean[] connected = new boolean[1];
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> connected[0] |= line.equals(ConnectMain.CONNECTED));
            cluster.experiment().system().nodes().stream()
                    .map(node ->
                            simulation.add(node.toNodeSpec(cluster.artifacts().system())))
                    .forEach(Node::start);
            simulation.add(client()).start();
            Ending ending = simulation.run(PATIENCE, () -> connected[0]);
            if (!(ending instanceof Ending.Done)) {
                throw new IllegalStateException("the client did not get connected: " + ending);
            }
            return idle.isZero() ? 0 : Cost.of(() -> simulation.run(idle)).cpuSeconds();
        }
    }

    private NodeSpec client() {
        NodeSpec spec = NodeSpec.of(
                        "client",
                        Program.main(
                                ConnectMain.class.getName(),
                                cluster.experiment().client().className(),
                                String.join(",", cluster.experiment().system().nodeNames()),
                                cluster.sessionMillis(),
                                "stay"))
                .withClassPath(cluster.clientPath());
        for (var property : cluster.experiment().client().properties().entrySet()) {
            spec = spec.withProperty(property.getKey(), property.getValue());
        }
        for (var file : cluster.experiment().client().files().entrySet()) {
            spec = spec.withFile(file.getKey(), file.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return spec;
    }
}
