package dev.faultline.sim.internal.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.internal.jdk.process.AllocationHooks;
import dev.faultline.sim.internal.vm.HostClasses;
import dev.faultline.sim.internal.vm.ObjectSizes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AllocationProbesTest {
    private static final Set<String> ASKS = Set.of("madeObject", "makesArray", "makesArrays");

    /** Objects that are not complete yet, in branches and handlers, are what frames know by their places. */
    @Test
    void theVerifierTakesWhatIsWovenAndEveryPlaceHasItsProbe() throws IOException {
        ObjectSizes sizes = new ObjectSizes(HostClasses::fileOfJdk);
        int classes = 0;
        long places = 0;
        for (byte[] original : classFiles()) {
            ClassModel model = ClassFile.of().parse(original);
            byte[] woven = AllocationProbes.weave(HostClasses.HOST, sizes, original);
            String name = model.thisClass().asInternalName();
            assertThat(ClassFile.of().verify(woven)).as(name).isEmpty();
            long expected = count(model, AllocationProbesTest::allocates);
            assertThat(count(ClassFile.of().parse(woven), AllocationProbesTest::asks))
                    .as(name)
                    .isEqualTo(expected);
            classes++;
            places += expected;
        }
        assertThat(classes).isGreaterThan(300);
        assertThat(places).isGreaterThan(3_000);
    }

    private static List<byte[]> classFiles() throws IOException {
        Path util = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base/java/util");
        try (Stream<Path> files = Stream.concat(Files.list(util), Files.walk(Path.of("target/test-classes")))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(AllocationProbesTest::read)
                    .toList();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(ClassModel model, java.util.function.Predicate<CodeElement> which) {
        return model.methods().stream()
                .filter(method -> !method.methodName().equalsString("<clinit>"))
                .flatMap(AllocationProbesTest::code)
                .filter(which)
                .count();
    }

    private static Stream<CodeElement> code(MethodModel method) {
        return method.code().stream().flatMap(code -> code.elementStream());
    }

    private static boolean allocates(CodeElement element) {
        return switch (element) {
            case NewObjectInstruction _,
                    NewPrimitiveArrayInstruction _,
                    NewReferenceArrayInstruction _,
                    NewMultiArrayInstruction _ -> true;
            case InvokeInstruction call ->
                (call.owner().asInternalName().equals("java/nio/ByteBuffer")
                                && call.name().stringValue().startsWith("allocate"))
                        || (call.owner().asInternalName().equals("java/util/Arrays")
                                && call.name().equalsString("copyOf")
                                && call.typeSymbol().parameterCount() == 2);
            default -> false;
        };
    }

    private static boolean asks(CodeElement element) {
        return element instanceof InvokeInstruction call
                && call.owner()
                        .asInternalName()
                        .equals(AllocationHooks.class.getName().replace('.', '/'))
                && ASKS.contains(call.name().stringValue());
    }
}
