package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** UDP between nodes: what links do to datagrams, and what nodes do with them. */
@Tag("agent")
class DatagramTest {
    private static final int PORT = 7000;
    private static final int COUNT = 1000;

    private final List<String> log = new ArrayList<>();
    private final List<Integer> received = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private Simulation simulation;

    @BeforeEach
    void begin() {
        simulation = Simulation.create(SimulationOptions.withSeed(23));
        simulation.observe(events::add);
    }

    @AfterEach
    void end() {
        simulation.close();
    }

    private Node node(String name, Program.Body body) {
        Node node = simulation.add(NodeSpec.of(name, Program.code(() -> {
            try {
                body.run();
            } catch (Throwable e) {
                log.add(name + " failed: " + e);
            }
        })));
        return node;
    }

    /** Notes the number in each datagram, until none has come for 5 s. */
    private void sink() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(PORT)) {
            socket.setSoTimeout(5000);
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            while (true) {
                socket.receive(packet);
                received.add(ByteBuffer.wrap(packet.getData()).getInt());
            }
        } catch (SocketTimeoutException e) {
            log.add("silence");
        }
    }

    /** Sends so many numbered datagrams, one every 100 us. */
    private static void send(String to, int bytes) throws Exception {
        InetAddress host = InetAddress.getByName(to);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < COUNT; i++) {
                byte[] data = ByteBuffer.allocate(bytes).putInt(0, i).array();
                socket.send(new DatagramPacket(data, bytes, host, PORT));
                Thread.sleep(0, 100_000);
            }
        }
    }

    private Node[] run(int bytes, DatagramFaults faults) {
        Node server = node("server", this::sink);
        Node client = node("client", () -> send("server", bytes));
        simulation.network().setDefaultDatagramFaults(faults);
        start(server, client);
        return new Node[] {client, server};
    }

    private void start(Node server, Node client) {
        server.start();
        simulation.after(Duration.ofMillis(10), client::start);
        simulation.run(Duration.ofSeconds(60));
    }

    private LinkCounters counters(Node[] fromTo) {
        return simulation.network().counters(fromTo[0], fromTo[1]);
    }

    @Test
    void withoutFaultsEveryDatagramArrivesOnceAndInOrder() {
        run(4, DatagramFaults.NONE);
        assertThat(received).isEqualTo(IntStream.range(0, COUNT).boxed().toList());
        assertThat(log).containsExactly("silence");
    }

    @Test
    void lossTakesItsShare() {
        Node[] nodes = run(4, new DatagramFaults(0.2, 0, 0));
        assertThat(received.size()).isBetween(750, 850);
        assertThat(received).isSorted().doesNotHaveDuplicates();
        assertThat(counters(nodes).datagramsLost()).isEqualTo(COUNT - received.size());
        assertThat(counters(nodes).byLink().datagramsLost()).isEqualTo(COUNT - received.size());
        assertThat(events.stream().filter(event -> event.name().equals("DatagramLost")))
                .hasSize(COUNT - received.size())
                .allSatisfy(event -> assertThat(event.data()).containsEntry("why", "loss"));
    }

    @Test
    void aDatagramOfThreePacketsIsLostWithAnyOfThem() {
        run(4000, new DatagramFaults(0.2, 0, 0));
        // 0.8 * 0.8 * 0.8 = 0.512
        assertThat(received.size()).isBetween(450, 570);
    }

    @Test
    void duplicatedDatagramsArriveTwice() {
        Node[] nodes = run(4, new DatagramFaults(0, 0.3, 0));
        assertThat(new HashSet<>(received)).hasSize(COUNT);
        assertThat(received.size() - COUNT).isBetween(250, 350);
        assertThat(counters(nodes).datagramsDuplicated()).isEqualTo(received.size() - COUNT);
    }

    @Test
    void reorderedDatagramsAreOvertakenAndNotLost() {
        Node[] nodes = run(4, new DatagramFaults(0, 0, 0.3));
        assertThat(new HashSet<>(received)).hasSize(COUNT);
        long overtaken = IntStream.range(1, COUNT)
                .filter(i -> received.get(i) < received.get(i - 1))
                .count();
        assertThat(overtaken).isGreaterThan(100);
        assertThat(counters(nodes).datagramsReordered()).isBetween(250L, 350L);
    }

    @Test
    void aCutLinkLosesDatagramsForGood() {
        Node server = node("server", this::sink);
        Node client = node("client", () -> send("server", 4));
        simulation.after(Duration.ofMillis(30), () -> simulation.network().cut(client, server));
        simulation.after(Duration.ofMillis(60), () -> simulation.network().heal(client, server));
        start(server, client);
        assertThat(received.size()).isBetween(500, 900);
        assertThat(simulation.network().counters(client, server).segmentsCut()).isEqualTo(COUNT - received.size());
        assertThat(counters(new Node[] {client, server}).byLink().segmentsCut()).isEqualTo(COUNT - received.size());
    }

    @Test
    void aFullBufferDropsWhatComes() {
        Node server = node("server", () -> {
            try (DatagramSocket socket = new DatagramSocket(PORT)) {
                socket.setReceiveBufferSize(20_000);
                Thread.sleep(5000);
                socket.setSoTimeout(1);
                DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
                while (true) {
                    socket.receive(packet);
                    received.add(ByteBuffer.wrap(packet.getData()).getInt());
                }
            } catch (SocketTimeoutException e) {
                log.add("empty");
            }
        });
        start(server, node("client", () -> send("server", 1000)));
        assertThat(received).isEqualTo(IntStream.range(0, 20_000 / 1512).boxed().toList());
    }

    @Test
    void aKilledNodeFreesItsPortsAndOthersAreToldThatNobodyIsThere() {
        Node server = node("server", () -> {
            try (DatagramSocket socket = new DatagramSocket(PORT)) {
                log.add("bound");
                socket.receive(new DatagramPacket(new byte[1], 1));
            }
        });
        Node client = node("client", () -> {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.connect(new InetSocketAddress("server", PORT));
                Thread.sleep(1000);
                socket.setSoTimeout(2000);
                for (int i = 0; i < 2; i++) {
                    socket.send(new DatagramPacket(new byte[1], 1));
                    try {
                        socket.receive(new DatagramPacket(new byte[1], 1));
                    } catch (PortUnreachableException | SocketTimeoutException e) {
                        log.add(e.getClass().getSimpleName());
                    }
                    Thread.sleep(3000);
                }
            }
        });
        simulation.after(Duration.ofMillis(500), server::kill);
        simulation.after(Duration.ofMillis(2000), server::start);
        simulation.after(Duration.ofMillis(2500), server::powerOff);
        simulation.after(Duration.ofMillis(20_000), server::start);
        start(server, client);
        assertThat(log)
                .containsExactly("bound", "PortUnreachableException", "bound", "SocketTimeoutException", "bound");
    }

    @Test
    void groupsAndBroadcastsReachEveryNodeThatListens() {
        List<Node> members = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            members.add(node(name, () -> {
                NetworkInterface ethernet = NetworkInterface.getByName("eth0");
                try (MulticastSocket socket = new MulticastSocket(PORT)) {
                    if (!name.equals("c")) {
                        socket.joinGroup(new InetSocketAddress("239.1.2.3", PORT), ethernet);
                    }
                    socket.setSoTimeout(1000);
                    while (true) {
                        DatagramPacket packet = new DatagramPacket(new byte[1], 1);
                        socket.receive(packet);
                        log.add(name
                                + (char) packet.getData()[0]
                                + packet.getAddress().getHostAddress());
                    }
                } catch (SocketTimeoutException e) {
                    // No more comes.
                }
            }));
        }
        Node sender = node("sender", () -> {
            try (DatagramSocket socket = new DatagramSocket()) {
                for (String to : List.of("239.1.2.3", "10.0.255.255", "255.255.255.255")) {
                    byte[] data = {(byte) to.charAt(0)};
                    socket.send(new DatagramPacket(data, 1, InetAddress.getByName(to), PORT));
                    Thread.sleep(10);
                }
            }
        });
        members.forEach(Node::start);
        simulation.after(Duration.ofMillis(10), sender::start);
        simulation.run(Duration.ofSeconds(60));
        assertThat(log)
                .containsExactlyInAnyOrder(
                        "a210.0.0.4",
                        "b210.0.0.4",
                        "a110.0.0.4",
                        "b110.0.0.4",
                        "c110.0.0.4",
                        "a210.0.0.4",
                        "b210.0.0.4",
                        "c210.0.0.4");
    }

    @Test
    void whatMayNotBeFragmentedMustFitInAPacket() {
        Node server = node("server", this::sink);
        Node client = node("client", () -> {
            try (DatagramChannel channel = DatagramChannel.open()) {
                channel.setOption(ExtendedSocketOptions.IP_DONTFRAGMENT, true);
                InetSocketAddress to = new InetSocketAddress("server", PORT);
                log.add("" + channel.send(ByteBuffer.allocate(1472), to));
                channel.send(ByteBuffer.allocate(1473), to);
            } catch (BindException e) {
                log.add("never");
            } catch (SocketException e) {
                log.add(e.getMessage());
            }
        });
        start(server, client);
        assertThat(log).containsExactly("1472", "Message too long", "silence");
    }

    @Test
    void faultsOfDatagramsComeFromTheSeed() {
        run(4, new DatagramFaults(0.2, 0.2, 0.2));
        List<Integer> first = List.copyOf(received);
        List<Event> all = List.copyOf(events);
        simulation.close();
        received.clear();
        events.clear();
        begin();
        run(4, new DatagramFaults(0.2, 0.2, 0.2));
        assertThat(received).isEqualTo(first);
        assertThat(events).isEqualTo(all);
    }
}
