package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.prefs.Preferences;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code java.util.prefs} is on the disk of the node, and nowhere else. */
@Tag("agent")
class PreferencesTest {
    private static final String NODE = "faultline-test-of-preferences";

    private static void readAndWrite() throws Exception {
        Logger.getLogger("java.util.prefs").setLevel(Level.WARNING);
        Preferences preferences = Preferences.userRoot().node(NODE);
        System.out.println(preferences.get("who", "nobody"));
        preferences.put("who", InetAddress.getLocalHost().getHostName());
        preferences.flush();
    }

    private static List<String> run() {
        List<String> lines = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(node + " " + line));
            for (String name : List.of("a", "b")) {
                simulation.add(NodeSpec.of(name, Program.code(PreferencesTest::readAndWrite)));
            }
            simulation.nodes().forEach(Node::start);
            simulation.run(Duration.ofSeconds(2));
            simulation.node("a").start();
            simulation.run(Duration.ofSeconds(2));
        }
        return lines;
    }

    @Test
    void eachNodeHasItsOwnAndFindsThemAfterARestart() {
        List<String> first = run();
        assertThat(first).hasSize(3).contains("a nobody", "b nobody").endsWith("a a");
        assertThat(run()).isEqualTo(first);
    }

    @Test
    void nothingIsWrittenToTheHomeOfTheHost() throws IOException {
        run();
        Path home = Path.of(System.getProperty("user.home"), ".java", ".userPrefs", NODE);
        assertThat(Files.exists(home)).isFalse();
    }
}
