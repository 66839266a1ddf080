package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regions: what is measured between nodes is what the file says. */
class NetworkSpecTest {
    private static final String FILE = """
        name = "wan"
        [system]
        class-path = ["CLASSES"]
        nodes = ["n1", "n2", "n3", "n4"]
        main = "dev.faultline.experiment.Servers$Mortal"
        arguments = ["never", "${node.name}"]
        NETWORK
        [client]
        class = "dev.faultline.workload.LineClient"
        artifacts = ["faultline:workload"]
        settings = { port = 7000 }
        [workload]
        duration = "10s"
        reads = 100
        writes = 0
        """;

    private static final String REGIONS = """
        [network]
        regions = { eu = ["n1", "n2"], us = ["n3"], asia = ["n4", "client"] }
        within = "1ms"
        latency = { eu = { us = "40ms", asia = "uniform 90ms 110ms" }, us = { asia = "70ms" }, asia = { us = "75ms" } }
        jitter = { eu = { us = "exponential 5ms" } }
        bandwidth = { eu = { us = "1MB" }, us = { asia = "4MB" } }
        """;

    private static final int BULK = 4 << 20;

    @TempDir
    private Path folder;

    private static Experiment read(String network) {
        return Trials.read(FILE.replace("NETWORK", network));
    }

    @Test
    void roundTripsAndThroughputAreThoseOfTheRegions() {
        assertMeasured("n1", "n2", 2.0, 2.01, 125e6);
        // 2 x 40 and jitter of 5 ms on average, or 7.5: of an acknowledgement and an answer the later counts, as
        // packets stay
        // in order.
        assertMeasured("n1", "n3", 89.5, 95.5, 1 << 20);
        assertMeasured("n3", "n4", 145, 145.01, 4 << 20);
        assertMeasured("n4", "n2", 199, 207, 125e6);
        assertMeasured("n4", "client", 2.0, 2.01, 125e6);
        assertMeasured("n4", "elsewhere", 0.2, 1, 125e6);
    }

    @Test
    void withoutRegionsAllAreAsFarFromEachOther() {
        NetworkSpec network = read("[network]\nwithin = \"20ms\"\n").network();
        assertThat(network.sentences())
                .containsExactly(
                        "everywhere: n1, n2, n3, n4, client", "within everywhere: constant 20ms, 125000000 bytes/s");
        assertThat(network.link("client", "n3")).isPresent();
        assertThat(read("[network]\nwithin = \"usual\"\n").network()).isEqualTo(NetworkSpec.USUAL);
    }

    /** Measures between two nodes: the mean round trip in milliseconds, and bytes a second, without the way. */
    private static void assertMeasured(String from, String to, double least, double most, double bytesPerSecond) {
        Map<String, Double> measured = measure(from, to);
        String what = from + " and " + to;
        assertThat(measured.get("trip")).as("round trip in ms of %s", what).isBetween(least, most);
        double seconds = measured.get("bulk") / 1e3;
        assertThat(BULK / seconds).as("bytes a second of %s", what).isLessThan(bytesPerSecond * 1.001);
        if (bytesPerSecond < 1e7) {
            assertThat(BULK / seconds).as("bytes a second of %s", what).isGreaterThan(bytesPerSecond * 0.8);
        }
    }

    private static Map<String, Double> measure(String from, String to) {
        Experiment experiment = read(REGIONS);
        Map<String, Double> measured = new HashMap<>();
        try (Cluster cluster = Environment.named(Environment.USUAL).open(experiment, 1, RunOptions.standard())) {
            cluster.place(experiment.network());
            cluster.onOutput((node, line) -> {
                String[] words = line.split(" ", 2);
                measured.put(words[0], Double.parseDouble(words[1]));
            });
            cluster.add(NodeSpec.of(to, Program.code(NetworkSpecTest::answer))).start();
            cluster.add(NodeSpec.of(from, Program.code(() -> ask(to)))).start();
            cluster.run(Duration.ofMinutes(10), () -> measured.containsKey("bulk"));
        }
        return measured;
    }

    private static void answer() throws IOException {
        try (ServerSocket listener = new ServerSocket()) {
            listener.setReceiveBufferSize(BULK); // else a connection carries less than its link: a buffer a round trip
            listener.bind(new InetSocketAddress(7000));
            answer(listener.accept());
        }
    }

