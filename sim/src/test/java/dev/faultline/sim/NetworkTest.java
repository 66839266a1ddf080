package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** TCP of the simulated network, as ordinary java.net programs see it. */
@Tag("agent")
class NetworkTest {
    private static final int PORT = 7000;

    private final List<String> log = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private Simulation simulation;

    @BeforeEach
    void begin() {
        simulation = Simulation.create(SimulationOptions.withSeed(11));
        simulation.observe(events::add);
    }

    @AfterEach
    void end() {
        simulation.close();
    }

    private Node node(String name, Program.Body body) {
        return simulation.add(NodeSpec.of(name, Program.code(body)));
    }

    private void start(Node server, Node client) {
        server.start();
        simulation.after(Duration.ofMillis(10), client::start);
    }

    private static long seconds() {
        return Math.round(System.nanoTime() / 1e9) - 3600;
    }

    /** Answers every message of every connection until the other side ends it. */
    private static void echo() throws IOException {
        try (ServerSocket listener = new ServerSocket(PORT)) {
            while (true) {
                Socket socket = listener.accept();
                new Thread(() -> echo(socket)).start();
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                out.writeUTF(in.readUTF());
            }
        } catch (IOException e) {
            // The other side has gone.
        }
    }

    private String call(Socket socket, String message) throws IOException {
        new DataOutputStream(socket.getOutputStream()).writeUTF(message);
        return new DataInputStream(socket.getInputStream()).readUTF();
    }

    @Test
    void refusesWhereNobodyListensAndNamesUnknownHosts() {
        Node server = node("server", () -> Thread.sleep(1000));
        Node client = node("client", () -> {
            try (Socket socket = new Socket("server", PORT)) {
                log.add("connected " + socket);
            } catch (ConnectException e) {
                log.add(e.getMessage());
            }
            try (Socket socket = new Socket("nowhere", PORT)) {
                log.add("connected " + socket);
            } catch (IOException e) {
                log.add(e.getClass().getSimpleName());
            }
        });
        start(server, client);
        simulation.run(Duration.ofSeconds(5));
        assertThat(log).containsExactly("Connection refused", "UnknownHostException");
        assertThat(simulation.network().counters(client, server).connectionsRefused())
                .isEqualTo(1);
    }

    @Test
    void holdsWhatIsSentIntoACutAndDeliversItSoonAfterHealing() {
        Node server = node("server", NetworkTest::echo);
        Node client = node("client", () -> {
            try (Socket socket = new Socket("server", PORT)) {
                log.add(call(socket, "before") + " " + seconds());
                Thread.sleep(2000);
                log.add(call(socket, "during") + " " + seconds());
            }
        });
        start(server, client);
        simulation.after(Duration.ofSeconds(1), () -> simulation.network().cut(client, server));
        simulation.after(Duration.ofSeconds(20), () -> simulation.network().healAll());
        simulation.run(Duration.ofSeconds(60));
        assertThat(log.getFirst()).isEqualTo("before 0");
        assertThat(log.getLast()).startsWith("during 2");
        LinkCounters counters = simulation.network().counters(client, server);
        assertThat(counters.segmentsCut()).isGreaterThan(3);
        assertThat(events).anyMatch(event -> event.name().equals("MessageHeld"));
    }

    @Test
    void breaksAConnectionWhoseDataIsNeverAcknowledged() {
        simulation.network().setGiveUp(Duration.ofSeconds(30));
        Node server = node("server", NetworkTest::echo);
        Node client = node("client", () -> {
            try (Socket socket = new Socket("server", PORT)) {
                Thread.sleep(1000);
                log.add(call(socket, "lost"));
            } catch (IOException e) {
                log.add(e.getMessage() + (seconds() >= 30 && seconds() < 50));
            }
        });
        start(server, client);
        simulation.after(Duration.ofMillis(500), () -> simulation.network().cut(client, server));
        simulation.run(Duration.ofSeconds(100));
        assertThat(log).containsExactly("Connection timed outtrue");
    }

