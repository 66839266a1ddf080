package dev.faultline.examples.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log remembers, wherever a crash cut its writing off. */
final class LogTest {
    private static final Command.Members ALL = members("n1", "n2", "n3");
    private static final Snapshot EMPTY = new Snapshot(0, 0, ALL, Map.of());
    private static final List<Entry> ENTRIES = List.of(
            new Entry(1, new Command.Noop()),
            new Entry(1, new Command.Change("write key value")),
            new Entry(2, members("n1", "n2")),
            new Entry(3, new Command.Change("cas key value änderung")));
    private static final Snapshot AFTER_TWO = new Snapshot(2, 1, ALL, Map.of("key", "value"));

    @TempDir
    private Path folder;

    private static Command.Members members(String... servers) {
        return new Command.Members(new TreeSet<>(List.of(servers)));
    }

    private static Log open(Path in) throws IOException {
        return Log.open(in, Bug.NONE, EMPTY);
    }

    private static void fill(Log log) {
        for (int i = 0; i < ENTRIES.size(); i++) {
            log.put(i + 1, ENTRIES.get(i));
        }
    }

    private static List<Entry> entries(Log log) {
        return log.entries(log.snapshot().index() + 1, 100);
    }

    private Path folderWith(String name, byte[] content) throws IOException {
        Path crashed = Files.createDirectories(folder.resolve("crashed"));
        Files.write(crashed.resolve(name), content);
        return crashed;
    }

    private byte[] written(boolean snapshot) throws IOException {
        Path whole = folder.resolve("whole");
        try (Log log = open(whole)) {
            log.adopt(3, "n2");
            fill(log);
            if (snapshot) {
                log.startFrom(AFTER_TWO);
            }
        }
        return Files.readAllBytes(whole.resolve("log"));
    }

    @Test
    void aCrashAtAnyByteLeavesAPrefix() throws IOException {
        byte[] whole = written(false);
        int recovered = 0;
        for (int cut = 0; cut <= whole.length; cut++) {
            try (Log log = open(folderWith("log", Arrays.copyOf(whole, cut)))) {
                List<Entry> entries = entries(log);
                assertThat(entries).isEqualTo(ENTRIES.subList(0, entries.size()));
                assertThat(entries.size()).as("entries when cut at %d", cut).isBetween(recovered, recovered + 1);
                recovered = entries.size();
            }
        }
        assertThat(recovered).isEqualTo(ENTRIES.size());
    }

    @Test
    void lostBytesAnywhereLeaveAPrefix() throws IOException {
        byte[] whole = written(false);
        for (int from = 0; from < whole.length; from++) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, from, Math.min(torn.length, from + 16), (byte) 0);
            try (Log log = open(folderWith("log", torn))) {
                List<Entry> entries = entries(log);
                assertThat(entries).as("zeros from %d", from).isEqualTo(ENTRIES.subList(0, entries.size()));
            }
        }
    }

    @Test
    void aCrashWhileASnapshotIsWrittenLeavesTheOldLog() throws IOException {
        byte[] next = written(true);
        Path whole = folder.resolve("whole");
        Files.delete(whole.resolve("log"));
        byte[] old = written(false);
        for (int cut = 0; cut <= next.length; cut++) {
            folderWith("log.new", Arrays.copyOf(next, cut));
            try (Log log = open(folderWith("log", old))) {
                assertThat(log.snapshot()).isEqualTo(EMPTY);
                assertThat(entries(log)).isEqualTo(ENTRIES);
            }
        }
    }

    @Test
    void aSnapshotTakesThePlaceOfItsEntriesOnly() throws IOException {
        written(true);
        try (Log log = open(folder.resolve("whole"))) {
            assertThat(log.snapshot()).isEqualTo(AFTER_TWO);
            assertThat(log.term()).isEqualTo(3);
            assertThat(log.vote()).isEqualTo("n2");
            assertThat(log.termAt(2)).isEqualTo(1);
            assertThat(log.lastIndex()).isEqualTo(4);
            assertThat(entries(log)).isEqualTo(ENTRIES.subList(2, 4));
            log.put(4, ENTRIES.get(0));
            log.sync();
        }
        try (Log log = open(folder.resolve("whole"))) {
            assertThat(entries(log)).containsExactly(ENTRIES.get(2), ENTRIES.get(0));
        }
    }

    @Test
    void entriesOfAnotherHistoryGoWithASnapshot() throws IOException {
        Snapshot other = new Snapshot(2, 5, ALL, Map.of("key", "other"));
        try (Log log = open(folder)) {
            fill(log);
            log.startFrom(other);
            assertThat(log.lastIndex()).isEqualTo(2);
            assertThat(log.lastTerm()).isEqualTo(5);
        }
        try (Log log = open(folder)) {
            assertThat(log.snapshot()).isEqualTo(other);
            assertThat(entries(log)).isEmpty();
        }
    }

    @Test
    void theLatestEntryWithMembersIsInForceAndIsForgottenWithIt() throws IOException {
        try (Log log = open(folder)) {
            fill(log);
            assertThat(log.configurationAt(4)).isEqualTo(new Log.Configuration(3, members("n1", "n2")));
            assertThat(log.configurationAt(2)).isEqualTo(new Log.Configuration(0, ALL));
            log.put(3, ENTRIES.get(0));
            assertThat(log.configurationAt(3)).isEqualTo(new Log.Configuration(0, ALL));
        }
    }

    @Test
    void termAndVoteAreOnDiskAtOnce() throws IOException {
        try (Log log = open(folder)) {
            log.adopt(7, "n2");
            log.adopt(8, "");
            log.adopt(8, "n3");
            try (Log again = open(folder)) {
                assertThat(again.term()).isEqualTo(8);
                assertThat(again.vote()).isEqualTo("n3");
            }
        }
    }
}
