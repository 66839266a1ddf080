package dev.faultline.chaos;

import dev.faultline.chaos.file.EventNames;
import dev.faultline.chaos.scenario.Nemesis;
import dev.faultline.chaos.simulated.SimulationInjector;
import dev.faultline.sim.Disk;
import dev.faultline.sim.DiskFault;
import dev.faultline.sim.Node;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Two programs that tell all the time what they see of network, clock and disk, so that what a fault does can be measured: the
 * server {@code a}, and {@code b}, which asks it. The fault is on from 5 s to 15 s.
 */
final class World {
    static final long BEGIN_NANOS = 5_000_000_000L;
    static final long END_NANOS = 15_000_000_000L;

    private static final int PORT = 7000;
    private static final int OTHER_PORT = 7001;
    private static final int BLOCK = 512;
    private static final int BLOCKS = 1_000;
    static final byte FILLED = 0x55;

    private final List<Line> lines = new ArrayList<>();
    private final List<FaultReport> reports;
    /** Events with names in their data that nobody lists. */
    private final Set<String> unknown = new TreeSet<>();

    private final byte[] rest;
    private int unsafeBlocks;

    /** A line that a node printed: its first word, and the number that follows. */
    record Line(long nanos, String node, String what, long number, String text) {
        /** A second number behind the first. */
        long second() {
            return Long.parseLong(text.split(" ", 3)[2]);
        }

        boolean isDuring() {
            return nanos >= BEGIN_NANOS && nanos < END_NANOS;
        }

        boolean isBefore() {
            return nanos < BEGIN_NANOS;
        }
    }

    private World(Simulation simulation, String fault) {
        simulation.observe(event -> {
            Set<String> more = new TreeSet<>(event.data().keySet());
            EventNames.dataOf(event.name()).forEach(more::remove);
            more.forEach(name -> unknown.add(event.name() + " " + name));
        });
        simulation.onOutput((node, line) -> add(simulation.nowNanos(), node.name(), line));
        boolean isOfCode = fault.startsWith("method-") || fault.startsWith("memory-");
        boolean isOfThree = fault.contains("b,c");
        Node a = simulation.add(
                isOfCode
                        ? Ledger.node("a", World::serve)
                        : NodeSpec.of("a", Program.code(isOfThree ? World::serveBoth : World::serve)));
        Node b = simulation.add(NodeSpec.of("b", Program.code(World::ask)));
        List<String> nodes = new ArrayList<>(List.of("a", "b"));
        if (!isOfCode) {
            a.start();
            b.start();
        }
        if (isOfThree) {
            simulation
                    .add(NodeSpec.of("c", Program.code(() -> thread("datagrams", () -> sendTo(OTHER_PORT)))))
                    .start();
            nodes.add("c");
        }
        SimulationInjector injector = new SimulationInjector(simulation);
        injector.offer((node, to) ->
                Optional.of(simulation.node(node).spec().withProperty("build", to.getOrDefault("build", ""))));
        Nemesis nemesis = Nemesis.install(injector, Schedule.parse("5s " + fault), nodes);
        if (isOfCode) { // what is to be struck is known before
            a.start();
            b.start();
        }
        simulation.run(Duration.ofMillis(14_900));
        unsafeBlocks = unsafeBlocks(simulation.node("a").disk());
        simulation.run(Duration.ofMillis(5_100));
        nemesis.healAll();
        rest = simulation.node("a").disk().read("/rest");
        reports = nemesis.reports();
    }

