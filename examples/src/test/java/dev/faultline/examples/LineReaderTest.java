package dev.faultline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LineReaderTest {
    @Test
    void halfALineIsNoLine() throws IOException {
        byte[] bytes = "write ü 10\nwrite k 1".getBytes(StandardCharsets.UTF_8);
        LineReader lines = new LineReader(new ByteArrayInputStream(bytes));
        assertThat(lines.next()).contains("write ü 10");
        assertThat(lines.next()).isEmpty();
    }
}
