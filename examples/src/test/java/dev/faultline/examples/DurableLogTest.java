package dev.faultline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableLogTest {
    private static final List<Entry> ENTRIES = List.of(
            new Entry(1, new Command.Noop()),
            new Entry(1, new Command.Write("key", "value")),
            new Entry(2, new Command.Cas("key", "value", "änderung")),
            new Entry(3, new Command.Commit(2, Step.parseAll("r k nil; w k v; append l 1"))),
            new Entry(3, new Command.Delete("k")));

    @TempDir
    private Path directory;

    @Test
    void recoversAPrefixWhereverTheFileIsCut() throws IOException {
        byte[] whole = writtenFile();
        int recovered = 0;
        for (int cut = 0; cut <= whole.length; cut++) {
            Path folder = fileOf(Arrays.copyOf(whole, cut));
            try (DurableLog log = DurableLog.open(folder, Bug.NONE)) {
                List<Entry> entries = log.entries(1, 100);
                assertThat(entries).isEqualTo(ENTRIES.subList(0, entries.size()));
                assertThat(entries.size()).as("entries when cut at %d", cut).isBetween(recovered, recovered + 1);
                recovered = entries.size();
            }
        }
        assertThat(recovered).isEqualTo(ENTRIES.size());
    }

    @Test
    void recoversAPrefixWhicheverBytesAreLost() throws IOException {
        byte[] whole = writtenFile();
        for (int from = 0; from < whole.length; from++) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, from, Math.min(torn.length, from + 16), (byte) 0);
            try (DurableLog log = DurableLog.open(fileOf(torn), Bug.NONE)) {
                List<Entry> entries = log.entries(1, 100);
                assertThat(entries).as("zeros from %d", from).isEqualTo(ENTRIES.subList(0, entries.size()));
            }
        }
    }

    @Test
    void appendsAfterATornTail() throws IOException {
        byte[] whole = writtenFile();
        Path folder = fileOf(Arrays.copyOf(whole, whole.length - 1));
        try (DurableLog log = DurableLog.open(folder, Bug.NONE)) {
            assertThat(log.tornBytes()).isPositive();
            log.put(ENTRIES.size(), ENTRIES.getLast());
            log.sync();
        }
        assertThat(folder.resolve("log")).hasBinaryContent(whole);
    }

    @Test
    void remembersItsEpochAndItsVote() throws IOException {
        try (DurableLog log = DurableLog.open(directory, Bug.NONE)) {
            log.adopt(7, "n2");
            log.adopt(8, "");
            log.adopt(8, "n3");
            assertThat(log.syncedBytes()).isEqualTo(Files.size(directory.resolve("log")));
        }
        try (DurableLog log = DurableLog.open(directory, Bug.NONE)) {
            assertThat(log.epoch()).isEqualTo(8);
            assertThat(log.vote()).isEqualTo("n3");
        }
    }

    @Test
    void anEntryReplacesAllThatFollowed() throws IOException {
        Entry replacement = new Entry(4, new Command.Write("k", "other"));
        try (DurableLog log = DurableLog.open(directory, Bug.NONE)) {
            fill(log);
            log.put(2, replacement);
        }
        try (DurableLog log = DurableLog.open(directory, Bug.NONE)) {
            assertThat(log.entries(1, 100)).containsExactly(ENTRIES.getFirst(), replacement);
        }
    }

    @Test
    void onlySyncedEntriesAreDurable() throws IOException {
        try (DurableLog log = DurableLog.open(directory, Bug.NONE)) {
            fill(log);
            assertThat(log.durableIndex()).isZero();
            log.syncEntries();
            assertThat(log.durableIndex()).isEqualTo(ENTRIES.size());
            log.put(3, ENTRIES.get(2));
            assertThat(log.durableIndex()).isEqualTo(2);
        }
    }

    private byte[] writtenFile() throws IOException {
        Path folder = directory.resolve("whole");
        try (DurableLog log = DurableLog.open(folder, Bug.NONE)) {
            fill(log);
        }
        return Files.readAllBytes(folder.resolve("log"));
    }

    private static void fill(DurableLog log) {
        for (int i = 0; i < ENTRIES.size(); i++) {
            log.put(i + 1, ENTRIES.get(i));
        }
    }

    private Path fileOf(byte[] content) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("torn"));
        Files.write(folder.resolve("log"), content);
        return folder;
    }
}