    private static void answer(Socket accepted) throws IOException {
        try (Socket socket = accepted) {
            byte[] bytes = new byte[1 << 16];
            for (int i = 0; i < 1_000; i++) {
                socket.getOutputStream().write(socket.getInputStream().read());
            }
            for (int left = BULK; left > 0; ) {
                left -= socket.getInputStream().read(bytes);
            }
            socket.getOutputStream().write(1);
        }
    }

    @SuppressWarnings("AddressSelection") // a node of the simulation has one address
    private static void ask(String server) throws Exception {
        Thread.sleep(10);
        try (Socket socket = new Socket()) {
            socket.setSendBufferSize(BULK);
            socket.connect(new InetSocketAddress(InetAddress.getByName(server), 7000));
            socket.setTcpNoDelay(true);
            long start = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                socket.getOutputStream().write(1);
                socket.getInputStream().read();
            }
            System.out.println("trip " + (System.nanoTime() - start) / 1e9);
            start = System.nanoTime();
            socket.getOutputStream().write(new byte[BULK]);
            socket.getInputStream().read();
            System.out.println("bulk " + (System.nanoTime() - start) / 1e6);
        }
    }

    @Test
    void aRunHasItsClientsWhereTheyAreAndSaysSo() throws IOException {
        RunResult result = Trials.run(
                FILE.replace("NETWORK", REGIONS), 1, RunOptions.standard().into(folder.resolve("run")));
        assertThat(result.traffic().orElseThrow().toString()).isNotEmpty();
        assertThat(result.network())
                .contains(
                        "asia: n4, client",
                        "within asia: constant 1ms, 125000000 bytes/s",
                        "asia > us: constant 75ms, 4194304 bytes/s",
                        "us > asia: constant 70ms, 4194304 bytes/s",
                        "asia <> eu: uniform 90ms 110ms, 125000000 bytes/s",
                        "eu <> us: constant 40ms + exponential 5ms, 1048576 bytes/s");
        assertThat(Files.readString(folder.resolve("run/manifest.json"))).contains("constant 40ms + exponential 5ms");
        List<String> answered = Files.readAllLines(folder.resolve("run/history.jsonl")).stream()
                .filter(line -> line.contains("\"ok\""))
                .toList();
        assertThat(answered).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ["n3"] | ["n3", "n1"]        | 8:44: network.regions.us[1]: node n1 is in region eu already
        ["n3"] | ["n5"]              | 8:38: network.regions.us[0]: there is no node 'n5'; did you mean 'n1'? nodes: n1, n2, n3, n4, client
        ["n3"] | ["n5"]              | 8:1: network.regions: node n3 is in none of them
        ["n3"] | []                  | 8:32: network.regions.us: has no nodes
        "40ms", | "0ms",             | 10:20: network.latency.eu.us: must be a duration, such as "45ms", or a distribution
        "40ms", | "-5ms",            | 10:20: network.latency.eu.us: must be a duration
        "40ms", | "soon",            | 10:20: network.latency.eu.us: must be a duration
        us = "40ms", | ""            | 10:1: network.latency: says nothing about eu and us
        us = "40ms", | su = "40ms",  | 10:20: network.latency.eu.su: there is no region 'su'; did you mean 'eu'? regions: eu, us, asia
        "1MB"   | "0MB"              | 12:22: network.bandwidth.eu.us: must be how many bytes a second, such as "20MB", is '0MB'
        within  | wihtin             | 9:1: network.wihtin: unknown key; did you mean 'within'?
        ], us = ["n3"], asia = ["n4" | , "n3", "n4" | 10:1: network.latency: is not used: there is one region
        ], us = ["n3"], asia = ["n4" | , "n3", "n4" | 12:1: network.bandwidth: is not used: there is one region
        regions | region             | 10:1: network.latency: is not used: there is one region
        """)
    void mistakesAreToldWithTheirPlaces(String good, String bad, String message) {
        String text = FILE.replace("NETWORK", REGIONS.replace(good, bad.equals("\"\"") ? "" : bad));
        ExperimentException refused =
                catchThrowableOfType(ExperimentException.class, () -> Experiments.parse(text, "f", folder, Map.of()));
        assertThat(refused).isNotNull();
        assertThat(refused.getMessage().lines()).anyMatch(line -> line.startsWith("f:" + message));
    }
}
