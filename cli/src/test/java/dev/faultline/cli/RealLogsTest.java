package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.chaos.FaultReport;
import dev.faultline.chaos.Schedule;
import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Runner;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records of the files that ZooKeeper itself keeps in a run: found by their format, changed, and read by the server. */
class RealLogsTest {
    private static final Schedule CHANGES = Schedule.parse("""
        20s record-change zk2 of /data/version-2/log.* record setData:last field path for 10s
        21s kill zk2 for 1s
        40s record-change zk3 of /data/version-2/snapshot.* field data to drawn checksum right for 10s
        50s record-change zk3 at write of /data/version-2/log.* as zookeeper-log record setData field checksum for 5s
        60s segment-edit zk1 delete of /data/version-2/log.* segment last for 1s
        """);

    @Test
    void theRecordsOfAServerAreFoundChangedAndReadByIt() {
        Experiment experiment = Experiments.load("zookeeper", Map.of());
        RunResult result = new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})))
                .run(1, RunOptions.standard().withSchedule(CHANGES));
        List<String> evidence = result.faults().stream()
                .map(FaultReport::evidence)
                .map(sentences -> String.join("\n", sentences))
                .toList();

        // The snapshot is read by no one, as its server is not started again.
        assertThat(result.faults()).extracting(FaultReport::effective).containsExactly(true, true, false, true, true);
        assertThat(evidence.get(0))
                .contains("zookeeper-log, record ", ", setData at bytes ", ", field path at byte ")
                .contains("programs on zk2 have read what is wrong");
        assertThat(evidence.get(2))
                .contains("zookeeper-snapshot, record ", ", node at bytes ", "with the right checksum")
                .endsWith("no program on zk3 has read what is wrong");
        assertThat(evidence.get(3)).contains("zookeeper-log, record ", "field checksum");
        assertThat(evidence.get(4)).contains("/data/version-2/log.", " is gone");
    }
}
