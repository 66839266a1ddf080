package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.chaos.file.ScheduleFile;
import dev.faultline.chaos.scenario.Scenario;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Damaged files of real systems. By itself a few seeds of the example {@code kv}; {@code
 * -Dfaultline.storage=zookeeper:1..200,kafka:1..200,h2:1..200} makes the table of {@code docs/storage-faults.md}, a line at a
 * time, on standard output.
 */
class StorageOutcomesTest {
    private static final String RUNS = System.getProperty("faultline.storage", "kv:1..3");

    @Test
    void everyRunHasAnOutcomeAndSomeMeetWhatIsWrong() throws IOException {
        for (String runs : RUNS.split(",", -1)) {
            String[] words = runs.split("[:.]+", -1);
            Map<StorageOutcome, Integer> counts = count(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]));
            int read = counts.entrySet().stream()
                    .filter(entry ->
                            entry.getKey() != StorageOutcome.UNTOUCHED && entry.getKey() != StorageOutcome.UNREAD)
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            assertThat(read)
                    .as("runs of %s in which damage was read: %s", words[0], counts)
                    .isPositive();
        }
    }

    private static Map<StorageOutcome, Integer> count(String system, long first, long last) throws IOException {
        Experiment experiment = Experiments.load(system, Map.of());
        Path file = Path.of("..", "docs", "storage", system + ".toml");
        Scenario scenario =
                ScheduleFile.read(Files.readString(file), ScheduleFile.Format.TOML, "docs/storage/" + system + ".toml");
        RunOptions options = RunOptions.standard().withScenario(scenario);
        Runner runner = new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})));
        Map<StorageOutcome, Integer> counts = new EnumMap<>(StorageOutcome.class);
        List<String> shown = new ArrayList<>();
        for (long seed = first; seed <= last; seed++) {
            RunResult result = runner.run(seed, options);
            StorageOutcome outcome = StorageOutcome.of(result);
            counts.merge(outcome, 1, Integer::sum);
            String line = system + " seed " + seed + ": " + outcome.title() + ": "
                    + result.verdict().sentence().lines().findFirst().orElse("");
            System.out.println(line);
            if (outcome.isShown()) {
                shown.add(line + "\n    ./faultline replay " + system + " --seed " + seed + " --schedule docs/storage/"
                        + system + ".toml");
            }
        }
        System.out.println(row(system, last - first + 1, counts));
        shown.forEach(System.out::println);
        return counts;
    }

    private static String row(String system, long runs, Map<StorageOutcome, Integer> counts) {
        StringBuilder row = new StringBuilder("| `" + system + "` | " + runs);
        for (StorageOutcome outcome : StorageOutcome.values()) {
            row.append(" | ").append(counts.getOrDefault(outcome, 0));
        }
        return row.append(" |").toString();
    }
}
