package dev.faultline.bench;

import dev.faultline.bench.Row.Bar;
import dev.faultline.sim.Ending;
import dev.faultline.sim.Node;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.time.Duration;
import java.util.function.Consumer;

/** What an ensemble costs that has little to do, and what it costs to have a fresh one. */
final class ClusterBench {
    private static final Bar IDLE_BAR = new Bar.AtLeast(300);
    private static final Bar FRESH_BAR = new Bar.AtMost(300);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** So many ensembles are a round. */
    private static final int ROUND = 5;

    private final Gauge gauge;
    private final Cluster cluster;
    private final Scale scale;

    ClusterBench(Gauge gauge, Cluster cluster, Scale scale) {
        this.gauge = gauge;
        this.cluster = cluster;
        this.scale = scale;
    }

    void idle(Consumer<Row> rows) {
        double virtualSeconds = scale.idleTime().toMillis() / 1e3;
        Gauge.Reading reading = gauge.rate(1, scale.rounds(), () -> virtualSeconds / connectAndStay(scale.idleTime()));
        rows.accept(Row.rate(
                "mostly idle ensemble and client",
                reading,
                "virtual s",
                IDLE_BAR,
                Row.number(virtualSeconds) + " virtual s cost " + Row.number(virtualSeconds / reading.figure())
                        + " CPU s, from connected on"));
    }

    /**
     * What an ensemble costs. Each brings some 1,300 classes of its own, so the JIT compilers come to rest only after dozens
     * of them, and the collector, whose share belongs to the cost, runs once in a few.
     */
    void fresh(Consumer<Row> rows) {
        int size = Math.min(ROUND, scale.ensembles());
        int rounds = scale.ensembles() / size;
        Gauge.Reading reading = gauge.cost(
                2 * rounds,
                rounds,
                () -> Cost.of(() -> {
                                    for (int i = 0; i < size; i++) {
                                        connectAndStay(Duration.ZERO);
                                    }
                                })
                                .cpuSeconds()
                        * 1000
                        / size);
        rows.accept(Row.cost(
                "fresh ensemble, leader elected, client connected",
                reading,
                FRESH_BAR,
                "from nothing until all nodes are gone again, the median of " + rounds + " times " + size
                        + " after twice as many that warmed the JVM"));
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
