package dev.faultline.sim;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** A run in which {@code a} sends to {@code b}, by datagrams or by streams, and what came of it. */
final class Wire implements AutoCloseable {
    static final int PORT = 7000;

    /** Without a law of its own for the way, so that what is added can be measured to the nanosecond. */
    static final long LATENCY_NANOS = 1_000_000;

    final Simulation simulation;
    final Node a;
    final Node b;
    final List<Event> events = new ArrayList<>();
    /** What came in, in the order in which it did, and when. */
    final List<byte[]> received = new ArrayList<>();

    final List<Long> receivedAt = new ArrayList<>();
    final List<Long> sentAt = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private Program.Body sending = () -> {};
    private Program.Body receiving = () -> {};

    Wire(long seed) {
        simulation = Simulation.create(SimulationOptions.withSeed(seed));
        simulation.observe(events::add);
        simulation.network().setDefaultLatency(new Distribution.Constant(LATENCY_NANOS));
        a = simulation.add(NodeSpec.of("a", Program.code(() -> noting(sending))));
        b = simulation.add(NodeSpec.of("b", Program.code(() -> noting(receiving))));
    }

    private void noting(Program.Body body) {
        try {
            body.run();
        } catch (Throwable e) {
            errors.add(e.toString());
        }
    }

    Disturbance.InForce disturb(Disturbance what) {
        return simulation.network().disturb(what);
    }

    /** Lets a send so many datagrams to each of the ports, one every 100 us, and runs until nothing more comes. */
    Wire datagrams(int count, IntFunction<byte[]> content, int... ports) {
        receiving = () -> {
            for (int port : ports) {
                new Thread(() -> noting(() -> sink(port))).start();
            }
        };
        sending = () -> {
            InetAddress to = InetAddress.getByName("b");
            try (DatagramSocket socket = new DatagramSocket()) {
                for (int i = 0; i < count; i++) {
                    byte[] bytes = content.apply(i);
                    for (int port : ports) {
                        sentAt.add(System.nanoTime());
                        socket.send(new DatagramPacket(bytes, bytes.length, to, port));
                    }
                    Thread.sleep(0, 100_000);
                }
            }
        };
        return run();
    }

    /** Numbered datagrams to the usual port. */
    Wire numbered(int count) {
        return datagrams(count, Wire::number, PORT);
    }

    static byte[] number(int i) {
        return ByteBuffer.allocate(4).putInt(i).array();
    }

    private void sink(int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(port)) {
            socket.setSoTimeout(5000);
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            while (true) {
                socket.receive(packet);
                receivedAt.add(System.nanoTime());
                received.add(Arrays.copyOf(packet.getData(), packet.getLength()));
            }
        } catch (SocketTimeoutException e) {
            // No more comes.
        }
    }

    /** Lets a send b so many bytes over one connection, in writes of that size, and waits for the end of the stream. */
    Wire stream(byte[] bytes, int writeBytes) {
        receiving = () -> {
            try (ServerSocket listener = new ServerSocket(PORT);
                    Socket socket = listener.accept()) {
                received.add(socket.getInputStream().readAllBytes());
                receivedAt.add(System.nanoTime());
                socket.getOutputStream().write(1);
            }
        };
        sending = () -> {
            try (Socket socket = new Socket("b", PORT)) {
                sentAt.add(System.nanoTime());
                for (int at = 0; at < bytes.length; at += writeBytes) {
                    socket.getOutputStream().write(bytes, at, Math.min(writeBytes, bytes.length - at));
                }
                socket.shutdownOutput();
                if (socket.getInputStream().read() != 1) {
                    throw new IOException("no answer");
                }
            }
        };
        return run();
    }

    /** Lets a do this, and b that. */
    Wire programs(Program.Body atA, Program.Body atB) {
        sending = atA;
        receiving = atB;
        return run();
    }

    private Wire run() {
        b.start();
        simulation.after(Duration.ofMillis(10), a::start);
        simulation.run(Duration.ofMinutes(30));
        if (!errors.isEmpty()) {
            throw new AssertionError(errors);
        }
        return this;
    }

    List<Integer> numbers() {
        return received.stream().map(bytes -> ByteBuffer.wrap(bytes).getInt()).toList();
    }

    /** Returns how long what was sent as this came to take. */
    long tookNanos(int index) {
        return receivedAt.get(index) - sentAt.get(index);
    }

    LinkCounters counters() {
        return simulation.network().counters(a, b);
    }

    long count(String event) {
        return events.stream().filter(each -> each.name().equals(event)).count();
    }

    @Override
    public void close() {
        simulation.close();
    }
}
