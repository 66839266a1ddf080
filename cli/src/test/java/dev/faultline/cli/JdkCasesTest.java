package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.sim.Ending;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The programs of the shared folder's {@code cases/jdk}: what each prints in the simulator, against what it prints on the JDK
 * or, where a reason stands in jdk-cases.txt, against what was decided instead.
 */
class JdkCasesTest {
    private static final Duration TIME_MAX = Duration.ofSeconds(60);

    @TempDir
    private static Path classes;

    private static Path folder = Path.of("../shared");

    @BeforeAll
    static void compile() throws IOException {
        String given = System.getProperty("faultline.shared");
        folder = Stream.of(given == null ? "../../shared" : given, "../shared")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElse(Path.of("../shared"))
                .resolve("cases/jdk");
        assumeTrue(Files.exists(folder), "the shared cases are not here: " + folder);
        List<String> words = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString()));
        try (Stream<Path> files = Files.list(folder)) {
            files.map(Path::toString)
                    .filter(name -> name.endsWith(".java"))
                    .sorted()
                    .forEach(words::add);
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        var files = compiler.getStandardFileManager(null, null, null);
        StringWriter messages = new StringWriter();
        boolean compiled = compiler.getTask(
                        messages,
                        files,
                        null,
                        words.subList(0, 4),
                        null,
                        files.getJavaFileObjectsFromStrings(words.subList(4, words.size())))
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();
        Files.delete(classes.resolve("OptionalDep$Missing.class")); // the dependency that is not there
    }

    static List<JdkCase> cases() throws IOException {
        try (var in = Objects.requireNonNull(JdkCasesTest.class.getResourceAsStream("/jdk-cases.txt"))) {
            return JdkCase.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void printsWhatTheJdkPrintsOrWhatIsSaidInstead(JdkCase each) {
        List<String> printed = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> printed.add(each.nodes() == 1 ? line : node.name() + " " + line));
            for (int number = 1; number <= each.nodes(); number++) {
                Program program = new Program.Main(each.main(), each.arguments());
                simulation
                        .add(NodeSpec.of("n" + number, program).withClassPath(List.of(classes)))
                        .start();
            }
            Ending ending = simulation.run(TIME_MAX);
            assertThat(each.differences(printed)).as("%s", each).isEmpty();
            assertThat(ending.getClass().getSimpleName()).as("%s", each).isEqualTo(each.ending());
        }
    }

    @Test
    void everyProgramIsACase() throws IOException {
        List<String> mains = cases().stream().map(JdkCase::main).toList();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.endsWith(".java"))
                            .map(name -> name.replace(".java", "")))
                    .isSubsetOf(mains);
        }
    }

    /** What the cases say of the JDK is what the folder says, where it does. */
    @Test
    void theRowsOfTheFolderAreThoseOfTheCase() throws IOException {
        JdkCase repro = cases().stream()
                .filter(each -> each.main().equals("Repro"))
                .findFirst()
                .orElseThrow();
        assertThat(repro.onJdk()).isEqualTo(Files.readAllLines(folder.resolve("expected-on-jdk.txt")));
    }
}
