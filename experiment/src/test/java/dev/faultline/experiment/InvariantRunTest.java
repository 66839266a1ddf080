package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.faultline.invariant.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose file says what must hold. */
class InvariantRunTest {
    private static final String BANK = """
        name = "bank"
        [system]
        class-path = ["CLASSES"]
        nodes = ["n1"]
        main = "dev.faultline.experiment.Servers$Bank"
        arguments = ["WHAT"]
        [client]
        class = "none"
        [workload]
        duration = "8s"
        [[check.invariant]]
        name = "no money is made or lost"
        holds = "sum(balance) == 300"
        at = "change"
        [[check.invariant]]
        name = "nobody owes"
        holds = "all(a in people: balance[a] >= 0) and sum(balance) == old(sum(balance))"
        at = ["every 2s"]
        [check.groups]
        people = ["alice", "bob"]
        """;

    private static final String REGISTERS = """
        name = "registers"
        [system]
        class-path = ["CLASSES"]
        nodes = ["n1", "n2"]
        main = "dev.faultline.experiment.Servers$SERVER"
        arguments = ["${node.name}", "${nodes}"]
        [client]
        class = "dev.faultline.workload.LineClient"
        artifacts = ["faultline:workload"]
        [client.settings]
        port = 7000
        [workload]
        clients = 1
        keys = 1
        duration = "10s"
        [[check.invariant]]
        name = "reads see what was written"
        holds = 'f == "read" and outcome == "ok" implies result == write(key)'
        """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        right  | VALID     | INVARIANT
        loses  | VIOLATION | INVARIANT
        silent | UNKNOWN   | NOT_EXERCISED
        """)
    void aRunIsWhatItsInvariantsAre(String what, String kind, String ground) {
        RunResult result = Trials.run(BANK.replace("WHAT", what), 1);

        assertThat(result.verdict().kind().name())
                .as(result.verdict().sentence())
                .isEqualTo(kind);
        assertThat(result.verdict().ground().name()).isEqualTo(ground);
        assertThat(result.invariants()).hasSize(2);
    }

    @Test
    void aViolationIsToldEverywhere() throws Exception {
        List<Violation> told = new ArrayList<>();
        RunResult result = Trials.run(
                BANK.replace("WHAT", "loses"),
                1,
                RunOptions.standard().into(folder.resolve("run")).withViolations(told::add));

        Violation first = result.invariants().getFirst().first().orElseThrow();
        assertThat(result.verdict().sentence())
                .isEqualTo(first.sentence())
                .startsWith("Invariant \"no money is made or lost\" does not hold at 3.")
                .contains("n1 printed \"INFO faultline probe balance.alice 70 balance.bob 229\", event ")
                .contains(": expected sum(balance) == 300, but sum(balance) is 299\n")
                .contains("balance.alice was 80, is 70\n    balance.bob was 220, is 229")
                .containsPattern("caused by event \\d+, \\w+ at n1");
        assertThat(told).contains(first).hasSizeGreaterThan(1);
        List<String> events = Files.readAllLines(folder.resolve("run").resolve("events.ndjson"));
        assertThat(events.get((int) first.occasion().event())).contains("\"LinePrinted\"", "balance.bob 229");
        assertThat(folder.resolve("run/verdict.json"))
                .content()
                .contains("\"invariants\"", "\"expected\" : \"sum(balance) == 300\"", "\"before\" : \"220\"");
        assertThat(folder.resolve("run/report.html"))
                .content()
                .contains("What had to hold", "no money is made or lost", "caused by event ");
        assertThat(RunAudit.of(folder.resolve("run")).faults()).isEmpty();
        assertThat(Trials.run(BANK.replace("WHAT", "loses"), 1).invariants()).isEqualTo(result.invariants());
    }

    @Test
    void theRunStopsThereIfItIsToldTo() {
        RunResult result = Trials.run(
                BANK.replace("WHAT", "loses"), 1, RunOptions.standard().with(AtViolation.STOP));

        assertThat(result.stoppedAtViolation()).isTrue();
        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.VIOLATION);
        assertThat(result.counts().virtualNanos())
                .isEqualTo(result.invariants()
                        .getFirst()
                        .first()
                        .orElseThrow()
                        .occasion()
                        .atNanos());
    }

    @Test
    void itStopsAlsoWhereOnlyPeriodsAreLookedAt() {
        String rarely = BANK.replace("WHAT", "loses").replace("at = \"change\"", "at = \"every 3500ms\"");
        RunResult result = Trials.run(rarely, 1, RunOptions.standard().with(AtViolation.STOP));

        Violation first = result.invariants().getFirst().first().orElseThrow();
        assertThat(first.occasion().atNanos()).isEqualTo(3_500_000_000L);
        assertThat(first.change().orElseThrow().what()).contains("balance.bob 229");
        assertThat(result.stoppedAtViolation()).isTrue();
        assertThat(result.counts().virtualNanos()).isLessThan(5_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exits", "hangs"})
    void halfALineIsNoProbe(String what) {
        RunResult result = Trials.run(BANK.replace("WHAT", what), 1);

        assertThat(result.invariants().getFirst().held()).isEqualTo(3);
        assertThat(result.invariants().getFirst().violated()).isZero();
    }

    @Test
    void linesThatCannotBeReadAreCounted() throws Exception {
        String talker = BANK.replace("Servers$Bank", "Servers$Talker").replace("WHAT", "faultline probe balance.a 1");
        RunResult result = Trials.run(talker, 1, RunOptions.standard().into(folder.resolve("run")));

        assertThat(result.unread().begun()).isEqualTo(9);
        assertThat(result.verdict().sentence()).contains("; so did 8 lines more");
        assertThat(folder.resolve("run/verdict.json")).content().contains("\"begun\" : 9");
        assertThat(folder.resolve("run/report.html")).content().contains("9 lines that begin like a probe");
    }

    @Test
    void whatNobodyPublishedIsNamedFirst() {
        RunResult silent = Trials.run(BANK.replace("WHAT", "silent"), 1);
        assertThat(silent.verdict().sentence())
                .startsWith(
                        "invariant \"no money is made or lost\" names balance, which nobody has published; nothing at"
                                + " all");

        RunResult misspelt = Trials.run(BANK.replace("WHAT", "right").replace("balance[a]", "balence[a]"), 1);
        assertThat(misspelt.verdict().kind()).isEqualTo(RunResult.Kind.UNKNOWN);
        assertThat(misspelt.verdict().sentence())
                .startsWith("invariant \"nobody owes\" names balence.*, which nobody has published");
    }

    @ParameterizedTest
    @CsvSource({"Forwarding, VALID", "LastIsStale, VIOLATION"})
    void operationsOfClientsAreLookedAt(String server, String kind) {
        RunResult result = Trials.run(
                REGISTERS.replace("SERVER", server), 1, RunOptions.standard().into(folder.resolve("run")));

        assertThat(result.verdict().kind().name())
                .as(result.verdict().sentence())
                .isEqualTo(kind);
        assertThat(result.invariants().getFirst().looks())
                .isEqualTo(result.counts().ok()
                        + result.counts().failed()
                        + result.counts().unknown());
        assertThat(result.verdict().sentence().contains("Invariant \"reads see what was written\" does not hold"))
                .isEqualTo(kind.equals("VIOLATION"));
        if (kind.equals("VIOLATION")) {
            assertThat(folder.resolve("run/verdict.json"))
                    .content()
                    .containsPattern("\"operation\" : \\{\\s*\"f\" : \"read\",\\s*\"key\" : \"k1\",");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        holds = "sum(balance) == 300"  | holds = "sum(balance = 300"  | check.invariant[0].holds: line 1, column 13 of it: '=' is unknown; write '=='
        holds = "sum(balance) == 300"  |                              | check.invariant[0].holds: is missing; it is what must hold
        holds = "sum(balance) == 300"  | holds = "1 == 1"             | check.invariant[0].holds: names nothing that could change
        holds = "sum(balance) == 300"  | holds = "key == 1"           | check.invariant[0].holds: asks for operations, and there is no client
        at = "change"                  |                              | check.invariant[0].at: there are no operations
        at = "change"                  | at = "evry 3s"               | check.invariant[0].at: 'evry 3s' is no moment; write "operation", "change"
        at = "change"                  | at = "event NodeStartd"      | check.invariant[0].at: event 'NodeStartd' is unknown; did you mean 'NodeStarted'?
        at = "change"                  | when = "change"              | check.invariant[0].when: unknown key
        name = "nobody owes"           | name = "no money is made or lost" | check.invariant[1].name: there is another invariant
        people = ["alice", "bob"]      | persons = ["alice", "bob"]   | check.groups.persons: is not used: no invariant goes through it
        holds = "sum(balance) == 300"  | holds = 'invariant "money": sum(balance) == 300' | check.invariant[0].holds: calls itself 'money', and its name is 'no money
        holds = "sum(balance) == 300"  | holds = "for group(people): balance == 300" | check.invariant[0].holds: line 1, column 1 of it: 'for group' is about
        people = ["alice", "bob"]      | people = []                  | check.groups.people: must be a list of names of objects
        """)
    void aMistakeInTheFileIsToldWithItsPlace(String good, String bad, String problem) {
        String text = BANK.replace("WHAT", "right");
        assertThat(text).contains(good);
        ExperimentException refused = catchThrowableOfType(
                ExperimentException.class, () -> Trials.read(text.replace(good, bad == null ? "" : bad)));

        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.getMessage()).contains(problem).matches("(?s)trial.toml:\\d+:\\d+: .*");
    }
}
