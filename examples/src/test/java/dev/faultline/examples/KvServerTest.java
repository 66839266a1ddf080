package dev.faultline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real processes on loopback. */
final class KvServerTest {
    private static final List<String> IDS = List.of("n1", "n2", "n3");
    private static final Duration REPLY = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 600;

    @TempDir
    private Path directory;

    private final Map<String, Integer> clientPorts = new TreeMap<>();
    private final Map<String, Process> running = new TreeMap<>();
    private String members = "";

    @BeforeEach
    void startAll() throws IOException {
        List<Integer> ports = freePorts(2 * IDS.size());
        for (int i = 0; i < IDS.size(); i++) {
            clientPorts.put(IDS.get(i), ports.get(i));
        }
        members = IDS.stream()
                .map(id -> id + "=127.0.0.1:" + ports.get(IDS.size() + IDS.indexOf(id)))
                .collect(Collectors.joining(","));
        for (String id : IDS) {
            start(id);
        }
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        for (String id : List.copyOf(running.keySet())) {
            kill(id);
        }
    }

    @Test
    void servesReadsWritesAndCompareAndSet() throws InterruptedException {
        assertThat(ask("read a")).isEqualTo("ok nil");
        assertThat(ask("write a 1")).isEqualTo("ok");
        assertThat(ask("cas a 1 2")).isEqualTo("ok");
        assertThat(ask("cas a 1 3")).isEqualTo("fail");
        assertThat(ask("read a")).isEqualTo("ok 2");
        assertThat(ask("erase a")).startsWith("bad ");
    }

    @Test
    void servesDeletionAndTransactions() throws InterruptedException {
        assertThat(ask("put a 1")).isEqualTo("ok");
        assertThat(ask("get a")).isEqualTo("ok 1");
        assertThat(ask("delete a")).isEqualTo("ok");
        assertThat(ask("get a")).isEqualTo("ok nil");
        assertThat(ask("txn w a 2; r a nil; r b nil")).isEqualTo("ok w a 2; r a 2; r b nil");
        assertThat(ask("txn append l 1; r l nil")).startsWith("ok append l 1; r l [1");
        assertThat(ask("txn r l nil; r a nil")).startsWith("ok r l [1").endsWith("; r a 2");
        assertThat(ask("txn r a nil; w b [1]")).startsWith("bad ");
        assertThat(ask("txn")).startsWith("bad ");
    }

    @Test
    void whatWasAcknowledgedSurvivesKillsOfThePrimaryAndOfAll() throws IOException, InterruptedException {
        assertThat(ask("write a 1")).isEqualTo("ok");
        String primary = primary();
        kill(primary);
        assertThat(ask("read a")).isEqualTo("ok 1");
        assertThat(primary()).isNotEqualTo(primary);
        assertThat(ask("write b 2")).isEqualTo("ok");
        for (String id : List.copyOf(running.keySet())) {
            kill(id);
        }
        start(primary);
        assertThat(tryOnce(primary, "read a")).isNotEqualTo(Optional.of("ok 1"));
        start(primary.equals("n1") ? "n2" : "n1");
        assertThat(ask("read a")).isEqualTo("ok 1");
        assertThat(ask("read b")).isEqualTo("ok 2");
    }

    @Test
    void aBackupSendsClientsToThePrimary() throws InterruptedException {
        assertThat(ask("write a 1")).isEqualTo("ok");
        String primary = primary();
        for (String id : IDS) {
            if (!id.equals(primary)) {
                assertThat(tryUntilSettled(id, "read a")).isEqualTo("moved " + primary);
            }
        }
    }

    private void start(String id) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        Path.of("target/classes").toAbsolutePath().toString(),
                        KvServer.class.getName(),
                        "--id=" + id,
                        "--members=" + members,
                        "--client-port=" + clientPorts.get(id),
                        "--data=" + id + "-data")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(id + ".txt").toFile()))
                .start();
        running.put(id, process);
    }

    private void kill(String id) throws InterruptedException {
        Process process = running.remove(id);
        if (process != null) {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Asks around until a node answers; only for what may be repeated when its fate is unknown. */
    private String ask(String line) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            for (String id : running.keySet()) {
                Optional<String> reply = tryOnce(id, line);
                if (reply.filter(KvServerTest::settled).isPresent()) {
                    return reply.get();
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no node answers '" + line + "'; the nodes said:\n" + output());
    }

    private String tryUntilSettled(String id, String line) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<String> reply = tryOnce(id, line);
            if (reply.filter(text -> !text.equals("unavailable")).isPresent()) {
                return reply.get();
            }
            Thread.sleep(100);
        }
        throw new AssertionError(id + " does not answer; the nodes said:\n" + output());
    }

    private static boolean settled(String reply) {
        return !reply.startsWith("moved") && !reply.equals("unavailable");
    }

    /** The node that answers reads. */
    private String primary() throws InterruptedException {
        ask("read a");
        for (String id : running.keySet()) {
            if (tryOnce(id, "read a").filter(KvServerTest::settled).isPresent()) {
                return id;
            }
        }
        return primary();
    }

    private Optional<String> tryOnce(String id, String line) {
        try (KvClient client = KvClient.connect("127.0.0.1:" + clientPorts.get(id), REPLY)) {
            return client.request(line, REPLY);
        } catch (IOException notRunning) {
            return Optional.empty();
        }
    }

    private String output() {
        return IDS.stream()
                .map(id -> {
                    try {
                        return Files.readString(directory.resolve(id + ".txt"));
                    } catch (IOException e) {
                        return id + ": " + e;
                    }
                })
                .collect(Collectors.joining("\n"));
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
