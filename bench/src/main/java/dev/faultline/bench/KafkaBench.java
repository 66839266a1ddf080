package dev.faultline.bench;

import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.RunArtifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What three nodes of Kafka cost: a first run, a warm one, and the same three as processes. Each life of a node loads 5,000
 * classes, so this is where a system is dear to have at all.
 */
final class KafkaBench {
    private static final double COLD_BAR = 10;
    private static final double WARM_BAR = 6;
    private static final int RUNS = 4;
    private static final int PORT = 9092;
    private static final int CONTROLLER_PORT = 9093;
    private static final long PATIENCE_MILLIS = 120_000;
    private static final long REST_MILLIS = 20_000;

    private final boolean withPeers;

    KafkaBench(boolean withPeers) {
        this.withPeers = withPeers;
    }

    List<Row> measure() {
        List<Row> rows = new ArrayList<>();
        var _ = simulated(1); // after which woven classes are kept, as they are for all but the first of users' runs
        List<String> runs = simulated(RUNS);
        double cold = seconds(runs.getFirst());
        double warm =
                runs.stream().skip(1).mapToDouble(KafkaBench::seconds).min().orElseThrow();
        String what = runs.getFirst().substring(runs.getFirst().indexOf(' ') + 1);
        rows.add(Row.atMost(
                "Kafka: three nodes, a client, a power loss; first run of a JVM", cold, "CPU s", COLD_BAR, what));
        rows.add(Row.atMost(
                "the same, warm",
                warm,
                "CPU s",
                WARM_BAR,
                "the best of the next " + (RUNS - 1) + " runs, for which all classes are new again"));
        if (withPeers) {
            double real = real();
            rows.add(Row.plain(
                    "three real Kafka servers, no client, one killed and restarted",
                    real,
                    "CPU s",
                    "default JVM flags; until " + REST_MILLIS / 1000 + " s after all of them answer"));
            rows.add(Row.plain("real : simulated, first run", real / cold, "x", "more is better"));
            rows.add(Row.plain("real : simulated, warm", real / warm, "x", ""));
        }
        return rows;
    }

    private static double seconds(String run) {
        return Double.parseDouble(run.substring(0, run.indexOf(' ')));
    }

    /** The costs that a JVM of its own tells, with the flags of this one. */
    private static List<String> simulated(int count) {
        List<String> arguments =
                new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        arguments.add(KafkaMain.class.getName());
        arguments.add(Integer.toString(count));
        List<Path> classPath = Places.classPath();
        try {
            Path log = Files.createTempFile("faultline-bench", ".log");
            List<String> runs = new ArrayList<>();
            try (PeerProcess process = PeerProcess.start(Path.of(""), classPath, Map.of(), arguments, log, true)) {
                while (runs.size() < count) {
                    String line = process.nextLine();
                    if (line.startsWith(KafkaMain.COST)) {
                        runs.add(line.substring(KafkaMain.COST.length()));
                    }
                }
            } finally {
                Files.delete(log);
            }
            return runs;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write a temporary file", failure);
        }
    }

    private static double real() {
        Experiment experiment = KafkaMain.experiment();
        RunArtifacts artifacts = RunArtifacts.of(experiment, Artifacts.ofUser(progress -> {}));
        try (PeerCluster servers = new PeerCluster(experiment, artifacts, PORT, CONTROLLER_PORT)) {
            int count = experiment.system().nodes().size();
            for (int server = 0; server < count; server++) {
                awaitAnswer(servers.address(server));
            }
            servers.restart(1);
            awaitAnswer(servers.address(1));
            Thread.sleep(REST_MILLIS);
            return servers.cpuSeconds();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while real servers run", interrupted);
        }
    }

    private static void awaitAnswer(String address) throws InterruptedException {
        for (long waited = 0; waited < PATIENCE_MILLIS; waited += 100) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, PORT));
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("no server answers at " + address + ":" + PORT);
    }
}
