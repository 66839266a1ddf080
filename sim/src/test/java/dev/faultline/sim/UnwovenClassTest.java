package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.NodeCode.Effect;
import dev.faultline.sim.NodeCode.Fault;
import java.io.IOException;
import java.lang.classfile.AttributeMapper;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.BufWriter;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassReader;
import java.lang.classfile.CustomAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that are none, of which the JVM says so, and classes that it would take and that cannot be woven. */
@Tag("agent")
class UnwovenClassTest {
    private static final List<String> NONE = List.of("Short", "Cut", "Future");
    /** The JVM reads this attribute when it is asked for only. */
    private static final String LAZY = "RuntimeVisibleTypeAnnotations";

    @TempDir
    private Path folder;

    /** Defines what lies in the node's folder {@code /classes}. */
    static final class Own extends ClassLoader {
        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try {
                byte[] bytes = Files.readAllBytes(Path.of("/classes", name));
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** Loads classes of the class path, and the same ones by a loader of its own. */
    static final class Main {
        private Main() {}

        public static void main(String[] names) {
            for (String name : names) {
                load(name, Main.class.getClassLoader());
                load(name + "2", new Own());
            }
        }

        private static void load(String name, @Nullable ClassLoader loader) {
            try {
                System.out.println(Class.forName(name, true, loader).getName() + " is there");
            } catch (ClassNotFoundException | LinkageError e) {
                System.out.println(name + ": " + e.getClass().getSimpleName());
            }
        }
    }

    private record Outcome(List<String> lines, List<String> unmodelled, NodeCode.Seen seen) {}

    @BeforeEach
    void write() throws IOException {
        for (String suffix : List.of("", "2")) {
            byte[] whole = classFile("Future" + suffix);
            Path into = suffix.isEmpty() ? folder : Files.createDirectories(folder.resolve("own"));
            String ending = suffix.isEmpty() ? ".class" : "2";
            Files.write(into.resolve("Short" + ending), new byte[] {1, 2, 3});
            Files.write(into.resolve("Cut" + ending), Arrays.copyOf(classFile("Cut" + suffix), 6));
            Files.write(into.resolve("Good" + ending), classFile("Good" + suffix));
            Files.write(into.resolve("Odd" + ending), oddClassFile("Odd" + suffix));
            whole[7] = 99; // the major version
            Files.write(into.resolve("Future" + ending), whole);
        }
    }

    private static byte[] classFile(String name) {
        return ClassFile.of()
                .build(
                        ClassDesc.of(name),
                        type -> type.withMethodBody(
                                "run",
                                MethodTypeDesc.of(ConstantDescs.CD_void),
                                ClassFile.ACC_STATIC,
                                code -> code.return_()));
    }

    /** One whose code has an annotation of a place that is not there. */
    private static byte[] oddClassFile(String name) {
        String placeholder = "x".repeat(LAZY.length());
        byte[] bytes = ClassFile.of()
                .build(
                        ClassDesc.of(name),
                        type -> type.withMethodBody(
                                "run",
                                MethodTypeDesc.of(ConstantDescs.CD_void),
                                ClassFile.ACC_STATIC,
                                code -> code.return_().with(new RawAttribute(placeholder))));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.replace(placeholder, LAZY).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One annotation, of an instanceof far behind the end of the code. */
    private static final class RawAttribute extends CustomAttribute<RawAttribute> {
        RawAttribute(String name) {
            super(new AttributeMapper<>() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public RawAttribute readAttribute(AttributedElement enclosing, ClassReader reader, int at) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void writeAttribute(BufWriter out, RawAttribute attribute) {
                    out.writeIndex(out.constantPool().utf8Entry(name));
                    out.writeInt(10);
                    out.writeU2(1);
                    out.writeU1(0x43);
                    out.writeU2(60_000);
                    out.writeU1(0);
                    out.writeIndex(out.constantPool().utf8Entry("LA;"));
                    out.writeU2(0);
                }

                @Override
                public AttributeStability stability() {
                    return AttributeStability.STATELESS;
                }
            });
        }
    }

    private Outcome run(List<String> names, String methods) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(line));
            NodeSpec spec = NodeSpec.of("n", Program.main(Main.class.getName(), names.toArray(String[]::new)))
                    .withClassPath(List.of(OneNode.testClasses(), folder));
            for (String name : names) {
                spec = spec.withFile("/classes/" + name + "2", Files.readAllBytes(folder.resolve("own/" + name + "2")));
            }
            Node node = simulation.add(spec);
            Fault fault = new Fault(
                    MethodPattern.of(methods), 1, 1, Long.MAX_VALUE, new Effect.Throw("java.lang.Error", "no"));
            node.code().prepare(fault.methods());
            node.start();
            node.code().inject(fault);
            simulation.run(Duration.ofDays(1));
            return new Outcome(lines, simulation.unmodelled(), node.code().heal(fault));
        }
    }

    @Test
    void whatIsNoClassFileIsForTheJvmToSay() throws IOException {
        for (String methods : List.of("no.Such.method", "*.*")) {
            Outcome outcome = run(NONE, methods);
            assertThat(outcome.lines())
                    .containsExactly(
                            "Short: ClassFormatError",
                            "Short2: ClassFormatError",
                            "Cut: ClassFormatError",
                            "Cut2: ClassFormatError",
                            "Future: UnsupportedClassVersionError",
                            "Future2: UnsupportedClassVersionError");
            assertThat(outcome.unmodelled()).isEmpty();
        }
    }

    @Test
    void aClassThatCannotBeWovenIsRefusedAndTold() throws IOException {
        for (String methods : List.of("no.Such.method", "Odd*.*")) {
            Outcome outcome = run(List.of("Good", "Odd"), methods);
            assertThat(outcome.lines())
                    .containsExactly(
                            "Good is there", "Good2 is there", "Odd: ClassFormatError", "Odd2: ClassFormatError");
            assertThat(outcome.unmodelled())
                    .satisfiesExactly(
                            odd -> assertThat(odd).startsWith("class Odd, which cannot be woven: "),
                            odd -> assertThat(odd).startsWith("class Odd2, which cannot be woven: "));
        }
    }

    @Test
    void whatElseThereIsIsFoundBesideThem() throws IOException {
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            Node node = simulation.add(
                    NodeSpec.of("n", Program.main(Main.class.getName())).withClassPath(List.of(folder)));
            MethodPattern run = MethodPattern.of("**.run");
            assertThat(node.code().methods(run)).containsExactly("Good.run()");
            assertThat(node.code().others(run))
                    .anyMatch(other -> other.startsWith("Odd.run(), which cannot have a probe: "));
        }
    }
}
