package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run nothing-of-this-name|nothing-of-this-name",
                "run zookeeper --set colour=red|colour",
                "run zookeeper --seed x|seed",
                "run zookeeper --env kubernetes|environment",
                "run kafka --stop-at-violation|its model is log",
                "hunt kafka --stop-at-violation|its model is log",
                "verify zookeeper --seeds 9..1|below the first",
                "hunt kv --time soon|--time",
                "bench cars|cars",
                "bench oracles --only colour|colour",
                "bench oracles --count 0|--count",
                "bench bounds --only colour|colour",
                "bench sim --only colour|colour",
                "bench checkers --only unique-25,colour|colour",
                "check nothing-of-this-name.edn|nothing-of-this-name.edn",
                "check pom.xml|not a history",
                "check pom.xml --model colour|colour",
                "check pom.xml --level best|best",
                "check pom.xml --model register --memory much|--memory",
                "check pom.xml --model register --time soon|--time",
                "fly|fly"
            })
    void badUsageSaysWhatIsWrongAndEndsWith254(String line, String word) {
        CommandOutcome outcome = CommandOutcome.of(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(254);
        assertThat(outcome.error()).contains(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "replay", "hunt", "verify", "doctor", "check", "audit", "list", "bench"})
    void everyCommandExplainsItself(String command) {
        CommandOutcome outcome = CommandOutcome.of(command, "--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("Usage: faultline ").contains("--help");
    }

    @Test
    void listNamesTheBuiltInExperimentsAndTheirOptions() {
        CommandOutcome outcome = CommandOutcome.of("list");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("zookeeper - ", "kv - ", "--set version=3.9.5", "--set bug=");
    }

    @Test
    void checkAnswersByItsExitCodeAndSaysWhatItGuessed(@TempDir Path folder) throws IOException {
        Path history = folder.resolve("history.jsonl");
        String write = """
            {"index":0,"time":1,"process":0,"type":"invoke","f":"write","key":"k","value":"1"}
            {"index":1,"time":2,"process":0,"type":"ok","f":"write","key":"k","value":"1"}
            {"index":2,"time":3,"process":1,"type":"invoke","f":"read","key":"k","value":null}
            """;
        String answer =
                "{\"index\":3,\"time\":4,\"process\":1,\"type\":\"ok\",\"f\":\"read\",\"key\":\"k\",\"value\":%s}\n";
        Files.writeString(history, write + answer.formatted("\"1\""));
        CommandOutcome valid = CommandOutcome.of("check", history.toString());
        assertThat(valid.exitCode()).isZero();
        assertThat(valid.out()).contains("VALID", "model register (guessed from the content)");

        Files.writeString(history, write + answer.formatted("null"));
        CommandOutcome violation = CommandOutcome.of("check", history.toString(), "--model", "register", "--json");
        assertThat(violation.exitCode()).isEqualTo(1);
        assertThat(violation.out()).contains("\"VIOLATION\"", "\"minimal\":true", "\"leftOut\"");

        CommandOutcome sequential = CommandOutcome.of("check", history.toString(), "--level", "sequential");
        assertThat(sequential.exitCode()).isZero();

        CommandOutcome unknown = CommandOutcome.of("check", history.toString(), "--memory", "500");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.out()).contains("memory");

        Files.writeString(history, write + write);
        CommandOutcome malformed = CommandOutcome.of("check", history.toString());
        assertThat(malformed.exitCode()).isEqualTo(254);
        assertThat(malformed.error()).contains("history.jsonl:4:", "index 0 comes after index 2");
    }
}
