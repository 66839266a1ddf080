package dev.faultline.bench;

import dev.faultline.bench.Row.Bar;
import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.journal.OwnedFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What three nodes of Kafka cost: a first run, a warm one, and the same three as processes. Each life of a node loads 5,000
 * classes, so this is where a system is dear to have at all.
 */
final class KafkaBench {
    private static final Bar COLD_BAR = new Bar.AtMost(10_000);
    private static final Bar WARM_BAR = new Bar.AtMost(6_000);
    private static final int RUNS = 4;
    private static final int PORT = 9092;
    private static final int CONTROLLER_PORT = 9093;
    private static final long PATIENCE_MILLIS = 120_000;
    private static final long REST_MILLIS = 20_000;

    private final boolean withPeers;

    KafkaBench(boolean withPeers) {
        this.withPeers = withPeers;
    }

    /** A run as the JVM that made it tells it. */
    private record Run(Gauge.Reading cost, String what) {
        static Run of(String line) {
            String[] words = line.split(" ", 3);
            double millis = Double.parseDouble(words[0]);
            double unit = Double.parseDouble(words[1]);
            return new Run(new Gauge.Reading(millis, millis / unit, unit), words[2]);
        }
    }

    void measure(Consumer<Row> rows) {
        var _ = simulated(1); // after which woven classes are kept, as they are for all but the first of users' runs
        List<Run> runs = simulated(RUNS);
        Run cold = runs.getFirst();
        Run warm = runs.stream()
                .skip(1)
                .min(Comparator.comparingDouble(run -> run.cost.inUnits()))
                .orElseThrow();
        rows.accept(Row.cost(
                "Kafka: three nodes, a client, a power loss; first run of a JVM", cold.cost, COLD_BAR, cold.what));
        rows.accept(Row.cost(
                "Kafka: the same, warm",
                warm.cost,
                WARM_BAR,
                "the best of the next " + (RUNS - 1) + " runs, for which all classes are new again"));
        if (withPeers) {
            double real = real() * 1e3;
            String note = "real: no client, one of them killed and started again, default JVM flags, until "
                    + REST_MILLIS / 1000 + " s after all of them answer";
            rows.accept(real("Kafka, real : simulated, first run", real, cold, note));
            rows.accept(real("Kafka, real : simulated, warm", real, warm, ""));
        }
    }

    private static Row real(String what, double real, Run simulated, String note) {
        return Row.ratio(what, real, simulated.cost.figure(), "ms CPU", new Bar.None(), note);
    }

    /** The costs that a JVM of its own tells, with the flags of this one. */
    private static List<Run> simulated(int count) {
        List<String> arguments =
                new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        arguments.add(KafkaMain.class.getName());
        arguments.add(Integer.toString(count));
        List<Path> classPath = Places.classPath();
        List<Run> runs = new ArrayList<>();
        try (OwnedFolder scratch = OwnedFolder.temporary("bench");
                PeerProcess process = PeerProcess.start(
                        Path.of(""),
                        classPath,
                        Map.of(),
                        arguments,
                        scratch.path().resolve("kafka.log"),
                        true)) {
            while (runs.size() < count) {
                String line = process.nextLine();
                if (line.startsWith(KafkaMain.COST)) {
                    runs.add(Run.of(line.substring(KafkaMain.COST.length())));
                }
            }
        }
        return runs;
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
