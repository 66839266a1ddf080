package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

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
                "bench house --module colour|there is no such module; there are: examples, journal, sim, chaos",
                "bench house --uses sim colour|--uses colour: there is no such room; there are: bench",
                "bench house --uses sim|--uses",
                "bench house --sources nowhere|--sources nowhere is no folder",
                "bench house --classes nowhere|nowhere: there is no such jar or folder of classes",
                "bench house --classes pom.xml|pom.xml is neither a folder nor a jar",
                "bench house --quick|--quick",
                "bench sim --module sim|of bench house, not of bench sim",
                "check nothing-of-this-name.edn|nothing-of-this-name.edn",
                "check pom.xml|not a history",
                "check pom.xml --model colour|colour",
                "check pom.xml --level best|best",
                "check pom.xml --model register --memory much|--memory",
                "check pom.xml --model register --time soon|--time",
                "fly|there is no command 'fly'; commands: audit, bench",
                "hnut kv|did you mean 'hunt'?",
                "run kv --sed 4|there is no option '--sed'; did you mean '--seed'?",
                "run kv more|there is nothing that 'more' could be",
                "run kv --set bug=x --set bug=y|--set has bug twice, bug=x and bug=y",
                "doctor --main a.B --env A=1 --env A=2|--env has A twice",
                "run kv --set bug|value for option '--set' (KEY=VALUE) should be",
                "run kv --seed 010|a seed is a whole number",
                "run kv --seed 0x1ffffffffffffffff|a seed is from -9223372036854775808",
                "run kv --preempt 2|--preempt must be from 0 to 1, is 2.0",
                "run kv --preempt-sites NaN|--preempt-sites must be from 0 to 1",
                "run src|src is a folder",
                "hunt kv --jobs 0|--jobs must be from 1 to 256, is 0",
                "hunt kv --jobs 1000000|--jobs must be from 1 to 256, is 1,000,000",
                "hunt kv --jobs many|value for option '--jobs': 'many' is not a whole number",
                "hunt kv --time 99999999h|--time must be at most 10000h",
                "verify kv --seeds 0..9223372036854775807|at most 1,000,000,000 seeds",
                "verify kv --seeds 5..|must look like 1..20",
                "run kv --out pom.xml|pom.xml is a file",
                "run kv --out pom.xml/runs|pom.xml/runs",
                "run kv --out src|src holds main, which no run writes",
                "run kv --out /proc/nowhere|cannot make /proc/nowhere"
            })
    void badUsageSaysWhatIsWrongAndEndsWith254(String line, String word) {
        CommandOutcome outcome = CommandOutcome.of(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(254);
        assertThat(outcome.error()).contains(word).doesNotContain("option option", "Exception", "\tat ");
        assertThat(outcome.out()).isEmpty();
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
    void listAndAuditSpeakJson(@TempDir Path folder) {
        CommandOutcome list = CommandOutcome.of("list", "--json");
        assertThat(list.exitCode()).isZero();
        assertThat(list.out().lines())
                .allSatisfy(line -> assertThat(JsonMapper.shared()
                                .readTree(line)
                                .get("options")
                                .isArray())
                        .isTrue())
                .anySatisfy(line -> assertThat(
                                JsonMapper.shared().readTree(line).get("name").asString())
                        .isEqualTo("kv"));
        CommandOutcome none = CommandOutcome.of("audit", "--json", folder.toString());
        assertThat(none.exitCode()).isEqualTo(254);
    }

    /** Nobody can write there: the commands say so and do not end as if nothing were wrong. */
    @Test
    void whatCannotBeWrittenIsSaid(@TempDir Path folder) throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        try (FaultlineProcess list = new FaultlineProcess(folder, Path.of("/dev/full"), "list")) {
            assertThat(list.exitCode(60)).isEqualTo(254);
            assertThat(list.error()).contains("standard output cannot be written");
        }
    }

    @Test
    void aDiskThatRefusesEndsARunWithASentenceAndLeavesNothing(@TempDir Path folder) throws Exception {
        try (FaultlineProcess run = FaultlineProcess.withFilesOf(400, folder, "run", "kv", "--out", "full")) {
            assertThat(run.exitCode(120)).isEqualTo(254);
            assertThat(run.error())
                    .isEqualTo("faultline: cannot write full/unfinished/events.ndjson: file too large\n");
            assertThat(run.out()).isEmpty();
            assertThat(folder.resolve("full")).doesNotExist();
        }
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
