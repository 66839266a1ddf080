package dev.faultline.bench;

import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.SystemSpec.SystemNode;
import dev.faultline.journal.OwnedFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The servers of an experiment as processes on the loopback network, and a client if one is asked for. Each server has an
 * address of its own in 127.0.0.0/8, so ports and configuration are those of the experiment; only names and folders
 * differ.
 */
final class PeerCluster implements AutoCloseable {
    private final OwnedFolder owned = OwnedFolder.temporary("bench");
    private final Path folder = owned.path();
    private final List<SystemNode> nodes;
    private final List<Path> serverPath;
    private final Map<String, String> addresses;
    private final List<PeerProcess> processes = new ArrayList<>();
    /** Processor seconds of processes that are gone. */
    private double spentSeconds;

    /**
     * Starts the servers.
     *
     * @param ports that must be free at the address of each
     */
    PeerCluster(Experiment experiment, RunArtifacts artifacts, int... ports) {
        try {
            nodes = experiment.system().nodes();
            addresses = freeAddresses(nodes, ports);
            serverPath = new ArrayList<>(artifacts.system());
            serverPath.add(Places.ofThisModule());
            for (SystemNode node : nodes) {
                Path root = folder.resolve(node.name());
                node.files().forEach((path, text) -> owned.write(inside(root, path), real(text, root, addresses)));
                processes.add(start(node));
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private PeerProcess start(SystemNode node) {
        Path root = folder.resolve(node.name());
        List<String> arguments = new ArrayList<>(List.of(PeerMain.class.getName(), node.main()));
        node.arguments().forEach(argument -> arguments.add(placed(argument, root)));
        return PeerProcess.start(
                folder,
                serverPath,
                placed(node.properties(), root),
                arguments,
                folder.resolve(node.name() + ".log"),
                false);
    }

    /** Ends a server without a warning, and starts it again with the files that it left. */
    void restart(int server) {
        PeerProcess process = processes.get(server);
        spentSeconds += process.cpuSeconds();
        process.close();
        processes.set(server, start(nodes.get(server)));
    }

    /** Returns where a server is to be reached. */
    String address(int server) {
        return addresses.getOrDefault(nodes.get(server).name(), "");
    }

    /** Starts a client, which counts as a process of the cluster. */
    PeerProcess startClient(Cluster cluster) {
        PeerProcess client = client(cluster, List.copyOf(addresses.values()));
        processes.add(client);
        return client;
    }

    private PeerProcess client(Cluster cluster, List<String> addresses) {
        Path root = folder.resolve("client");
        cluster.experiment().client().files().forEach((path, text) -> owned.write(inside(root, path), text));
        List<String> arguments = List.of(
                PeerClientMain.class.getName(),
                cluster.experiment().client().className(),
                String.join(",", addresses),
                Integer.toString(cluster.clients()),
                String.join(",", cluster.experiment().workload().keyNames()),
                cluster.sessionMillis());
        return PeerProcess.start(
                folder,
                cluster.clientPath(),
                placed(cluster.experiment().client().properties(), root),
                arguments,
                folder.resolve("client.log"),
                true);
    }

    /** Returns the processor seconds of all processes since their start. */
    double cpuSeconds() {
        return spentSeconds
                + processes.stream().mapToDouble(PeerProcess::cpuSeconds).sum();
    }

    private static Path inside(Path root, String path) {
        return root.resolve("." + path).normalize();
    }

    private static String real(String text, Path root, Map<String, String> addresses) {
        String result = text;
        for (var address : addresses.entrySet()) {
            result = result.replace(address.getKey(), address.getValue());
        }
        return result.replace("=/", "=" + root + "/"); // last, for the folder has the node's name too
    }

    private static String placed(String value, Path root) {
        return value.startsWith("/") ? root + value : value;
    }

    private static Map<String, String> placed(Map<String, String> properties, Path root) {
        Map<String, String> result = new LinkedHashMap<>();
        properties.forEach((key, value) -> result.put(key, placed(value, root)));
        return result;
    }

    private static Map<String, String> freeAddresses(List<SystemNode> nodes, int... ports) {
        Map<String, String> addresses = new LinkedHashMap<>();
        int last = 10;
        for (SystemNode node : nodes) {
            while (!isFree("127.77.0." + last, ports)) {
                if (++last > 250) {
                    throw new IllegalStateException("no free address in 127.77.0.0/24");
                }
            }
            addresses.put(node.name(), "127.77.0." + last++);
        }
        return addresses;
    }

    private static boolean isFree(String address, int... ports) {
        for (int port : ports) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        processes.forEach(PeerProcess::close);
        owned.close();
    }
}