    @Test
    void repeatsTheRequestForAConnectionUntilTheTimeout() {
        Node server = node("server", NetworkTest::echo);
        Node client = node("client", () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("server", PORT), 2500);
            } catch (SocketTimeoutException e) {
                log.add(e.getMessage() + " " + seconds());
            }
            try (Socket socket = new Socket("server", PORT)) {
                log.add(call(socket, "hello") + (seconds() >= 17 && seconds() <= 19));
            }
        });
        simulation.after(Duration.ofMillis(5), () -> simulation.network().isolate(server));
        simulation.after(Duration.ofSeconds(14), () -> simulation.network().healAll());
        start(server, client);
        simulation.run(Duration.ofSeconds(60));
        // Requests at 2.5, 3.5, 5.5, 9.5 s are lost; that at 17.5 s is not.
        assertThat(log).containsExactly("Connect timed out 3", "hellotrue");
        assertThat(simulation.network().counters(client, server).synsLost()).isEqualTo(6);
    }

    @Test
    void blocksAWriterWhoseReaderDoesNotRead() {
        byte[] data = new byte[1_000_000];
        new Random(1).nextBytes(data);
        Node server = node("server", () -> {
            try (ServerSocket listener = new ServerSocket(PORT);
                    Socket socket = listener.accept()) {
                Thread.sleep(10_000);
                log.add("equal " + Arrays.equals(data, socket.getInputStream().readAllBytes()));
            }
        });
        Node client = node("client", () -> {
            try (Socket socket = new Socket("server", PORT)) {
                socket.getOutputStream().write(data);
                log.add("written " + seconds());
            }
        });
        start(server, client);
        simulation.run(Duration.ofSeconds(9));
        assertThat(log).isEmpty();
        assertThat(simulation.network().counters(client, server).bytesDelivered())
                .isEqualTo(65_536);
        simulation.run(Duration.ofSeconds(60));
        assertThat(log).containsExactly("written 10", "equal true");
    }

    @Test
    void killedProcessEndsItsStreamsOrResetsThoseWithUnreadData() {
        Node server = node("server", () -> {
            try (ServerSocket listener = new ServerSocket(PORT)) {
                List<Socket> sockets = List.of(listener.accept(), listener.accept());
                Thread.sleep(100_000);
                log.add("never " + sockets);
            }
        });
        Node client = node("client", () -> {
            Socket quiet = new Socket("server", PORT);
            Socket talking = new Socket("server", PORT);
            talking.getOutputStream().write(1);
            for (Socket socket : List.of(quiet, talking)) {
                try (InputStream in = socket.getInputStream()) {
                    log.add("read " + in.read() + " at " + seconds());
                } catch (IOException e) {
                    log.add(e.getMessage() + " at " + seconds());
                }
            }
        });
        start(server, client);
        simulation.after(Duration.ofSeconds(2), server::kill);
        simulation.run(Duration.ofSeconds(10));
        assertThat(log).containsExactly("read -1 at 2", "Connection reset at 2");
    }

    @Test
    void powerLossLeavesHalfOpenConnectionsThatAreResetAfterTheRestart() {
        Node server = node("server", NetworkTest::echo);
        Node client = node("client", () -> {
            try (Socket socket = new Socket("server", PORT)) {
                socket.setSoTimeout(4000);
                try {
                    log.add("read " + socket.getInputStream().read());
                } catch (SocketTimeoutException e) {
                    log.add("silence until " + seconds());
                }
                socket.setSoTimeout(0);
                log.add(call(socket, "anyone?"));
            } catch (IOException e) {
                log.add(e.getMessage() + (seconds() >= 10 && seconds() < 20));
            }
        });
        start(server, client);
        simulation.after(Duration.ofSeconds(2), server::powerOff);
        simulation.after(Duration.ofSeconds(10), server::start);
        simulation.run(Duration.ofSeconds(60));
        assertThat(log).containsExactly("silence until 4", "Connection resettrue");
        assertThat(simulation.network().counters(client, server).segmentsVanished())
                .isPositive();
    }

    @Test
    void refusesAPortInUseAndGivesItAgainAfterTheKill() {
        Node server = node("server", () -> {
            try (ServerSocket listener = new ServerSocket(PORT)) {
                try (ServerSocket second = new ServerSocket(PORT)) {
                    log.add("two " + second);
                } catch (BindException e) {
                    log.add(e.getMessage() + " " + seconds());
                }
                Thread.sleep(100_000);
                log.add("never " + listener);
            }
        });
        server.start();
        simulation.after(Duration.ofSeconds(2), () -> {
            server.kill();
            server.start();
        });
        simulation.run(Duration.ofSeconds(10));
        assertThat(log).containsExactly("Address already in use 0", "Address already in use 2");
    }

    @Test
    void everyDeliveryHasTheSendOfItsBytesAmongItsCauses() {
        Node server = node("server", NetworkTest::echo);
        Node client = node("client", () -> {
            try (Socket socket = new Socket("server", PORT)) {
                for (int i = 0; i < 20; i++) {
                    log.add(call(socket, "m" + i));
                    Thread.sleep(300);
                }
            }
        });
        start(server, client);
        simulation.after(Duration.ofSeconds(1), () -> simulation.network().isolate(client));
        simulation.after(Duration.ofSeconds(3), () -> simulation.network().healAll());
        simulation.run(Duration.ofSeconds(60));
        assertThat(log).hasSize(20);
        List<Event> deliveries = events.stream()
                .filter(event -> event.name().equals("MessageDelivered"))
                .toList();
        assertThat(deliveries).hasSize(40);
        assertThat(deliveries)
                .allSatisfy(delivery -> assertThat(delivery.causes())
                        .map(cause -> events.get(cause.intValue()))
                        .anyMatch(sent -> sent.name().equals("MessageSent")
                                && sent.data()
                                        .get("connection")
                                        .equals(delivery.data().get("connection"))
                                && sent.data()
                                        .get("offset")
                                        .equals(delivery.data().get("offset"))));
    }

    @Test
    void stalledAndResetStreamsShowIt() {
        Node server = node("server", NetworkTest::echo);
        Node client = node("client", () -> {
            try (Socket socket = new Socket("server", PORT)) {
                Thread.sleep(2000);
                log.add(call(socket, "slow") + " " + seconds());
                Thread.sleep(20_000);
                log.add(call(socket, "late"));
            } catch (IOException e) {
                log.add(e.getMessage());
            }
        });
        start(server, client);
        Network network = simulation.network();
        simulation.after(Duration.ofSeconds(1), () -> network.stall(client, server));
        simulation.after(Duration.ofSeconds(8), () -> network.resume(client, server));
        simulation.after(Duration.ofSeconds(12), () -> log.add("reset " + network.resetStreams(client, server)));
        simulation.run(Duration.ofSeconds(60));
        assertThat(log).containsExactly("slow 8", "reset 1", "Connection reset by peer");
        assertThat(network.counters(client, server).segmentsStalled()).isEqualTo(1);
        assertThat(network.streams()).isEmpty();
    }

    @Test
    void dropsRequestsThatTheBacklogHasNoRoomFor() {
        Node server = node("server", () -> {
            try (ServerSocket listener = new ServerSocket(PORT, 1)) {
                Thread.sleep(5000);
                while (true) {
                    try (Socket _ = listener.accept()) {
                        log.add("accepted " + seconds());
                    }
                }
            }
        });
        Node client = node("client", () -> {
            for (int i = 0; i < 3; i++) {
                Socket socket = new Socket("server", PORT);
                log.add("connected " + seconds());
            }
        });
        start(server, client);
        simulation.run(Duration.ofSeconds(30));
        assertThat(log)
                .containsExactly("connected 0", "connected 0", "accepted 5", "accepted 5", "connected 7", "accepted 7");
    }
}
