package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Runner;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Systems that nobody prepared run, survive their faults, and run in the same way again in a warm JVM. */
class GalleryTest {
    private static RunResult run(Runner runner, long seed) {
        return runner.run(seed, RunOptions.standard());
    }

    private static Runner runner(String name, String settings) {
        Map<String, String> set = new HashMap<>();
        for (String setting : settings.split(" ")) {
            if (!setting.isEmpty()) {
                String[] parts = setting.split("=", 2);
                set.put(parts[0], parts[1]);
            }
        }
        Experiment experiment = Experiments.load(name, set);
        return new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})));
    }

    @ParameterizedTest
    @CsvSource({
        "netty, '', 1000",
        "grpc, '', 1000",
        "jetty, '', 1000",
        "h2, '', 1000",
        "h2-txn, '', 300",
        "curator, '', 100",
        "jgroups, '', 500",
        "jgroups, transport=udp, 500",
        "kafka, '', 200",
    })
    void survivesAndRepeats(String name, String settings, int operations) {
        Runner runner = runner(name, settings);
        RunResult cold = run(runner, 1);
        RunResult warm = run(runner, 1);

        assertThat(cold.verdict().kind()).isEqualTo(RunResult.Kind.VALID);
        assertThat(cold.counts().ok()).isGreaterThan(operations);
        assertThat(cold.faults()).isNotEmpty();
        assertThat(warm.fingerprint()).isEqualTo(cold.fingerprint());
    }
}
