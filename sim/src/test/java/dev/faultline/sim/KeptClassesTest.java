package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("agent")
class KeptClassesTest {
    /** Makes a simulation, and needs classes that weaving may use too, as the first that are woven. */
    static final class Streams {
        public static void main(String[] arguments) {
            Simulation.create(SimulationOptions.withSeed(1)).close();
            if (arguments.length > 0) {
                System.out.println(
                        Arrays.toString(Stream.of(arguments).map(String::trim).toArray(String[]::new)));
            }
            Simulation.create(SimulationOptions.withSeed(1)).close();
        }
    }

    @TempDir
    Path cache;

    @Test
    void aJvmThatHadNothingToWeaveAtItsStartWeavesWhatComesLater() throws IOException, InterruptedException {
        assertThat(run()).isEmpty();
        assertThat(cache.resolve("woven")).isDirectoryContaining("glob:**/jdk-*.woven");
        assertThat(run("a", "b")).startsWith("[a, b]");
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Streams.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("FAULTLINE_CACHE", cache.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
