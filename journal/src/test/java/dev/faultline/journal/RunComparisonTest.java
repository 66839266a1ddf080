package dev.faultline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunComparisonTest {
    @TempDir
    private Path folder;

    private int runs;

    private List<Event> events = List.of();

    @BeforeEach
    void makeEvents() {
        events = new RandomJournal(11).events(400, 3, 2);
    }

    private RunFolder run(List<Event> happened, String log, String jdk) {
        return run(happened, log, jdk, 7);
    }

    private RunFolder run(List<Event> happened, String log, String jdk, long seed) {
        RunFolder run = RunFolder.create(folder.resolve("run" + runs++));
        try (EventWriter writer = EventWriter.create(run.events())) {
            happened.forEach(writer::append);
        }
        try (HistoryWriter writer = HistoryWriter.create(run.history())) {
            new RandomJournal(7).history(50).forEach(writer::append);
        }
        run.write("logs/s0.log", log.getBytes(StandardCharsets.UTF_8));
        run.finish(RunFolderTest.manifest(seed, Map.of("nodes", 3), jdk));
        return run;
    }

    @Test
    void runsThatDifferInTheirHostOnlyAreTheSame() {
        RunComparison comparison = RunComparison.of(run(events, "a", "25.0.3"), run(events, "a", "25.0.4"));
        assertThat(comparison).isEqualTo(new RunComparison.Same(4));
        assertThat(comparison.same()).isTrue();
    }

    @Test
    void thePlantedFirstDifferenceIsFoundWithBothEvents() {
        RunFolder sound = run(events, "a", "25");
        for (int planted : new int[] {0, 1, 57, 398, 399}) {
            List<Event> other = new ArrayList<>(events);
            for (int step = planted; step < events.size(); step += 100) {
                Event e = events.get(step);
                other.set(
                        step,
                        new Event(
                                e.name(),
                                step,
                                e.node(),
                                e.subnode(),
                                e.data(),
                                e.timeNanos() + 1,
                                e.cause(),
                                e.lamport()));
            }
            RunComparison comparison = RunComparison.of(sound, run(other, "b", "25"));
            assertThat(comparison)
                    .isEqualTo(new RunComparison.EventDiffers(
                            planted, Optional.of(events.get(planted)), Optional.of(other.get(planted))));
            assertThat(comparison.describe()).startsWith("events.ndjson: step " + planted + " is ");
        }
    }

    @Test
    void aRunThatEndedEarlierDiffersWhereItEnded() {
        RunComparison comparison = RunComparison.of(run(events.subList(0, 100), "a", "25"), run(events, "a", "25"));
        assertThat(comparison)
                .isEqualTo(new RunComparison.EventDiffers(100, Optional.empty(), Optional.of(events.get(100))));
        assertThat(comparison.describe()).contains("step 100 is not there and e2 at");
    }

    @Test
    void otherFilesDifferAtALineAndAByte() {
        RunComparison comparison =
                RunComparison.of(run(events, "one\ntwo\nthree\n", "25"), run(events, "one\ntwo\nthrow\n", "25"));
        assertThat(comparison).isEqualTo(new RunComparison.FileDiffers("logs/s0.log", 3, 11));
    }

    @Test
    void aFileThatOnlyOneRunHasIsADifference() {
        RunFolder more = run(events, "a", "25");
        more.write("api/1.json", new byte[] {1});
        assertThat(RunComparison.of(more, run(events, "a", "25")))
                .isEqualTo(new RunComparison.FileMissing("api/1.json", true));
        assertThat(RunComparison.of(run(events, "a", "25"), more))
                .isEqualTo(new RunComparison.FileMissing("api/1.json", false));
    }

    @Test
    void manifestsAreComparedFirst() {
        RunFolder left = run(events, "a", "25");
        RunFolder right = run(events.subList(0, 5), "b", "25", 8);
        assertThat(RunComparison.of(left, right))
                .isEqualTo(new RunComparison.ManifestDiffers("seed", "\"0x7\"", "\"0x8\""));
    }

    @Test
    void aLinkInARunIsRefused() throws Exception {
        RunFolder left = run(events, "a", "25");
        Files.createSymbolicLink(left.logs().resolve("link"), left.events());
        RunFolder right = run(events, "a", "25");
        assertThatThrownBy(() -> RunComparison.of(left, right)).hasMessageContaining("neither a file nor a folder");
    }
}
