package dev.faultline.chaos;

import dev.faultline.chaos.scenario.Nemesis;
import dev.faultline.chaos.simulated.SimulationInjector;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Two programs that tell all the time what they see of network, clock and disk, so that what a fault does can be measured: the
 * server {@code a}, and {@code b}, which asks it. The fault is on from 5 s to 15 s.
 */
final class World {
    static final long BEGIN_NANOS = 5_000_000_000L;
    static final long END_NANOS = 15_000_000_000L;

    private static final int PORT = 7000;

    private final List<Line> lines = new ArrayList<>();
    private final List<FaultReport> reports;

    /** A line that a node printed: its first word, and the number that follows. */
    record Line(long nanos, String node, String what, long number, String text) {
        boolean isDuring() {
            return nanos >= BEGIN_NANOS && nanos < END_NANOS;
        }

        boolean isBefore() {
            return nanos < BEGIN_NANOS;
        }
    }

    private World(Simulation simulation, String fault) {
        simulation.onOutput((node, line) -> add(simulation.nowNanos(), node.name(), line));
        simulation.add(NodeSpec.of("a", Program.code(World::serve))).start();
        simulation.add(NodeSpec.of("b", Program.code(World::ask))).start();
        Nemesis nemesis =
                Nemesis.install(new SimulationInjector(simulation), Schedule.parse("5s " + fault), List.of("a", "b"));
        simulation.run(Duration.ofSeconds(20));
        nemesis.healAll();
        reports = nemesis.reports();
    }

    /** Runs both under the fault. */
    static World under(String fault) {
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            return new World(simulation, fault);
        }
    }

    private void add(long nanos, String node, String text) {
        String[] words = text.split(" ", 3);
        lines.add(new Line(nanos, node, words[0], words.length > 1 ? Long.parseLong(words[1]) : 0, text));
    }

    FaultReport report() {
        return reports.getFirst();
    }

    List<Line> lines(String what, Predicate<Line> when) {
        return lines.stream()
                .filter(line -> line.what().equals(what) && when.test(line))
                .toList();
    }

    double mean(String what, Predicate<Line> when) {
        return lines(what, when).stream().mapToLong(Line::number).average().orElse(Double.NaN);
    }

    private static void thread(String name, Program.Body body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (Exception e) {
                        System.out.println("failed 0 " + e);
                    }
                },
                name);
        thread.start();
    }

    private static void serve() {
        int[] received = {0};
        thread("echo", () -> {
            try (ServerSocket listener = new ServerSocket(PORT)) {
                while (true) {
                    echo(listener);
                }
            }
        });
        thread("datagrams", () -> {
            try (DatagramSocket socket = new DatagramSocket(PORT)) {
                DatagramPacket packet = new DatagramPacket(new byte[64], 64);
                while (true) {
                    socket.receive(packet);
                    received[0]++;
                }
            }
        });
        thread("clock", () -> {
            while (true) {
                System.out.println("millis " + System.currentTimeMillis());
                System.out.println("nanos " + System.nanoTime());
                System.out.println("received " + received[0]);
                Thread.sleep(50);
            }
        });
        thread("disk", () -> {
            while (true) {
                long start = System.nanoTime();
                try (FileOutputStream file = new FileOutputStream("/data", true)) {
                    file.write(new byte[512]);
                    file.getFD().sync();
                    System.out.println("sync " + (System.nanoTime() - start));
                } catch (IOException e) {
                    System.out.println("unsynced 0 " + e.getMessage());
                }
                Thread.sleep(20);
            }
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        System.out.println("started");
    }

    private static void echo(ServerSocket listener) throws IOException {
        try (Socket socket = listener.accept()) {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                socket.getOutputStream().write(next);
            }
        } catch (IOException e) {
            System.out.println("parted 0 " + e.getMessage());
        }
    }

    @SuppressWarnings("AddressSelection") // a node of the simulation has one address
    private static void ask() {
        thread("ping", () -> {
            while (true) {
                try (Socket socket = new Socket(InetAddress.getByName("a"), PORT)) {
                    socket.setSoTimeout(500);
                    while (true) {
                        long start = System.nanoTime();
                        socket.getOutputStream().write(1);
                        if (socket.getInputStream().read() < 0) {
                            break;
                        }
                        System.out.println("rtt " + (System.nanoTime() - start));
                        Thread.sleep(10);
                    }
                } catch (IOException e) {
                    System.out.println("lost 0 " + e.getMessage());
                    Thread.sleep(100);
                }
            }
        });
        thread("datagrams", () -> {
            try (DatagramSocket socket = new DatagramSocket()) {
                InetSocketAddress to = new InetSocketAddress(InetAddress.getByName("a"), PORT);
                for (int sent = 1; ; sent++) {
                    socket.send(new DatagramPacket(new byte[32], 32, to));
                    if (sent % 50 == 0) {
                        System.out.println("sent " + sent);
                    }
                    Thread.sleep(1);
                }
            }
        });
    }
}
