package dev.faultline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.chaos.format.LogFormat;
import dev.faultline.chaos.format.LogFormats;
import dev.faultline.chaos.format.LogLayout;
import dev.faultline.chaos.format.LogRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faultline's reader of the log against the log. */
class KvLogFormatTest {
    @TempDir
    private Path folder;

    @Test
    void faultlineReadsTheLogAndTheLogReadsWhatFaultlineSealed() throws IOException {
        try (DurableLog log = DurableLog.open(folder, Bug.NONE)) {
            log.adopt(3, "n2");
            log.put(1, new Entry(3, Command.parseUpdate("write k1 v1")));
            log.put(2, new Entry(3, Command.parseUpdate("delete k1")));
            log.put(3, new Entry(3, Command.parseUpdate("commit 2 r k1 nil; w k2 v2; append l v3")));
            log.sync();
        }
        Path file = folder.resolve("log");
        byte[] bytes = Files.readAllBytes(file);
        LogFormat format = LogFormats.of("/data/log", bytes).orElseThrow();
        LogLayout layout = format.read(bytes);

        assertThat(format.name()).isEqualTo("kv-log");
        assertThat(layout.understood()).isEqualTo(bytes.length);
        assertThat(layout.entries()).extracting(LogRecord::type).containsExactly("vote", "entry", "entry", "entry");
        assertThat(layout.entries()).allMatch(record -> record.checksum() == LogRecord.Checksum.RIGHT);

        LogRecord last = layout.entries().getLast();
        bytes[last.to() - 1] = '7';
        Files.write(file, format.seal(bytes, last));
        try (DurableLog log = DurableLog.open(folder, Bug.NONE)) {
            assertThat(log.lastIndex()).isEqualTo(3);
            assertThat(log.entry(3).update().toString()).endsWith("v7");
        }
    }
}
