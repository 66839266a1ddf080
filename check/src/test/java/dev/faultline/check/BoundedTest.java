package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the input, a check with limits ends in a verdict: in a JVM of 256 MB, without running out of memory. */
class BoundedTest {

    /** Far more than the two seconds that a check gets: only one that ignores its limit takes so long. */
    private static final long SECONDS = 120;

    @ParameterizedTest
    @EnumSource
    void hardInputEndsInAVerdict(Adversary input, @TempDir Path folder) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Adversary.class.getName(),
                        input.name())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String said = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(ended).as("%s ended; it said: %s", input, said).isTrue();
        assertThat(said).as(input.name()).containsPattern("verdict (Valid|Violation|Unknown)");
        assertThat(process.exitValue()).as(said).isZero();
    }
}
