package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.faultline.invariant.Violation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose invariants are about the state of nodes, which print nothing. */
class StateProbeRunTest {
    private static final String VAULT = """
        name = "vault"
        [system]
        class-path = ["CLASSES"]
        nodes = ["n1", "n2"]
        main = "dev.faultline.experiment.Vault"
        arguments = ["WHAT"]
        [client]
        class = "none"
        [workload]
        duration = "6s"
        """;

    private static final String FIELD = """
        [[check.probe]]
        name = "balance"
        class = "dev.faultline.experiment.Vault"
        field = "accounts[*].cents"
        [[check.invariant]]
        name = "no money is made or lost"
        holds = "all(n in @*: @n.balance.alice + @n.balance.bob == 300)"
        at = "change"
        """;

    private static final String CODE = """
        [[check.probe]]
        name = "audit"
        code = "dev.faultline.experiment.VaultAudit"
        at = "every 250ms"
        [[check.invariant]]
        name = "no money is made or lost"
        holds = "all(n in @*: @n.audit.total == 300)"
        at = "change"
        """;

    private static final String MBEAN = """
        [[check.probe]]
        name = "balance"
        mbean = "bank:type=Account,*"
        attribute = "Cents"
        part = "name"
        [[check.invariant]]
        name = "no money is made or lost"
        holds = "all(n in @*: @n.balance.alice + @n.balance.bob == 300)"
        at = "every 1s"
        """;

    @TempDir
    private Path folder;

    private RunResult run(String what, String check) {
        return Trials.run(
                VAULT.replace("WHAT", what) + check, 1, RunOptions.standard().into(folder.resolve("run")));
    }

    private String written(String file) throws IOException {
        return Files.readString(folder.resolve("run").resolve(file));
    }

    private static String check(String kind) {
        return switch (kind) {
            case "field" -> FIELD;
            case "code" -> CODE;
            default -> MBEAN;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "field, right, VALID",
        "field, loses, VIOLATION",
        "field, empty, UNKNOWN",
        "code, right, VALID",
        "code, loses, VIOLATION",
        "mbean, right, VALID",
        "mbean, loses, VIOLATION",
        "mbean, empty, UNKNOWN"
    })
    void aRunIsWhatItsStateIs(String kind, String what, String verdict) throws IOException {
        RunResult result = run(what, check(kind));
        String events = written("events.ndjson");

        assertThat(result.verdict().kind().name())
                .as(result.verdict().sentence())
                .isEqualTo(verdict);
        RunResult again = run(what, check(kind));
        assertThat(again.fingerprint()).isEqualTo(result.fingerprint());
        assertThat(again.probes()).isEqualTo(result.probes());
        assertThat(again.verdict().sentence()).isEqualTo(result.verdict().sentence());
        assertThat(written("events.ndjson")).isEqualTo(events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"turn", "every 300ms"})
    void aFieldThatIsReadChangesNothingOfTheRun(String at) throws IOException {
        String printed = """
            [[check.invariant]]
            name = "nothing"
            holds = "not known(nothing)"
            at = "change"
            """;
        RunResult without = run("right", printed);
        String events = written("events.ndjson");
        RunResult with = run("right", FIELD.replace("[*].cents\"", "[*].cents\"\nat = \"" + at + "\""));

        assertThat(with.verdict().kind()).isEqualTo(RunResult.Kind.VALID);
        assertThat(with.probes().getFirst().nodes())
                .allSatisfy(node -> assertThat(node.changes()).isGreaterThan(15));
        assertThat(written("events.ndjson")).isEqualTo(events);
        assertThat(with.fingerprint()).isEqualTo(without.fingerprint());
    }

    @Test
    void aViolationSaysWhereTheValueCameFrom() throws IOException {
        RunResult result = run("loses", FIELD);
        Violation violation = result.invariants().getFirst().first().orElseThrow();

        assertThat(violation.sentence())
                .startsWith("Invariant \"no money is made or lost\" does not hold at 3.")
                .containsPattern(
                        "after n[12] has balance.alice = 99, balance.bob = 200 in field accounts\\[\\*].cents of"
                                + " dev.faultline.experiment.Vault: expected")
                .containsPattern("@n[12].balance.bob was 210, is 200")
                .containsPattern("caused by event \\d+, \\w+ at n[12]");
        assertThat(violation.occasion().atNanos()).isBetween(3_100_000_000L, 3_500_000_000L);
        assertThat(written("verdict.json"))
                .contains(
                        "\"probes\" : [ {",
                        "\"source\" : \"field accounts[*].cents of dev.faultline.experiment.Vault\"");
        assertThat(written("report.html"))
                .contains("What was read of the state of the nodes", "field accounts[*].cents of");
    }

