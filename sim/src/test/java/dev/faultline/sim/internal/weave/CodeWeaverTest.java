package dev.faultline.sim.internal.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.Preemption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodeWeaverTest {
    @Test
    void theSameClassIsWovenTheSameWayEveryTime() throws IOException {
        Path classes = Path.of("target/test-classes");
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        assertThat(files).hasSizeGreaterThan(100);
        int changed = 0;
        for (Path file : files) {
            byte[] original = Files.readAllBytes(file);
            byte[] woven = weaver().weave(original);
            assertThat(weaver().weave(original)).as("%s", file).isEqualTo(woven);
            changed += woven == null ? 0 : 1;
        }
        assertThat(changed).isGreaterThan(50);
    }

    private static CodeWeaver weaver() {
        return CodeWeaver.ofApplication(
                CodeWeaverTest.class.getClassLoader(), Preemption.NONE, name -> name.startsWith("dev/faultline/"));
    }
}
