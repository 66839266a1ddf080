package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLogsTest {
    @TempDir
    private Path folder;

    @Test
    void aLogHoldsSoMuchAndSaysWhatIsLeftOut() throws IOException {
        try (NodeLogs logs = new NodeLogs(folder, () -> 1_500_000_000L, 40)) {
            for (int i = 0; i < 100; i++) {
                logs.print("n1", "line " + i);
            }
            logs.print("n2", "one");
            assertThat(logs.full())
                    .containsExactly(
                            "the log of n1 is full: 98 more lines were printed, and a log holds 40 characters");
        }
        assertThat(folder.resolve("n1.log")).hasContent("""
            1.500000000 line 0
            1.500000000 line 1
            faultline: 98 more lines were printed, and a log holds 40 characters
            """);
        assertThat(folder.resolve("n2.log")).hasContent("1.500000000 one\n");
    }
}
