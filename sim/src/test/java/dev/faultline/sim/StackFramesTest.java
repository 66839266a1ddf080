package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that are woven are what the JVM's verifier takes, whatever is absent and however long the code is. */
@Tag("agent")
class StackFramesTest {
    /** A dependency that is not there when the program runs. */
    static class Absent {
        long size() {
            return System.nanoTime();
        }
    }

    /** Never takes the branches that need it; each of them needs a stack map frame with its type, or between it and another. */
    static final class Optional {
        private static final String FOUND;

        static {
            String found = "nothing";
            for (int i = 0; i < 2; i++) {
                if (System.nanoTime() < 0) {
                    Absent absent = new Absent();
                    found += absent.size();
                }
            }
            FOUND = found;
        }

        private long calls;

        private synchronized double merge(boolean wanted, long more, double factor) {
            for (int i = 0; i < 3; i++) {
                Object either = wanted ? new Absent() : new StringBuilder();
                Absent absent = System.nanoTime() < 0 ? new Absent() : null;
                if (absent != null) {
                    calls += absent.size();
                }
                calls += either.toString().isEmpty() ? more : 0;
            }
            return calls * factor;
        }

        private static synchronized String handled(int number) {
            Absent absent = null;
            try {
                return "number " + Integer.parseInt(String.valueOf(number));
            } catch (NumberFormatException e) {
                absent = new Absent();
                return "absent " + absent.size();
            } finally {
                System.out.println(System.nanoTime() > 0 ? "finally" : "never");
            }
        }

        public static void main(String[] arguments) {
            System.out.println(FOUND);
            System.out.println(new Optional().merge(arguments.length > 0, 2, 0.5));
            System.out.println(handled(7));
            System.out.println(new Optional().hashCode() == new Optional().hashCode());
        }
    }

    private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");

    @TempDir
    Path folder;

    @Test
    void aClassWithBranchesOverAnAbsentClassRunsAsLongAsTheyAreNotTaken() throws IOException {
        String file = Optional.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(folder.resolve(file).getParent());
        Files.copy(OneNode.testClasses().resolve(file), folder.resolve(file));

        for (Preemption preemption : List.of(Preemption.NONE, new Preemption(1, 1, 1))) {
            OneNode.Outcome outcome = OneNode.run(
                    SimulationOptions.withSeed(1).withPreemption(preemption),
                    Program.main(Optional.class.getName()),
                    spec -> spec.withClassPath(List.of(folder)));
            assertThat(outcome.lines()).containsExactly("nothing", "3.0", "finally", "number 7", "false");
        }
    }

    @Test
    void aJumpThatBecomesTooLongForItsInstructionIsWrittenAnotherWay() throws IOException {
        ClassDesc stream = ClassDesc.of("java.io.PrintStream");
        byte[] bytes = ClassFile.of()
                .build(
                        ClassDesc.of("Long"),
                        type -> type.withMethodBody(
                                "main",
                                MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String.arrayType()),
                                ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                code -> {
                                    var end = code.newLabel();
                                    code.aload(0).arraylength().ifeq(end);
                                    for (int i = 0; i < 8_000; i++) {
                                        code.getstatic(SYSTEM, "out", stream).pop();
                                    }
                                    code.labelBinding(end).getstatic(SYSTEM, "out", stream);
                                    code.iconst_5()
                                            .invokevirtual(
                                                    stream,
                                                    "println",
                                                    MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int))
                                            .return_();
                                }));
        Files.write(folder.resolve("Long.class"), bytes);
        OneNode.Outcome outcome = OneNode.run(
                SimulationOptions.withSeed(1), Program.main("Long"), spec -> spec.withClassPath(List.of(folder)));
        assertThat(outcome.lines()).containsExactly("5");
    }
}
