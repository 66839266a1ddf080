package dev.faultline.bench;

import java.util.List;

/** Row 3: the same clients and requests against real servers. */
final class PeerBench {
    private static final double RATIO_BAR = 5;
    private static final int LONGER = 4;
    private static final int[] PORTS = {2181, 2888, 3888};

    private final Cluster cluster;
    private final Scale scale;

    PeerBench(Cluster cluster, Scale scale) {
        this.cluster = cluster;
        this.scale = scale;
    }

    /** Measures once: a whole life of four JVMs is long enough not to need rounds. */
    List<Row> measure(double simulatedPerCpuSecond) {
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
        return rows(simulatedPerCpuSecond, whole[0] / whole[1], warm[0] / warm[1], whole);
    }

    private List<Row> rows(double simulated, double withStart, double warm, double[] whole) {
        return List.of(
                Row.plain(
                        "real ZooKeeper, four JVMs, start-up included",
                        withStart,
                        "operations/CPU s",
                        Row.number(whole[0]) + " operations cost " + Row.number(whole[1])
                                + " CPU s from the start of the JVMs to the last answer; default JVM flags"),
                Row.plain(
                        "real ZooKeeper, four JVMs, start-up not included",
                        warm,
                        "operations/CPU s",
                        "a batch of " + Row.number(scale.peerRequests() * (double) LONGER) + " operations after two of "
                                + Row.number(scale.peerRequests())),
                Row.atLeast(
                        "simulated : real, start-up of the real ones included",
                        simulated / withStart,
                        "x",
                        RATIO_BAR,
                        "simulated runs are in a warm JVM; each starts its own ensemble anew"),
                Row.plain("simulated : real, without start-up of the real ones", simulated / warm, "x", ""));
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
