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

    /** Events are written by threads of programs, and a program may interrupt them. */
    @Test
    void aThreadThatIsInterruptedWritesAsAnyOther() throws Exception {
        Path file = folder.resolve("events.ndjson");
        Thread.currentThread().interrupt();
        try (EventWriter events = EventWriter.create(file)) {
            for (int i = 0; i < 2_000; i++) {
                events.append("ThreadStarted", "n1", "worker-" + i, Map.of(), i);
            }
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Files.readAllLines(file)).hasSize(2_000);
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
        RunFolder.create(root).close();
        Files.writeString(root.resolve("thesis.txt"), "precious");
        assertThatThrownBy(() -> RunFolder.create(root)).hasMessageContaining("is not empty (it holds thesis.txt)");
        assertThatThrownBy(() -> RunFolder.replace(root)).hasMessageContaining("which no run writes");
        assertThat(root.resolve("thesis.txt")).hasContent("precious");
        assertThatThrownBy(() -> RunFolder.create(root.resolve("thesis.txt"))).hasMessageContaining("is a file");
    }

    @Test
    void anEndedRunTakesThePlaceOfTheOldOneAndNotOfWhatThatLinksTo() throws Exception {
        Path root = folder.resolve("run");
        RunFolder old = RunFolder.create(root);
        old.write("logs/s0/out.log", new byte[] {1});
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "stays");
        Files.createSymbolicLink(old.logs().resolve("link"), elsewhere);
        old.finish(manifest(1, Map.of(), "25"));
        Files.write(root.resolve("events.ndjson.tmp"), new byte[] {1}); // as older versions left it

        RunFolder next = RunFolder.replace(root);
        next.write("verdict.json", new byte[] {2});
        assertThat(RunFolder.open(root).manifest().seed()).isEqualTo(1);
        assertThat(old.logs().resolve("s0/out.log")).exists();
        next.finish(manifest(2, Map.of(), "25"));

        assertThat(RunFolder.open(root).manifest().seed()).isEqualTo(2);
        assertThat(root.toFile().list()).containsExactlyInAnyOrder("manifest.json", "verdict.json");
        assertThat(elsewhere).hasContent("stays");
    }

    @Test
    void aRunThatIsGivenUpLeavesTheOldOneAsItWas() throws Exception {
        Path root = folder.resolve("run");
        RunFolder old = RunFolder.create(root);
        old.write("verdict.json", new byte[] {1});
        old.finish(manifest(1, Map.of(), "25"));

        RunFolder next = RunFolder.replace(root);
        next.write("verdict.json", new byte[] {2});
        next.close();
        next.close();

        assertThat(root.toFile().list()).containsExactlyInAnyOrder("manifest.json", "verdict.json");
        assertThat(root.resolve("verdict.json")).hasBinaryContent(new byte[] {1});
        RunFolder never = RunFolder.create(folder.resolve("new"));
        never.close();
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void twoRunsDoNotWriteIntoOneFolder() {
        Path root = folder.resolve("run");
        RunFolder first = RunFolder.create(root);
        assertThatThrownBy(() -> RunFolder.replace(root))
                .isInstanceOf(FolderInUseException.class)
                .hasMessageContaining("is being written by another run (process "
                        + ProcessHandle.current().pid());
        first.finish(manifest(1, Map.of(), "25"));
        RunFolder.replace(root).close();
        assertThat(RunFolder.open(root).manifest().seed()).isEqualTo(1);
    }

    /** What a process that was killed leaves behind: its files, and a lock that nobody holds. */
    @Test
    void whatAKilledRunLeftIsTakenOver() throws Exception {
        Path unfinished = Files.createDirectories(folder.resolve("run/unfinished/logs"));
        Files.writeString(unfinished.resolve("s0.log"), "half a li");
        for (String owner : List.of("4711", "gone", "")) {
            Files.createDirectories(unfinished.getParent());
            Files.writeString(unfinished.resolveSibling("lock"), owner);
            assertThatThrownBy(() -> RunFolder.open(folder.resolve("run"))).hasMessageContaining("did not end");
            RunFolder next = RunFolder.replace(folder.resolve("run"));
            assertThat(next.logs()).doesNotExist();
            next.close();
        }
        assertThat(folder.resolve("run")).isEmptyDirectory();
    }

    @Test
    void onlyARunThatEndedIsOpened() throws Exception {
        assertThatThrownBy(() -> RunFolder.open(folder.resolve("none"))).hasMessageContaining("is not a folder");
        assertThatThrownBy(() -> RunFolder.open(folder)).hasMessageContaining("it is not a run");
        RunFolder run = RunFolder.create(folder.resolve("run"));
        assertThatThrownBy(() -> RunFolder.open(run.root())).hasMessageContaining("did not end");
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
