package dev.faultline.chaos.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.chaos.Schedule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** A format from somebody's jar, the one in the docs. */
class OwnFormatTest {
    private static final Path DOCS = Path.of("..", "docs", "log-formats.md");

    @Test
    void itIsFoundAskedFirstAndReadsSealsAndStops() {
        byte[] file = concat(line("one"), line("two"), new byte[] {0, 0, 1, 0, 7});
        LogFormat format = LogFormats.of("/data/a.journal", file).orElseThrow();

        assertThat(LogFormats.all().getFirst()).isInstanceOf(Journal.class);
        assertThat(LogFormats.named("journal")).isInstanceOf(Journal.class);
        assertThat(format).isInstanceOf(Journal.class);
        LogLayout layout = LogFormats.read(format, file);
        assertThat(layout.entries()).hasSize(2).allMatch(record -> record.checksum() == LogRecord.Checksum.RIGHT);
        assertThat(layout.understood()).isEqualTo(22);
        assertThat(layout.reason()).isEqualTo("at byte 26 4 bytes are expected, and there are 1");
        file[8] ^= 1;
        assertThat(format.read(file).entries().getFirst().checksum()).isEqualTo(LogRecord.Checksum.WRONG);
        byte[] sealed = format.seal(file, layout.entries().getFirst());
        assertThat(format.read(sealed).entries()).allMatch(record -> record.checksum() == LogRecord.Checksum.RIGHT);
    }

    @Test
    void oneThatThrowsUnderstandsNothing() {
        LogFormat broken = new LogFormat() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public String doc() {
                return "nothing";
            }

            @Override
            public boolean recognizes(String path, byte[] contents) {
                return contents[99] == 0;
            }

            @Override
            public LogLayout read(byte[] contents) {
                return new LogLayout(List.of(), contents[99], "");
            }
        };
        LogLayout layout = LogFormats.read(broken, new byte[3]);

        assertThat(layout.understood()).isZero();
        assertThat(LogFormats.recognizes(broken, "/log", new byte[3])).isFalse();
        assertThat(layout.reason()).startsWith("broken failed: java.lang.ArrayIndexOutOfBoundsException");
    }

    @Test
    void theDocsHaveThisFormatEveryOtherAndFaultsThatAreFaults() throws IOException {
        String docs = Files.readString(DOCS);
        String source = Files.readString(Path.of("src/test/java/dev/faultline/chaos/format/Journal.java"));
        String code = docs.substring(docs.indexOf("public final class Journal"));
        String shown = code.substring(0, code.indexOf("\n}\n```"));

        assertThat(source).contains(shown.strip());
        for (LogFormat format : LogFormats.all()) {
            assertThat(docs).contains(format.name());
        }
        String lines = docs.substring(docs.indexOf("```text") + 8);
        assertThat(Schedule.parse(lines.substring(0, lines.indexOf("```"))).entries())
                .hasSize(6);
    }

    private static byte[] line(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return ByteBuffer.allocate(8 + bytes.length)
                .putInt(bytes.length)
                .putInt((int) crc.getValue())
                .put(bytes)
                .array();
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(100);
        for (byte[] part : parts) {
            all.put(part);
        }
        byte[] bytes = new byte[all.position()];
        all.flip().get(bytes);
        return bytes;
    }
}
