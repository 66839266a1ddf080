package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.conformance.TestKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One seed, one ciphertext: in the first run of a JVM, in later ones, and in another JVM. */
@Tag("agent")
class TlsDeterminismTest {
    private static final int RUNS = 3;

    /** Prints, for each of several runs with one seed, a digest of what a wire-tap between the nodes saw. */
    public static final class Runs {
        private Runs() {}

        public static void main(String[] arguments) throws Exception {
            TestKeys.prepare();
            for (int run = 0; run < RUNS; run++) {
                System.out.println(digest(7));
            }
            System.out.println(digest(8));
        }
    }

    private static String digest(long seed) throws Exception {
        MessageDigest seen = MessageDigest.getInstance("SHA-256");
        List<Event> events = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(seed))) {
            simulation.observe(events::add);
            Node server = simulation.add(NodeSpec.of("server", Program.code(TlsDeterminismTest::serve)));
            Node tap = simulation.add(NodeSpec.of("tap", Program.code(() -> listen(seen))));
            Node client = simulation.add(NodeSpec.of("client", Program.code(TlsDeterminismTest::talk)));
            server.start();
            tap.start();
            simulation.after(Duration.ofSeconds(1), client::start);
            simulation.run(Duration.ofSeconds(60));
        }
        return HexFormat.of().formatHex(seen.digest()) + " " + events.hashCode() + " "
                + events.stream()
                        .filter(event -> event.name().equals("MessageSent"))
                        .count();
    }

    private static void serve() throws Exception {
        SSLContext context = TestKeys.context();
        try (SSLServerSocket listener =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket(443)) {
            for (int i = 0; i < 3; i++) {
                try (SSLSocket socket = (SSLSocket) listener.accept()) {
                    socket.getOutputStream().write(socket.getInputStream().readNBytes(1000));
                }
            }
        }
    }

    private static void talk() throws Exception {
        SSLContext context = TestKeys.context();
        for (String protocol : List.of("TLSv1.3", "TLSv1.2", "TLSv1.3")) {
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("tap", 443)) {
                socket.setEnabledProtocols(new String[] {protocol});
                socket.getOutputStream().write(new byte[1000]);
                if (socket.getInputStream().readNBytes(1000).length != 1000) {
                    throw new IllegalStateException("an answer is cut short");
                }
            }
        }
    }

    /** Hands connections on to the server, and everything that passes to the digest. */
    private static void listen(MessageDigest seen) throws IOException {
        try (ServerSocket listener = new ServerSocket(443)) {
            for (int i = 0; i < 3; i++) {
                Socket client = listener.accept();
                Socket server = new Socket("server", 443);
                new Thread(() -> pass(client, server, seen)).start();
                pass(server, client, seen);
            }
        }
    }

    private static void pass(Socket from, Socket to, MessageDigest seen) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[4096];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                seen.update(buffer, 0, count);
                out.write(buffer, 0, count);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side has closed.
        }
    }

    private static List<String> inAnotherJvm() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Runs.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    @Test
    void bytesAreEqualColdAndWarmAndInEveryJvm() throws Exception {
        List<String> first = inAnotherJvm();
        assertThat(first).hasSize(RUNS + 1);
        assertThat(first.subList(0, RUNS)).containsOnly(first.getFirst());
        assertThat(first.getLast()).isNotEqualTo(first.getFirst());
        assertThat(inAnotherJvm()).isEqualTo(first);
    }
}
