package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run nothing-of-this-name|nothing-of-this-name",
                "run zookeeper --set colour=red|colour",
                "run zookeeper --seed x|seed",
                "run zookeeper --env kubernetes|environment",
                "verify zookeeper --seeds 9..1|below the first",
                "hunt kv --time soon|--time",
                "bench cars|cars",
                "fly|fly"
            })
    void badUsageSaysWhatIsWrongAndEndsWith254(String line, String word) {
        Outcome outcome = execute(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(254);
        assertThat(outcome.error()).contains(word);
    }

    @Test
    void listNamesTheBuiltInExperimentsAndTheirOptions() {
        Outcome outcome = execute("list");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("zookeeper - ", "kv - ", "--set version=3.9.5", "--set bug=");
    }

    private record Outcome(int exitCode, String out, String error) {}

    private static Outcome execute(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        PrintStream realOut = System.out;
        PrintStream realError = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
        try {
            int exitCode = Main.commandLine().execute(words);
            return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(realOut);
            System.setErr(realError);
        }
    }
}
