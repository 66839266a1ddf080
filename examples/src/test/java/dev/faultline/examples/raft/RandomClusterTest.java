package dev.faultline.examples.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.examples.Linearizability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RandomClusterTest {
    private static final int STEPS = 30_000;

    @TempDir
    private Path folder;

    private List<Linearizability.Call> run(Bug bug, int seed) throws IOException {
        RandomCluster cluster = new RandomCluster(folder.resolve(bug + "-" + seed), bug, Registers::new, 0, seed);
        RegisterClients clients = new RegisterClients(cluster);
        cluster.run(clients.all(), STEPS);
        return clients.history();
    }

    @Test
    void everyHistoryIsLinearizable() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            List<Linearizability.Call> history = run(Bug.NONE, seed);
            assertThat(history.stream().filter(call -> call.reply().isPresent()))
                    .as("calls answered with seed %d", seed)
                    .hasSizeGreaterThan(40);
            assertThat(Linearizability.holds(history)).as("seed %d", seed).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyPlantedBugIsFound(Bug bug) throws IOException {
        boolean found = false;
        for (int seed = 0; seed < 60 && !found; seed++) {
            found = !Linearizability.holds(run(bug, seed));
        }
        assertThat(found).isTrue();
    }
}
