package dev.faultline.bench;

import dev.faultline.experiment.SystemSpec.SystemNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The same ensemble as processes: three servers and a client on the loopback network. Each server has an address of its
 * own in 127.0.0.0/8, so ports and configuration are those of the experiment; only names and folders differ.
 */
final class PeerCluster implements AutoCloseable {
    private static final int[] PORTS = {2181, 2888, 3888};

    private final Path folder;
    private final List<PeerProcess> processes = new ArrayList<>();

    PeerCluster(Cluster cluster) {
        try {
            folder = Files.createTempDirectory("faultline-bench");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
        try {
            List<SystemNode> nodes = cluster.experiment().system().nodes();
            Map<String, String> addresses = freeAddresses(nodes);
            List<Path> serverPath = new ArrayList<>(cluster.artifacts().system());
            serverPath.add(Places.ofThisModule());
            for (SystemNode node : nodes) {
                processes.add(server(node, serverPath, addresses));
            }
            processes.add(client(cluster, List.copyOf(addresses.values())));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private PeerProcess server(SystemNode node, List<Path> classPath, Map<String, String> addresses) {
        Path root = folder.resolve(node.name());
        node.files().forEach((path, text) -> write(root.resolve("." + path), real(text, root, addresses)));
        List<String> arguments = new ArrayList<>(List.of(PeerMain.class.getName(), node.main()));
        node.arguments().forEach(argument -> arguments.add(placed(argument, root)));
        return PeerProcess.start(
                folder,
                classPath,
                placed(node.properties(), root),
                arguments,
                folder.resolve(node.name() + ".log"),
                false);
    }

    private PeerProcess client(Cluster cluster, List<String> addresses) {
        Path root = folder.resolve("client");
        cluster.experiment().client().files().forEach((path, text) -> write(root.resolve("." + path), text));
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

    /** The client, which was started last. */
    PeerProcess client() {
        return processes.getLast();
    }

    /** Returns the processor seconds of all processes since their start. */
    double cpuSeconds() {
        return processes.stream().mapToDouble(PeerProcess::cpuSeconds).sum();
    }

    private static String real(String text, Path root, Map<String, String> addresses) {
        String result = text;
        for (var address : addresses.entrySet()) {
            result = result.replace(address.getKey(), address.getValue());
        }
        return result.replace("dataDir=/", "dataDir=" + root + "/"); // last, for the folder has the node's name too
    }

    private static String placed(String value, Path root) {
        return value.startsWith("/") ? root + value : value;
    }

    private static Map<String, String> placed(Map<String, String> properties, Path root) {
        Map<String, String> result = new LinkedHashMap<>();
        properties.forEach((key, value) -> result.put(key, placed(value, root)));
        return result;
    }

    private static Map<String, String> freeAddresses(List<SystemNode> nodes) {
        Map<String, String> addresses = new LinkedHashMap<>();
        int last = 10;
        for (SystemNode node : nodes) {
            while (!isFree("127.77.0." + last)) {
                if (++last > 250) {
                    throw new IllegalStateException("no free address in 127.77.0.0/24");
                }
            }
            addresses.put(node.name(), "127.77.0." + last++);
        }
        return addresses;
    }

    private static boolean isFree(String address) {
        for (int port : PORTS) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    private static void write(Path file, String text) {
        try {
            Path normal = file.normalize();
            Path parent = normal.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(normal, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    @Override
    public void close() {
        processes.forEach(PeerProcess::close);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
