package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program gets the {@code System.LoggerFinder} of its own class path, for its own loggers and for those of the JDK. */
@Tag("agent")
class LoggerFinderTest {
    /** Prints all that is logged. */
    public static final class Finder extends System.LoggerFinder {
        @Override
        public System.Logger getLogger(String name, Module module) {
            return new Printer(name);
        }
    }

    private record Printer(String name) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return name.endsWith("HttpURLConnection") || level.getSeverity() >= Level.INFO.getSeverity();
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            print(message);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            print(format);
        }

        private void print(String message) {
            System.out.println("own " + name + " " + message.lines().findFirst().orElse(""));
        }
    }

    /** Logs, and has the JDK log. */
    public static final class Logging {
        private Logging() {}

        public static void main(String[] arguments) throws Exception {
            System.getLogger("of.program").log(System.Logger.Level.INFO, "said");
            try (ServerSocket server = new ServerSocket(0)) {
                Thread answering = new Thread(() -> {
                    try (var socket = server.accept()) {
                        socket.getOutputStream().write("HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
                answering.start();
                URI.create("http://localhost:" + server.getLocalPort() + "/")
                        .toURL()
                        .openStream()
                        .close();
                answering.join();
            }
            System.out.println(System.LoggerFinder.getLoggerFinder().getClass().getSimpleName());
        }
    }

    private static List<String> run(List<Path> services) {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> seen.add(node + " " + line));
            for (String name : List.of("plain", "own", "last")) {
                List<Path> classPath = new ArrayList<>(List.of(OneNode.testClasses()));
                if (name.equals("own")) {
                    classPath.addAll(services);
                }
                simulation
                        .add(NodeSpec.of(name, Program.main(Logging.class.getName()))
                                .withClassPath(classPath))
                        .start();
                simulation.run(Duration.ofSeconds(1));
            }
            seen.add(Long.toHexString(simulation.fingerprint()));
        }
        return seen;
    }

    @Test
    void isOfTheProgramsOwnClassPath(@TempDir Path folder) throws IOException {
        Path service = folder.resolve("META-INF/services/java.lang.System$LoggerFinder");
        Files.createDirectories(service.getParent());
        Files.writeString(service, Finder.class.getName() + "\n");
        List<String> first = run(List.of(folder));
        assertThat(first)
                .contains(
                        "plain LoggingProviderImpl",
                        "plain INFO: said",
                        "own own of.program said",
                        "own Finder",
                        "last INFO: said",
                        "last LoggingProviderImpl")
                .anyMatch(line -> line.startsWith("own own sun.net.www.protocol.http.HttpURLConnection"))
                .noneMatch(line -> line.startsWith("plain own") || line.startsWith("last own"));
        assertThat(run(List.of(folder))).as("in the next run").isEqualTo(first);
    }
}