    @Test
    void whatAThreadOfTheNodeReadsIsAnEventThatAViolationNames() throws IOException {
        RunResult result = run("loses", CODE);
        Violation violation = result.invariants().getFirst().first().orElseThrow();

        assertThat(violation.occasion().what())
                .matches("n[12] has audit.total = 29\\d, audit.transfers = \\d+ in code"
                        + " dev.faultline.experiment.VaultAudit");
        assertThat(written("events.ndjson").lines().toList().get((int)
                        violation.occasion().event()))
                .contains("\"ProbeRead\"", "\"subnode\":\"probe audit\"", "audit.total = 29");
        assertThat(result.probes().getFirst().nodes().getFirst().absent())
                .hasValueSatisfying(why -> assertThat(why).startsWith("it threw java.lang.NullPointerException"));
    }

    @Test
    void theStateOfANodeThatIsKilledIsGoneUntilItRunsAgain() {
        String killed = """
            [faults]
            schedule = "2s kill n1 for 2s"
            [[check.probe]]
            name = "transfers"
            class = "dev.faultline.experiment.Vault"
            field = "open.transfers"
            at = "every 100ms"
            [[check.invariant]]
            name = "n1 has counted on"
            holds = "@n1.transfers >= old(@n1.transfers)"
            at = "change"
            [[check.invariant]]
            name = "two there"
            holds = "count(n in @*: known(@n.transfers)) >= 2 or @n2.transfers < 10 or @n2.transfers > 20"
            at = "change"
            """;
        RunResult result = Trials.run(VAULT.replace("WHAT", "right") + killed, 1);

        assertThat(result.invariants().getFirst().violated())
                .as("not counted from the start again")
                .isZero();
        assertThat(result.invariants().getLast().violated()).as("n1 is away").isPositive();
        ProbeAccount.OfNode n1 = result.probes().getFirst().nodes().getFirst();
        ProbeAccount.OfNode n2 = result.probes().getFirst().nodes().getLast();
        assertThat(n1.found()).isLessThan(n2.found() - 20);
    }

    /** Everybody sees what a node had last, until it goes down; and what another had later for longer. */
    @Test
    void whatEverybodySeesOfANodeEndsWithIt() {
        String queue = """
            [[check.probe]]
            name = "balance"
            nodes = ["n1"]
            class = "dev.faultline.experiment.Vault"
            field = "accounts[*].cents"
            [[check.probe]]
            name = "keeper"
            class = "dev.faultline.experiment.Vault"
            field = "keeper"
            [[check.invariant]]
            name = "two accounts"
            holds = "count(balance) == 2"
            at = "change"
            [[check.invariant]]
            name = "not the one that is down"
            holds = "known(balance)"
            at = "every 100ms"
            [[check.invariant]]
            name = "somebody keeps it"
            holds = "known(keeper)"
            at = "change"
            """;
        String all = VAULT.replace("WHAT", "right") + queue;
        RunResult whole = Trials.run(all, 1);
        RunResult killed = Trials.run(all + "[faults]\nschedule = \"2s kill n1 for 2s\"\n", 1);
        RunResult other = Trials.run(all + "[faults]\nschedule = \"2s kill n2 for 2s\"\n", 1);

        assertThat(whole.invariants())
                .allSatisfy(each -> assertThat(each.violated()).isZero());
        assertThat(killed.invariants().get(0).first().orElseThrow().sentence())
                .startsWith("Invariant \"two accounts\" does not hold at 2.")
                .contains("after n1 went down", "balance.alice was", "is not known");
        assertThat(killed.invariants().get(0).violated()).isEqualTo(1);
        assertThat(killed.invariants().get(1).violated()).isEqualTo(1);
        assertThat(other.invariants().get(0).violated()).isZero();
        assertThat(killed.invariants().get(2).violated()
                        + other.invariants().get(2).violated())
                .as("only one of them had it last")
                .isEqualTo(1);
    }

