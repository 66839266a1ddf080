package dev.faultline.sim.internal.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.Preemption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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

    /** Loads a native library as the classes of shared ones do. */
    static final class LoadsByName {
        private LoadsByName() {}

        @SuppressWarnings("restricted") // never called
        static void load() {
            System.loadLibrary("some");
        }
    }

    @Test
    void classesOfSharedLibrariesDoNotLookForThemOnTheHost() throws IOException {
        byte[] original;
        try (InputStream in =
                Objects.requireNonNull(LoadsByName.class.getResourceAsStream("CodeWeaverTest$LoadsByName.class"))) {
            original = in.readAllBytes();
        }
        byte[] woven = new CodeWeaver(
                        HookSites.SHARED, Preemption.NONE, _ -> false, ClassHierarchyResolver.defaultResolver())
                .weave(original);

        assertThat(woven).isNotNull();
        assertThat(ClassFile.of().parse(woven).methods().stream()
                        .filter(method -> method.methodName().equalsString("load"))
                        .flatMap(method -> method.code().orElseThrow().elementStream())
                        .filter(InvokeInstruction.class::isInstance)
                        .map(call -> ((InvokeInstruction) call).name().stringValue()))
                .containsExactly("lookNowhere", "loadLibrary");
    }

    private static CodeWeaver weaver() {
        return CodeWeaver.ofApplication(
                CodeWeaverTest.class.getClassLoader(), Preemption.NONE, name -> name.startsWith("dev/faultline/"));
    }
}
