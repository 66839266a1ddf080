package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That byte code is verified once for all processes must not be seen by any of them. */
@Tag("agent")
class BytecodeVerificationTest {
    private static final ClassDesc MISSING = ClassDesc.of("Missing");
    private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");

    @TempDir
    Path folder;

    @Test
    void whatTheVerifierRejectsIsRejectedInEveryProcess() throws IOException {
        write("Sound", code -> code.iconst_1().ireturn());
        write("IllTyped", code -> code.ldc("text").ireturn());
        // Only the missing class itself could tell whether it is a Thread.
        write(
                "Incomplete",
                code -> code.getstatic(ClassDesc.of("Sound"), "missing", MISSING)
                        .invokestatic(ClassDesc.of("Sound"), "take", MethodTypeDesc.of(ConstantDescs.CD_int, THREAD))
                        .ireturn());
        List<String> lines = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
                simulation.onOutput((node, line) -> lines.add(line));
                Node node = simulation.add(NodeSpec.of(
                                "node",
                                Program.main(
                                        NodePrograms.Initializes.class.getName(), "Sound", "IllTyped", "Incomplete"))
                        .withClassPath(List.of(OneNode.testClasses(), folder)));
                for (int life = 0; life < 3; life++) {
                    node.start();
                    var _ = simulation.run(Duration.ofSeconds(1));
                }
            }
        }
        assertThat(lines)
                .hasSize(6)
                .containsOnly("[Sound, IllTyped VerifyError, Incomplete NoClassDefFoundError: Missing]");
    }

    private void write(String name, Consumer<CodeBuilder> body) throws IOException {
        byte[] bytes = ClassFile.of()
                .build(
                        ClassDesc.of(name),
                        type -> type.withMethodBody(
                                "f",
                                MethodTypeDesc.of(ConstantDescs.CD_int),
                                ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                body));
        Files.write(folder.resolve(name + ".class"), bytes);
    }
}
