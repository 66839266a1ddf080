package dev.faultline.bench;

import dev.faultline.bench.Row.Bar;
import java.util.function.Consumer;

/** The same clients and requests against real servers. */
final class PeerBench {
    private static final Bar RATIO_BAR = new Bar.AtLeast(5);
    private static final String UNIT = "operations/CPU s";
    private static final int LONGER = 4;
    private static final int[] PORTS = {2181, 2888, 3888};

    private final Cluster cluster;
    private final Scale scale;

    PeerBench(Cluster cluster, Scale scale) {
        this.cluster = cluster;
        this.scale = scale;
    }

    /** Measures once: a whole life of four JVMs is long enough not to need rounds. */
    void measure(double simulatedPerCpuSecond, Consumer<Row> rows) {
        double[] whole = new double[2];
        double[] warm = new double[2];
        try (PeerCluster peers = new PeerCluster(cluster.experiment(), cluster.artifacts(), PORTS)) {
            PeerProcess client = peers.startClient(cluster);
            var _ = answer(client, PeerClientMain.READY);
            whole[0] = batch(client, scale.peerRequests());
            whole[1] = peers.cpuSeconds();
            int warmUp = batch(client, scale.peerRequests());
            double before = peers.cpuSeconds();
            warm[0] = batch(client, scale.peerRequests() * LONGER);
            warm[1] = peers.cpuSeconds() - before;
            if (warmUp == 0) {
                throw new IllegalStateException("the real servers answered nothing");
            }
        }
        rows.accept(Row.ratio(
                "ZooKeeper, simulated : real, four JVMs and their start",
                simulatedPerCpuSecond,
                whole[0] / whole[1],
                UNIT,
                RATIO_BAR,
                "real: " + Row.number(whole[0]) + " operations cost " + Row.number(whole[1])
                        + " CPU s from the start of the JVMs to the last answer, default JVM flags; simulated: in a"
                        + " warm JVM, each run starts its own ensemble anew"));
        rows.accept(Row.ratio(
                "ZooKeeper, simulated : real, four JVMs, without their start",
                simulatedPerCpuSecond,
                warm[0] / warm[1],
                UNIT,
                new Bar.None(),
                "real: a batch of " + Row.number(scale.peerRequests() * (double) LONGER) + " operations after two of "
                        + Row.number(scale.peerRequests())));
    }

    private static int batch(PeerProcess client, int requests) {
        client.tell(Integer.toString(requests));
        return Integer.parseInt(answer(client, PeerClientMain.DONE));
    }

    /** Returns what comes after the prefix, which tells the client's answers from what its libraries log. */
    private static String answer(PeerProcess client, String prefix) {
        while (true) {
            String line = client.nextLine();
            if (line.startsWith(prefix)) {
                return line.substring(prefix.length());
            }
        }
    }
}
