package dev.faultline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    private Path folder;

    static Manifest manifest(long seed, Map<String, @Nullable Object> options, String jdk) {
        Map<String, Map<String, @Nullable Object>> sections = new LinkedHashMap<>();
        sections.put("sim", Map.of("events", 12L));
        return new Manifest(
                Manifest.FORMAT_VERSION,
                "0.1.0",
                "kv",
                seed,
                "sim",
                options,
                List.of(new Manifest.Artifact("org.example:kv:1.0", "0a".repeat(32))),
                sections,
                new Manifest.Host(jdk, "Linux", 2, Instant.parse("2026-11-21T03:00:00Z"), Map.of("run", 5L)));
    }

    @Test
    void manifestsAreReadAsTheyWereWritten() {
        for (long seed = -30; seed <= 30; seed++) {
            RunFolder run = RunFolder.create(folder.resolve("run" + seed));
            Manifest manifest = manifest(seed, new RandomJournal(seed).map(4), "25.0.3+9");
            run.finish(manifest);
            assertThat(RunFolder.open(run.root()).manifest())
                    .as("seed %d", seed)
                    .isEqualTo(manifest);
        }
    }

    @Test
    void theManifestIsForPeopleToo() throws Exception {
        RunFolder run = RunFolder.create(folder.resolve("run"));
        run.finish(manifest(0x1f2e, Map.of("nodes", 3), "25.0.3+9"));
        assertThat(Files.readString(run.root().resolve("manifest.json"))).isEqualTo("""
            {
              "formatVersion": 1,
              "faultline": "0.1.0",
              "experiment": "kv",
              "seed": "0x1f2e",
              "environment": "sim",
              "options": {
                "nodes": 3
              },
              "artifacts": [
                {
                  "coordinate": "org.example:kv:1.0",
                  "sha256": "%s"
                }
              ],
              "sections": {
                "sim": {
                  "events": 12
                }
              },
              "host": {
                "jdk": "25.0.3+9",
                "os": "Linux",
                "cpus": 2,
                "start": "2026-11-21T03:00:00Z",
                "durationsNanos": {
                  "run": 5
                }
              }
            }
            """.formatted("0a".repeat(32)));
    }

    @Test
    void aDamagedManifestIsRefusedAtItsPlace() throws Exception {
        refused("\"formatVersion\": 1", "\"formatVersion\": 2", 2, "is 2; this Faultline reads 1");
        refused("\"0x1f2e\"", "\"0x1f2e1f2e1f2e1f2e1\"", 5, "\"seed\" is wrong");
        refused("\"0x1f2e\"", "7982", 5, "\"seed\" is not a string");
        refused("\"0a", "\"0A", 10, "not a SHA-256");
        refused("\"cpus\": 2", "\"cpus\": 3000000000", 21, "\"cpus\" is wrong");
        refused("2026-11-21", "2026-13-21", 21, "\"start\" is wrong");
        refused("\"os\"", "\"computer\"", 21, "\"computer\" is not a field");
        refused("\"environment\": \"sim\",\n", "", 29, "field \"environment\" is missing");
        refused("\"kv\"", "\"kv", 4, "not JSON");
        refused("\"experiment\": \"kv\"", "\"experiment\": \"\"", 4, "not empty");
        refused("\"events\": 12", "\"events\": " + "[".repeat(100_000), 18, "deeper than 32");
    }

    private void refused(String sound, String damaged, long line, String message) throws Exception {
        RunFolder run = RunFolder.replace(folder.resolve("run"));
        run.finish(manifest(0x1f2e, Map.of("nodes", 3), "25"));
        Path file = run.root().resolve("manifest.json");
        String text = Files.readString(file);
        assertThat(text).contains(sound);
        Files.writeString(file, text.replace(sound, damaged));
        MalformedJournalException e = catchThrowableOfType(MalformedJournalException.class, run::manifest);
        assertThat(e).hasMessageContaining(message);
        assertThat(e.line()).as(e.getMessage()).isEqualTo(line);
    }

    @Test
    void aFolderInUseIsNotTaken() throws Exception {
        Path root = folder.resolve("mine");
        Files.createDirectories(root);
        RunFolder.create(root);
        Files.writeString(root.resolve("thesis.txt"), "precious");
        assertThatThrownBy(() -> RunFolder.create(root)).hasMessageContaining("is not empty (it holds thesis.txt)");
        assertThatThrownBy(() -> RunFolder.replace(root)).hasMessageContaining("which no run writes");
        assertThat(root.resolve("thesis.txt")).hasContent("precious");
        assertThatThrownBy(() -> RunFolder.create(root.resolve("thesis.txt"))).hasMessageContaining("is a file");
    }

    @Test
    void replacingDeletesTheOldRunAndNotWhatItLinksTo() throws Exception {
        RunFolder old = RunFolder.create(folder.resolve("run"));
        old.write("logs/s0/out.log", new byte[] {1});
        old.write("events.ndjson.tmp", new byte[] {1});
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "stays");
        Files.createSymbolicLink(old.logs().resolve("link"), elsewhere);
        RunFolder.replace(old.root());
        assertThat(old.root()).isEmptyDirectory();
        assertThat(elsewhere).hasContent("stays");
    }

    @Test
    void onlyARunThatEndedIsOpened() throws Exception {
        assertThatThrownBy(() -> RunFolder.open(folder.resolve("none"))).hasMessageContaining("is not a folder");
        assertThatThrownBy(() -> RunFolder.open(folder)).hasMessageContaining("it is not a run");
        RunFolder run = RunFolder.create(folder.resolve("run"));
        EventWriter unfinished = EventWriter.create(run.events());
        assertThatThrownBy(() -> RunFolder.open(run.root())).hasMessageContaining("did not end");
        unfinished.close();
        assertThatThrownBy(() -> RunFolder.open(run.root())).hasMessageContaining("did not end");
        run.finish(manifest(1, Map.of(), "25"));
        assertThat(RunFolder.open(run.root()).manifest().seed()).isEqualTo(1);
    }

    @Test
    void filesStayInsideTheFolder() {
        RunFolder run = RunFolder.create(folder.resolve("run"));
        byte[] content = "x".getBytes(StandardCharsets.UTF_8);
        run.write("api/../api/a.json", content);
        assertThat(run.api().resolve("a.json")).hasBinaryContent(content);
        for (String name : List.of("../evil", "logs/../../evil", "/tmp/evil", "", ".")) {
            assertThatThrownBy(() -> run.write(name, content)).as(name).hasMessageContaining("leads out of the folder");
        }
    }
}
