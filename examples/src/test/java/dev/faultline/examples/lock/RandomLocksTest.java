package dev.faultline.examples.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.examples.raft.RandomCluster;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RandomLocksTest {
    private static final int STEPS = 50_000;
    private static final int SHORTEST_TICK_STEPS = 40;
    /** About as long as an election, so that some leases outlive their leader, and many end. */
    private static final int LEASE_MILLIS = 800;

    private static final int LEASE_TICKS = 12;
    private static final int LEASE_STEPS = LEASE_TICKS * SHORTEST_TICK_STEPS;

    @TempDir
    private Path folder;

    private LockClients run(Bug bug, int seed) throws IOException {
        RandomCluster cluster = RandomCluster.of(
                folder.resolve(bug + "-" + seed), () -> new Locks(bug, LEASE_MILLIS), SHORTEST_TICK_STEPS, seed);
        LockClients clients = new LockClients(cluster, LEASE_STEPS);
        cluster.run(clients.all(), STEPS);
        return clients;
    }

    @Test
    void nobodyLosesALeaseOrSharesOne() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            LockClients clients = run(Bug.NONE, seed);
            assertThat(clients.renewals()).as("renewals with seed %d", seed).isGreaterThan(10);
            assertThat(clients.broken()).as("seed %d", seed).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyPlantedBugIsFound(Bug bug) throws IOException {
        boolean found = false;
        for (int seed = 0; seed < 60 && !found; seed++) {
            found = !run(bug, seed).broken().isEmpty();
        }
        assertThat(found).isTrue();
    }
}
