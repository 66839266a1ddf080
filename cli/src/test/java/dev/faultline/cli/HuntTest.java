package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a hunt tells of its runs, and where it ends. */
class HuntTest {
    @TempDir
    private Path folder;

    private CommandOutcome hunt(String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "hunt";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--out";
        all[words.length + 2] = folder.toString();
        return CommandOutcome.of(all);
    }

    private List<JsonNode> file(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name)).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    @Test
    void everyRunIsALineOnTheScreenAndInTheFileAndKeptIfAsked() throws IOException {
        CommandOutcome outcome = hunt("kv", "--seeds", "3..4", "--verbose", "--keep-runs", "all", "--jobs", "1");

        assertThat(outcome.exitCode()).as(outcome.error()).isZero();
        assertThat(outcome.out())
                .contains("seed 3: VALID, ", "seed 4: VALID, ", " ok, ", " no node ended by itself, recovered in ")
                .contains("2 runs in ", ": 2 valid, 0 violations, 0 unknown, 0 errors; ");
        assertThat(folder.resolve("kv-3/manifest.json")).exists();
        assertThat(folder.resolve("kv-4/manifest.json")).exists();
        List<JsonNode> lines = file("kv-hunt.ndjson");
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst().get("seed").asLong()).isEqualTo(3);
        assertThat(lines.getFirst().get("ok").asInt()).isPositive();
        assertThat(lines.getFirst().get("folder").asString())
                .isEqualTo(folder.resolve("kv-3").toString());
        assertThat(lines.getLast().get("sum").get("valid").asInt()).isEqualTo(2);
        JsonNode manifest = JsonMapper.shared()
                .readTree(folder.resolve("kv-3/manifest.json").toFile());
        assertThat(manifest.toString())
                .contains("\"" + lines.getFirst().get("fingerprint").asString() + "\"");
    }

    @Test
    void jsonIsAnObjectARunAndOneWithTheSumsAndNothingIsKeptIfSo() {
        CommandOutcome outcome = hunt(
                "kv", "--set", "bug=stale-read", "--seeds", "1..9", "--json", "--keep-runs", "none", "--jobs", "1");

        assertThat(outcome.exitCode()).as(outcome.error()).isEqualTo(1);
        List<JsonNode> lines =
                outcome.out().lines().map(JsonMapper.shared()::readTree).toList();
        JsonNode violation = lines.get(lines.size() - 2);
        assertThat(violation.get("verdict").asString()).isEqualTo("VIOLATION");
        assertThat(violation.get("replay").asString())
                .isEqualTo("./faultline replay kv --seed " + violation.get("seed") + " --set bug=stale-read");
        assertThat(violation.has("folder")).isFalse();
        assertThat(lines.getLast().get("sum").get("end").asString()).isEqualTo("VIOLATION");
        assertThat(lines.getLast().get("sum").get("exitCode").asInt()).isEqualTo(1);
        assertThat(folder.toFile().list()).containsExactly("kv-hunt.ndjson");
    }

    @Test
    void aHuntWhoseFirstRunsTestNothingStopsAndSaysSo() throws Exception {
        Path experiment = Files.writeString(folder.resolve("gone.toml"), """
            name = "gone"
            [system]
            class-path = ["%s"]
            nodes = ["n1"]
            main = "%s"
            [client]
            class = "dev.faultline.workload.LineClient"
            artifacts = ["faultline:workload"]
            settings = { port = 7000 }
            [workload]
            duration = "5s"
            """.formatted(
                        Path.of(HuntTest.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI()),
                        Patients.Failing.class.getName()));

        CommandOutcome outcome = hunt(experiment.toString(), "--seeds", "1..50", "--keep-runs", "none", "--jobs", "1");

        assertThat(outcome.exitCode()).as(outcome.error()).isEqualTo(2);
        assertThat(outcome.out())
                .contains("ended early: it stopped because none of the first runs tested anything, after 4 of 50 runs")
                .contains("4 runs tested nothing");
    }

    @Test
    void aHuntThatRanNothingIsNotValid() {
        CommandOutcome outcome = hunt("kv", "--time", "0s");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).contains("ended early: the time was up, after 0 of 1,000 runs");
    }

    @Test
    void aFolderThatCannotBeWrittenEndsTheHuntWithASentence() throws IOException {
        Files.createDirectories(folder.resolve("kv-1"));
        Files.writeString(folder.resolve("kv-1/thesis.txt"), "precious");

        CommandOutcome outcome = hunt("kv", "--seeds", "1..50", "--keep-runs", "all", "--jobs", "1");

        assertThat(outcome.exitCode()).isEqualTo(254);
        assertThat(outcome.error())
                .contains("holds thesis.txt, which no run writes")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("kv-1/thesis.txt")).hasContent("precious");
    }
}
