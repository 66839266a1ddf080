package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
    @Test
    void aDebuggerStaysWithTheJvmThatItIsAt() {
        List<String> flags = List.of(
                "-Xmx1g",
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=5005",
                "-Xrunjdwp:transport=dt_socket,server=y,address=5006",
                "-javaagent:faultline-sim.jar");

        List<String> command =
                ChildJvm.of(flags, "classes", "Main", List.of("word")).command();

        assertThat(command).contains("-Xmx1g", "-javaagent:faultline-sim.jar", "Main", "word");
        assertThat(command).noneMatch(word -> word.contains("jdwp"));
    }

    @Test
    void aMainClassNeedNotBePublic() throws Exception {
        Process child = ChildJvm.start(
                ChildJvm.of(List.of(), System.getProperty("java.class.path"), Greeting.class.getName(), List.of("word"))
                        .redirectErrorStream(true));
        try (var output = child.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readAllAsString()).isEqualTo("hello word");
        } finally {
            child.destroyForcibly();
        }
    }

    static final class Greeting {
        private Greeting() {}

        public static void main(String[] arguments) {
            System.out.print("hello " + arguments[0]);
        }
    }
}
