package dev.faultline.sim.internal.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WovenClassesTest {
    @TempDir
    Path folder;

    @Test
    void whatWasWovenIsThereForTheNextJvm() {
        WovenClasses first = new WovenClasses(file());
        first.put("org.example.Late", new byte[] {1, 2, 3});
        first.put("org.example.Early", new byte[0]);
        first.verified("org.example.Early");
        first.save();

        WovenClasses next = new WovenClasses(file());
        assertThat(next.names()).containsExactly("org.example.Late", "org.example.Early");
        assertThat(next.get("org.example.Late")).containsExactly(1, 2, 3);
        assertThat(next.get("org.example.Early")).isEmpty();
        assertThat(next.get("org.example.Other")).isNull();
        assertThat(next.isVerified("org.example.Early")).isTrue();
        assertThat(next.isVerified("org.example.Late")).isFalse();
    }

    @Test
    void aDamagedFileCountsAsNoneAndIsReplaced() throws IOException {
        WovenClasses whole = new WovenClasses(file());
        for (int i = 0; i < 20; i++) {
            whole.put("C" + i, new byte[i]);
        }
        whole.save();
        byte[] contents = Files.readAllBytes(file());
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            byte[] damaged =
                    Arrays.copyOf(contents, random.nextInt(4) == 0 ? random.nextInt(contents.length) : contents.length);
            if (damaged.length == contents.length) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file(), damaged);
            assertThat(new WovenClasses(file()).names()).as("damage %d", i).isEmpty();
        }

        WovenClasses again = new WovenClasses(file());
        again.put("C", new byte[] {7});
        again.save();
        assertThat(new WovenClasses(file()).names()).containsExactly("C");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
    }

    private Path file() {
        return folder.resolve("some.woven");
    }
}