    @Test
    void codeThatHasFailedIsAskedAgain() throws IOException {
        RunResult result = run(
                "right", CODE.replace("VaultAudit", "FailingAudit").replace("@n.audit.total == 300", "@n.audit <= 9"));

        assertThat(written("events.ndjson")).contains("audit = 1", "no audit", "audit = 3", "audit = 5");
        assertThat(result.probes().getFirst().nodes())
                .allSatisfy(
                        node -> assertThat(node.absent()).hasValue("it threw java.lang.OutOfMemoryError: none left"));
    }

    @Test
    void whatAProbeThatHasGoneBlindDidNotSeeIsNotTested() {
        String blind = CODE.replace("VaultAudit", "BlindAudit").replace("@n.audit.total == 300", "@n.audit <= 9");
        RunResult result = run("right", blind);

        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.UNKNOWN);
        assertThat(result.verdict().sentence())
                .contains("probe \"audit\"", "and then none", "blind", "optional = true");
        RunResult optional = run("right", blind.replace("name = \"audit\"\n", "name = \"audit\"\noptional = true\n"));
        assertThat(optional.verdict().kind()).as(optional.verdict().sentence()).isEqualTo(RunResult.Kind.VALID);
    }

    @Test
    void codeThatDoesNotComeBackSawNothingOfWhatCameLater() {
        RunResult result = run(
                "right", CODE.replace("VaultAudit", "BlockedAudit").replace("@n.audit.total == 300", "@n.audit <= 9"));

        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.UNKNOWN);
        assertThat(result.verdict().sentence()).contains("probe \"audit\"", "did not come back");
    }

    /** What is read at the end of a period is read at the first moment after it; an event in between may be what led to it. */
    @Test
    void whatLedToAValueIsNotLaterThanIt() {
        List<Violation> violations = new ArrayList<>();
        Trials.run(
                VAULT.replace("WHAT", "right")
                        + "[[faults.step]]\nat = '2s'\nevery = '61ms'\ntimes = 40\nfault = 'pause n1 for 30ms'\n"
                        + """
                        [[check.probe]]
                        name = "transfers"
                        nodes = ["n1"]
                        class = "dev.faultline.experiment.Vault"
                        field = "open.transfers"
                        at = "every 50ms"
                        [[check.invariant]]
                        name = "none"
                        holds = "transfers < 0"
                        at = "change"
                        """,
                1,
                RunOptions.standard().withViolations(violations::add));

        assertThat(violations).hasSizeGreaterThan(20).allSatisfy(violation -> {
            Matcher at = Pattern.compile(", ([\\d.]+) s$")
                    .matcher(violation.occasion().causes().getFirst().what());
            assertThat(at.find()).isTrue();
            assertThat(new BigDecimal(at.group(1)).movePointRight(9).longValueExact())
                    .isLessThanOrEqualTo(violation.occasion().atNanos());
        });
    }

    @ParameterizedTest
    @CsvSource({"balance, balance.alice", "balance.alice, balance"})
    void aProbeWhoseNameIsTheBeginningOfAnothersIsRefused(String one, String other) {
        String second = """
            [[check.probe]]
            name = "OTHER"
            class = "dev.faultline.experiment.Vault"
            field = "keeper"
            """;
        String text = VAULT + FIELD.replace("\"balance\"", "\"" + one + "\"") + second.replace("OTHER", other);
        assertThat(catchThrowableOfType(ExperimentException.class, () -> Trials.read(text))
                        .getMessage())
                .matches("(?s)trial.toml:\\d+:\\d+: .*")
                .contains("check.probe[1].name: '" + other + "' and the probe '" + one + "' begin alike");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        accounts[*].cents | door.name.length | probe "balance", field door.name.length of dev.faultline.experiment.Vault, never had a value: on n1, n2 class java.lang.String has no field 'length'
        accounts[*].cents | accounts[*] | on n1, n2 an object of class dev.faultline.experiment.Vault$Account is no value; go on to one of its fields
        Vault"            | Forgetful"      | there is no class dev.faultline.experiment.Forgetful in the class path: [test-classes]
        accounts[*].cents | acounts[*].cents | check.probe[0].field: class dev.faultline.experiment.Vault has no field 'acounts'; did you mean 'accounts'?
        Vault"            | Servers$Mortal" | class dev.faultline.experiment.Servers$Mortal has no field 'accounts'; there are no fields
        """)
    void whatNeverHasAValueIsNotPassedOver(String good, String bad, String problem) {
        assertThat(FIELD).contains(good);
        String sentence;
        try {
            RunResult result = run("right", FIELD.replace(good, bad));
            assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.UNKNOWN);
            sentence = result.verdict().sentence();
        } catch (ExperimentException e) {
            sentence = e.getMessage();
            assertThat(sentence).matches("(?s)trial.toml:1[34]:1: check.probe\\[0].*");
        }
        assertThat(sentence).contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        field = "accounts[*].cents" | field = "accounts[*.cents"     | check.probe[0].field: column 17 of it: ']' must stand here
        field = "accounts[*].cents" | field = "accounts.get()"       | check.probe[0].field: column 13 of it: no method is called but size()
        field = "accounts[*].cents" | field = "size().x"             | check.probe[0].field: column 5 of it: no method is called
        field = "accounts[*].cents" | field = "accounts.size().x"    | check.probe[0].field: column 16 of it: nothing may follow size()
        field = "accounts[*].cents" |                                | check.probe[0].name: a probe says where it is read: field with class
        field = "accounts[*].cents" | code = "a.B"                   | check.probe[0].class: unknown key
        field = "accounts[*].cents" | field = "x"#nodes = ["n3"]     | check.probe[0].nodes: 'n3' is no node; did you mean 'n1'? nodes: n1, n2
        field = "accounts[*].cents" | field = "x"#nodes = "some"     | check.probe[0].nodes: must be "all" or a list of nodes, is 'some'
        field = "accounts[*].cents" | field = "x"#at = "change"      | check.probe[0].at: 'change' is not when a probe is read; write "turn"
        field = "accounts[*].cents" | field = "x"#at = "every 3"     | check.probe[0].at: 'every' needs a whole number
        field = "accounts[*].cents" | field = "x"#mbean = "a:b=c"    | check.probe[0].mbean: a probe says where it is read
        field = "accounts[*].cents" | mbean = "abc"#attribute = "A"  | check.probe[0].mbean: 'abc' is no name of MBeans
        name = "balance"            | name = "balance sheet"         | check.probe[0].name: 'balance sheet' is no name
        name = "balance"            | name = "balances"              | check.probe[0].name: is not used: no invariant names 'balances'
        class = "dev.faultline.experiment.Vault" | class = "Va ult"  | check.probe[0].class: 'Va ult' is no class
        class = "dev.faultline.experiment.Vault" |                   | check.probe[0].class: is missing; it is the class that has the first field
        """)
    void aMistakeInTheFileIsToldWithItsPlace(String good, String bad, String problem) {
        String text = VAULT + FIELD;
        assertThat(text).contains(good);
        String other = bad == null ? "" : bad.replace('#', '\n');
        ExperimentException refused =
                catchThrowableOfType(ExperimentException.class, () -> Trials.read(text.replace(good, other)));

        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.getMessage()).contains(problem).matches("(?s)trial.toml:\\d+:\\d+: .*");
    }

    @Test
    void codeIsNotReadAtEachTurn() {
        ExperimentException refused = catchThrowableOfType(
                ExperimentException.class, () -> Trials.read(VAULT + CODE.replace("every 250ms", "turn")));

        assertThat(refused.getMessage()).contains("check.probe[0].at: code of the node runs for this probe");
    }

    @Test
    void aClassThatIsNothingToAskIsRefused() {
        assertThat(catchThrowableOfType(
                                ExperimentException.class, () -> run("right", CODE.replace("VaultAudit", "Trials")))
                        .getMessage())
                .contains(
                        "check.probe[0].code: class dev.faultline.experiment.Trials cannot be made; it must be public");
    }

    @Test
    void theExamplesOfTheDocsDoWhatTheySay() throws IOException {
        String docs = Files.readString(Path.of("..", "docs", "invariants.md"));
        Matcher block = Pattern.compile("(?m)^    \\[\\[check\\.probe]]\\n(?:(?:    .*)?\\n)+")
                .matcher(docs);
        StringBuilder checks = new StringBuilder();
        while (block.find()) {
            String text = block.group().replaceAll("(?m)^    ", "");
            if (!text.contains("raft")) {
                checks.append(text.replace("org.example", "dev.faultline.experiment"));
            }
        }

        assertThat(checks).contains("field = ", "mbean = ", "code = ");
        assertThat(run("right", checks.toString()).verdict().kind()).isEqualTo(RunResult.Kind.VALID);
        RunResult wrong = run("loses", checks.toString());
        assertThat(wrong.invariants())
                .allSatisfy(account -> assertThat(account.violated()).isPositive());
    }
}