    Set<String> unknown() {
        return unknown;
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

    private static int unsafeBlocks(Disk disk) {
        byte[] seen = disk.read("/data", DiskFault.Layer.CACHE);
        byte[] held = disk.read("/data", DiskFault.Layer.PLATTER);
        int blocks = 0;
        for (int place = 0; place < seen.length; place += BLOCK) {
            blocks += seen[place] == FILLED && (place >= held.length || held[place] != FILLED) ? 1 : 0;
        }
        return blocks;
    }

    /** How many blocks programs see shortly before the end of the fault that the disk does not hold. */
    int unsafeBlocks() {
        return unsafeBlocks;
    }

    /** A file of 1,000 zeros that nobody has touched. */
    byte[] rest() {
        return rest;
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

    /** Counts datagrams of another node, too. */
    private static void serveBoth() {
        serve();
        thread("others", () -> {
            try (DatagramSocket socket = new DatagramSocket(OTHER_PORT)) {
                DatagramPacket packet = new DatagramPacket(new byte[64], 64);
                for (int received = 1; ; received++) {
                    socket.receive(packet);
                    System.out.println("other " + received);
                }
            }
        });
    }

    @SuppressWarnings("ThreadPriorityCheck") // a yield is a turn, which is what is measured
    private static void serve() {
        int[] received = {0};
        int[] high = {0};
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
                    high[0] += packet.getData()[3] < 0 ? 1 : 0;
                    inspect(packet, received[0]);
                }
            }
        });
        thread("clock", () -> {
            while (true) {
                System.out.println("millis " + System.currentTimeMillis());
                System.out.println("nanos " + System.nanoTime());
                System.out.println("received " + received[0] + " " + high[0]);
                Thread.sleep(50);
            }
        });
        thread("disk", World::write);
        thread("logs", Logs::keep);
        thread("work", () -> {
            while (true) {
                long start = System.nanoTime();
                for (int i = 0; i < 2_000; i++) {
                    Thread.yield();
                }
                System.out.println("work " + (System.nanoTime() - start));
                Thread.sleep(50);
            }
        });
        thread("limits", World::reach);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        System.out.println("started");
        System.out.println("build " + Integer.getInteger("build", 1));
    }

    /** Writes blocks to a file of zeros, each with a sync, reads each back, and tells how many of its bits are wrong. */
    private static void write() throws Exception {
        try (FileOutputStream file = new FileOutputStream("/data")) {
            file.write(new byte[BLOCK * BLOCKS]);
            file.getFD().sync();
        }
        try (FileOutputStream file = new FileOutputStream("/rest")) {
            file.write(new byte[1_000]);
            file.getFD().sync();
        }
        byte[] block = new byte[BLOCK];
        Arrays.fill(block, FILLED);
        for (int i = 0; ; i++) {
            try (RandomAccessFile file = new RandomAccessFile("/data", "rw");
                    FileOutputStream growing = new FileOutputStream("/growing", true)) {
                growing.write(block);
                long place = (long) i % BLOCKS * BLOCK;
                file.seek(place);
                long start = System.nanoTime();
                file.write(block);
                file.getFD().sync();
                System.out.println("sync " + (System.nanoTime() - start));
                file.seek(place);
                byte[] back = new byte[BLOCK];
                file.readFully(back);
                System.out.println("bits " + wrongBits(back));
            } catch (IOException e) {
                System.out.println("unsynced 0 " + e.getMessage());
            }
            Thread.sleep(20);
        }
    }

    /** Tells how many of 20 files it can have open at once, and how many of 20 threads it can start. */
    private static void reach() throws Exception {
        while (true) {
            List<FileOutputStream> files = new ArrayList<>();
            try {
                while (files.size() < 20) {
                    files.add(new FileOutputStream("/many" + files.size()));
                }
            } catch (IOException e) {
                System.out.println("refused 0 " + e.getMessage());
            }
            System.out.println("files " + files.size());
            for (FileOutputStream file : files) {
                file.close();
            }
            int threads = 0;
            try {
                while (threads < 20) {
                    thread("short", () -> Thread.sleep(5));
                    threads++;
                }
            } catch (OutOfMemoryError e) {
                System.out.println("refused 0 " + e.getMessage());
            }
            System.out.println("threads " + threads);
            Thread.sleep(100);
        }
    }

    private static int wrongBits(byte[] block) {
        int wrong = 0;
        for (byte each : block) {
            wrong += Integer.bitCount((each ^ FILLED) & 0xff);
        }
        return wrong;
    }

    /** Tells of a datagram that does not carry its number four times, or comes at another place than it was sent. */
    private static void inspect(DatagramPacket packet, int place) {
        ByteBuffer bytes = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        int[] numbers = new int[8];
        bytes.asIntBuffer().get(numbers);
        int[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int number = sorted[4];
        int wrong = Arrays.stream(numbers)
                .map(each -> Integer.bitCount(each ^ number))
                .sum();
        if (wrong > 0) {
            System.out.println("changed " + wrong);
        }
        if (number != place && Math.abs(number - place) < 100) {
            System.out.println("moved " + (number - place));
        }
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
        thread("datagrams", () -> sendTo(PORT));
    }

    /** Sends numbers, each many times in a datagram. */
    @SuppressWarnings("AddressSelection") // a node of the simulation has one address
    private static void sendTo(int port) throws Exception {
        try (DatagramSocket socket = new DatagramSocket()) {
            InetSocketAddress to = new InetSocketAddress(InetAddress.getByName("a"), port);
            for (int sent = 1; ; sent++) {
                ByteBuffer bytes = ByteBuffer.allocate(32);
                while (bytes.hasRemaining()) {
                    bytes.putInt(sent);
                }
                socket.send(new DatagramPacket(bytes.array(), 32, to));
                if (sent % 50 == 0) {
                    System.out.println("sent " + sent);
                }
                Thread.sleep(1);
            }
        }
    }
}
