package dev.faultline.sim.internal.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.NodeCode.Effect;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fault makes of a program's classes, and what it says of those that cannot be used. */
class MadeTest {
    @TempDir
    private Path folder;

    private final List<String> names = new ArrayList<>();
    private URLClassLoader loader = new URLClassLoader(new URL[0]);

    @BeforeEach
    void compile() throws IOException {
        source("Above", "public class Above extends Exception { }");
        source("Orphan", "public class Orphan extends Above { }");
        source("Failing", "public class Failing extends Exception { static int n = Integer.parseInt(\"no\"); }");
        source("Fussy", "public class Fussy extends Exception { Fussy(String text) { Integer.parseInt(text); } }");
        source(
                "Needy",
                "public class Needy extends Exception { Needy(Above above) { } public Needy(String text) { } }");
        source("Level", "public enum Level { LOW, HIGH }");
        source("Broken", "public enum Broken { ONE; static int n = Integer.parseInt(\"no\"); }");
        source("Service", "public class Service { static { System.setProperty(\"madeTest\", \"initialised\"); } }");
        List<String> arguments = new ArrayList<>(List.of("-d", folder.toString()));
        names.forEach(name -> arguments.add(folder.resolve(name + ".java").toString()));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        Files.delete(folder.resolve("Above.class"));
        loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
    }

    @AfterEach
    void close() throws IOException {
        loader.close();
    }

    private void source(String name, String text) throws IOException {
        names.add(name);
        Files.writeString(folder.resolve(name + ".java"), text);
    }

    @Test
    void whyAnExceptionCannotBeMadeIsToldAsItIs() {
        assertThat(thrown("Absent")).isEqualTo("there is no class Absent");
        assertThat(thrown("Orphan")).isEqualTo("class Orphan cannot be used: java.lang.NoClassDefFoundError: Above");
        assertThat(thrown("Needy")).isEqualTo("class Needy cannot be used: java.lang.NoClassDefFoundError: Above");
        assertThat(thrown("Failing"))
                .isEqualTo("class Failing cannot be used: java.lang.NumberFormatException: For input string: \"no\"");
        assertThat(thrown("Failing"))
                .startsWith("class Failing cannot be used: java.lang.NoClassDefFoundError: Could not initialize class"
                        + " Failing");
        assertThat(thrown("Fussy"))
                .isEqualTo("Fussy could not be made: java.lang.NumberFormatException: For input string: \"said\"");
    }

    @Test
    void whyAValueCannotBeMadeIsToldAsItIs() {
        assertThat(returned("ONE", "()LAbsent;")).isEqualTo("there is no class Absent");
        assertThat(returned("empty", "()[LOrphan;"))
                .isEqualTo("class Orphan cannot be used: java.lang.NoClassDefFoundError: Above");
        assertThat(returned("ONE", "()LBroken;"))
                .isEqualTo("class Broken cannot be used: java.lang.NumberFormatException: For input string: \"no\"");
        assertThat(returned("ONE", "()LLevel;"))
                .as("there is just no such constant")
                .isEmpty();
    }

    @Test
    void aConstantMayBeOfAnEnumWithoutAPackage() {
        assertThat(ReturnValue.of("HIGH", "()LLevel;", loader).value()).hasToString("HIGH");
    }

    @Test
    void aClassThatIsNoEnumIsNotInitialised() {
        assertThat(returned("HIGH", "()LService;")).isEmpty();
        assertThat(System.getProperty("madeTest")).isNull();
    }

    private String thrown(String exception) {
        Made made = Thrown.of(new Effect.Throw(exception, "said"), loader);
        assertThat(made.value()).isNull();
        return made.refusal();
    }

    private String returned(String value, String descriptor) {
        Made made = ReturnValue.of(value, descriptor, loader);
        assertThat(made.value()).isNull();
        return made.refusal();
    }
}
