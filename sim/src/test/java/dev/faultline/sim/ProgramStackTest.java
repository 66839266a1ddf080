package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a program prints of a stack is what it prints on the JDK. */
@Tag("agent")
class ProgramStackTest {
    /** Fails in main, at once. */
    static final class Failing {
        private Failing() {}

        public static void main(String[] arguments) {
            new ArrayList<>(List.of(1)).forEach(_ -> {
                throw new IllegalStateException("no more");
            });
        }
    }

    private static List<String> frames(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("\\([A-Za-z]+\\.java:\\d+\\)", ""))
                .toList();
    }

    @Test
    void theStackOfMainEndsWithMain() {
        OneNode.Outcome outcome = OneNode.run(
                SimulationOptions.withSeed(1),
                new Program.Main(Failing.class.getName(), List.of()),
                spec -> spec.withClassPath(List.of(OneNode.testClasses())));

        String type = Failing.class.getName();
        assertThat(frames(outcome.lines()))
                .containsExactly(
                        "Exception in thread \"main\" java.lang.IllegalStateException: no more",
                        "\tat " + type + ".lambda$main$0",
                        "\tat java.base/java.util.ArrayList.forEach",
                        "\tat " + type + ".main");
    }
}
