package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the same programs on the files of this machine and on simulated ones. */
@Tag("agent")
class FileParityTest {
    private static final int PROGRAMS = 200;

    @TempDir
    Path folder;

    @Test
    void ordinaryFileCodeFindsNoDifferenceToARealFileSystem() throws IOException {
        List<List<String>> simulated = simulated();
        for (int seed = 0; seed < PROGRAMS; seed++) {
            Path base = Files.createDirectory(folder.toRealPath().resolve("p" + seed));
            List<String> real = FileScript.run(base, seed);
            for (int call = 0; call < real.size(); call++) {
                assertThat(simulated.get(seed).get(call))
                        .as("seed %d, call %d", seed, call)
                        .isEqualTo(real.get(call));
            }
        }
    }

    private static List<List<String>> simulated() {
        List<List<String>> transcripts = new ArrayList<>();
        Program program = Program.code(() -> {
            for (int seed = 0; seed < PROGRAMS; seed++) {
                Path base = Files.createDirectories(Path.of("/base/p" + seed));
                transcripts.add(FileScript.run(base, seed));
            }
        });
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.add(NodeSpec.of("n", program)).start();
            assertThat(simulation.run(Duration.ofHours(1))).isEqualTo(new Ending.AllEnded());
        }
        return transcripts;
    }
}
