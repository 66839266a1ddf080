package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bugs of docs/bugs-found that one run shows. */
class PublishedBugsTest {
    @TempDir
    private Path folder;

    @Test
    void aCrashAfterTheRenameOfTheEpochLosesWhatZooKeeper391HadCommitted() {
        CommandOutcome found = run("3.9.1");
        assertThat(found.out()).contains("VIOLATION - Not linearizable", "kill zk1 for 3s", "kill zk3 for 40s");
        assertThat(found.exitCode()).isEqualTo(1);
    }

    @Test
    void theSameCrashDoesNoHarmToALaterZooKeeper() {
        CommandOutcome mended = run("3.9.5");
        assertThat(mended.out()).contains("VALID - Linearizable", "kill zk1 for 3s", "kill zk3 for 40s");
        assertThat(mended.exitCode()).isZero();
    }

    private CommandOutcome run(String version) {
        return CommandOutcome.of(
                "run",
                "zookeeper",
                "--seed",
                "1",
                "--set",
                "version=" + version,
                "--schedule",
                "../docs/bugs-found/zookeeper-4643.toml",
                "--out",
                folder.resolve(version).toString());
    }
}
