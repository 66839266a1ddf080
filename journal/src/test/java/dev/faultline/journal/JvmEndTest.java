package dev.faultline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JvmEndTest {
    @TempDir
    private Path temporary;

    @Test
    void otherThreadsMakeNothingAndPrintNothingWhileTheJvmIsEnded() throws Exception {
        Path errors = temporary.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Noisy.class.getName())
                .redirectError(errors.toFile())
                .start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            Path folder = Path.of(output.readLine());
            assertThat(folder).isDirectory();
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
            assertThat(folder).doesNotExist();
            assertThat(errors).isEmptyFile();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Reads a file of its folder again and again, and prints what fails, as libraries do that unpack one. */
    static final class Noisy {
        private Noisy() {}

        public static void main(String[] args) {
            OwnedFolder folder = OwnedFolder.temporary("noisy");
            Path file = folder.path().resolve("library.so");
            folder.write(file, "bytes");
            Thread.ofPlatform().daemon().start(() -> {
                for (int i = 0; ; i++) {
                    folder.write(folder.path().resolve("logs").resolve("n" + i), "line");
                }
            });
            System.out.println(folder.path());
            while (true) {
                try {
                    Files.readAllBytes(file);
                } catch (IOException e) {
                    System.err.println(e);
                }
            }
        }
    }
}
