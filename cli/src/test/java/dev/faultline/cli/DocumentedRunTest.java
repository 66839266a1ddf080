package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documents print of runs is what these runs are: a reader who repeats them gets the same. */
class DocumentedRunTest {
    private static String document(String name) throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(root.resolve("faultline"))) {
            root = root.getParent();
        }
        return Files.readString(root.resolve(name));
    }

    private static RunResult run(String experiment, long seed) {
        Experiment loaded = Experiments.load(experiment, Map.of());
        return new Runner(loaded, RunArtifacts.of(loaded, Artifacts.ofUser(line -> {})))
                .run(seed, RunOptions.standard());
    }

    @ParameterizedTest
    @CsvSource({"kv, 1, docs/how-to-test-your-system.md", "kv, 1, docs/analysing-results.md", "zookeeper, 7, README.md"
    })
    void hasTheFingerprintAndTheOperationsThatTheDocumentSays(String experiment, long seed, String document)
            throws IOException {
        RunResult result = run(experiment, seed);

        assertThat(document(document))
                .as("%s seed %d as %s has it", experiment, seed, document)
                .contains(
                        "fingerprint " + result.fingerprint(),
                        String.format(Locale.ROOT, "%,d ", result.counts().operations()));
    }
}
