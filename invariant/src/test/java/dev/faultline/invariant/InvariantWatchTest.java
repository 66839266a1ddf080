package dev.faultline.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small runs of invariants: what is told of them, and what is not passed over in silence. */
class InvariantWatchTest {
    private final List<Violation> told = new ArrayList<>();
    private long now;

    private InvariantWatch watch(String text, Moment... moments) {
        return new InvariantWatch(
                List.of(Invariant.parse("i", text).at(moments)), Map.of("vips", List.of("alice", "bob")), told::add);
    }

    /** Has these lines printed by n1, or by the node that stands before a bar. */
    private void print(InvariantWatch watch, String... lines) {
        for (String line : lines) {
            String node = line.contains("|") ? line.substring(0, line.indexOf('|')) : "n1";
            Probe probe = Probe.read("faultline " + line.substring(line.indexOf('|') + 1))
                    .orElseThrow();
            watch.printed(node, probe, new Occasion(node + " printed", ++now, now, List.of(now - 1)));
        }
    }

    private static OperationAtHand operation(String f, String key, Object value) {
        return OperationAtHand.of(f, key, f.equals("read") ? null : value, value, OperationAtHand.Outcome.OK, 3);
    }

    private Optional<Violation> complete(InvariantWatch watch, String f, String key, Object value) {
        int before = told.size();
        OperationAtHand operation = operation(f, key, value);
        watch.completed(operation, value, Occasion.of("operation " + operation, ++now));
        return told.size() > before ? Optional.of(told.getLast()) : Optional.empty();
    }

    /** Each example of the requirement: lines that it holds of, and lines of which it does not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        balance > 0                                     | probe balance 1               | probe balance 0
        count(items) >= 5                               | probe items.1 a items.2 b items.3 c items.4 d items.5 e | probe items.5
        on object(account_A): balance >= 0              | probe account_A.balance 0     | probe account_A.balance -1
        for group(accounts): sum(balance) == initial_total | probe initial_total 9 accounts.a.balance 4 accounts.b.balance 5 | probe accounts.b.balance 6
        system_wide: num_items(store) == expected_count | probe num_items.store 2 expected_count 2 | probe num_items.store 3
        invariant "account transfer": { old_balance(A) + old_balance(B) == new_balance(A) + new_balance(B) } | probe balance.A 5 balance.B 6; probe balance.A 4 balance.B 7 | probe balance.A 3
        min(@*.items) == max(@*.items)                  | probe items 3                 | probe items 4; n2:probe items 3
        for group(vips): sum(balance) == 3              | probe alice.balance 1 bob.balance 2 | probe alice.balance 2
        """)
    void theExamplesOfTheRequirementWork(String text, String right, String wrong) {
        InvariantWatch watch = watch(text, new Moment.AtChange());
        print(watch, right.split("; "));
        assertThat(told).isEmpty();
        assertThat(watch.accounts().getFirst().held()).isPositive();
        print(watch, wrong.replace(':', '|').split("; "));
        assertThat(told).isNotEmpty();
    }

    @Test
    void whatClientsReadAndWroteIsPublished() {
        InvariantWatch watch = watch("read(key) == value", Moment.operation());
        complete(watch, "read", "k1", "1.1");
        assertThat(complete(watch, "write", "k1", "1.1")).isEmpty();
        assertThat(complete(watch, "write", "k1", "1.2")).isPresent();

        watch = watch("f == \"read\" implies result == write(key)", Moment.operation());
        complete(watch, "write", "k1", "3.410");
        assertThat(complete(watch, "read", "k1", "3.410")).isEmpty();
        complete(watch, "cas", "k1", List.of("3.410", "3.41"));
        assertThat(complete(watch, "read", "k1", "3.41")).isEmpty();
        assertThat(complete(watch, "read", "k1", "3.410")).isPresent();

        watch = watch("sum(read) == 10", Moment.operation());
        OperationAtHand all = OperationAtHand.of("read", null, null, null, OperationAtHand.Outcome.OK, 1);
        watch.completed(all, Map.of("a", 4L, "b", 6L), Occasion.of("", ++now));
        assertThat(watch.accounts().getFirst().held()).isEqualTo(1);
    }

    @Test
    void aViolationSaysWhatWasExpectedAndWhatIs() {
        InvariantWatch watch = watch("all(a in balance: balance[a] >= 0) and total > 0", new Moment.AtChange());
        print(watch, "probe balance.alice 90 balance.bob 10 total 100", "probe balance.bob -10");
        assertThat(told).singleElement().satisfies(violation -> {
            assertThat(violation.expected()).isEqualTo("balance[a] >= 0 with a = \"bob\"");
            assertThat(violation.actual()).isEqualTo("balance[a] is -10");
            assertThat(violation.state())
                    .contains(
                            new Violation.Row("balance.bob", "10", "-10"),
                            new Violation.Row("balance.alice", "90", "90"));
            assertThat(violation.sentence())
                    .startsWith("Invariant \"i\" does not hold at 0.000000002 s, after n1 printed, event 2: expected"
                            + " balance[a] >=")
                    .contains("\n    balance.bob was 10, is -10")
                    .endsWith("\n    caused by event 1");
        });
    }

    @Test
    void anOperationIsToldWhereItIsAskedFor() {
        InvariantWatch watch = watch("f == \"read\" implies result == nil", Moment.operation());
        assertThat(complete(watch, "read", "k1", "7"))
                .hasValueSatisfying(violation -> assertThat(violation.sentence())
                        .contains("operation read k1 nil -> 7 by process 3, ok".replace(" nil", ""))
                        .contains("expected result == nil, but result is 7"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        operation         | 0
        change            | 3
        every 2us         | 2
        transaction       | 1
        before fault      | 1
        after fault       | 1
        event NodeStarted | 1
        """)
    void eachMomentIsOne(String moment, int looks) {
        InvariantWatch watch = watch("x > 0", Moment.parse(moment));
        watch.printed("n1", Probe.read("faultline probe x 1").orElseThrow(), Occasion.of("", 100));
        watch.printed("n1", Probe.read("faultline probe x 2").orElseThrow(), Occasion.of("", 1_500));
        watch.printed("n1", Probe.read("faultline probe x 2").orElseThrow(), Occasion.of("", 1_600));
        watch.happened("NodeStarted", "n1", Map.of(), Occasion.of("", 1_700));
        watch.faultBegins(Occasion.of("", 1_800));
        watch.faultEnds(Occasion.of("", 1_900));
        watch.printed("n1", Probe.read("faultline transaction end").orElseThrow(), Occasion.of("", 1_950));
        watch.printed("n1", Probe.read("faultline probe x 3").orElseThrow(), Occasion.of("", 7_000));
        watch.end(9_000);
        assertThat(watch.accounts().getFirst().looks()).isEqualTo(looks);
    }

    @Test
    void periodsEndAtTheirTimesAndInTheirOrder() {
        List<String> seen = new ArrayList<>();
        InvariantWatch watch = new InvariantWatch(
                List.of(
                        Invariant.parse("slow", "x < 0").at(Moment.parse("every 3us")),
                        Invariant.parse("fast", "x < 0").at(Moment.parse("every 2us"))),
                Map.of(),
                violation -> seen.add(
                        violation.invariant() + " " + violation.occasion().atNanos()));
        watch.printed("n1", Probe.read("faultline probe x 1").orElseThrow(), Occasion.of("", 1_000));
        watch.printed("n1", Probe.read("faultline probe x 2").orElseThrow(), Occasion.of("", 4_000));
        watch.end(6_000);
        assertThat(seen).containsExactly("fast 2000", "slow 3000", "fast 4000", "slow 6000");
    }

    @Test
    void whatANodePublishedAsItsOwnEndsWithIt() {
        InvariantWatch watch = watch("count(n in @*: @n.role == \"leader\") <= 1", new Moment.AtChange());
        print(watch, "n1|probe role leader");
        watch.ended("n1", Occasion.of("n1 went down", ++now));
        print(watch, "n2|probe role leader");
        assertThat(told).isEmpty();
        print(watch, "n1|probe role leader");
        assertThat(told).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        balence.alice > 0                  | names balence.alice, which nobody has published; did you mean 'balance.alice'? published: balance.alice, x
        x > 0 or @n2.x > 0                 | names @n2.x, which nobody has published; published: balance.alice, x
        x > 0 or sum(other) > 0            | names other, which nobody has published; published: balance.alice, x
        x + "a" == 1                       | cannot be computed: '+' needs numbers, not "a"
        x                                  | cannot be computed: an invariant is true or false, not 1
        x == old(x)                        | was looked at 1 time and never decided: there was no look before, so nothing is old
        """)
    void whatWasNeverDecidedIsToldWithTheReason(String text, String doubt) {
        InvariantWatch watch = watch(text, new Moment.AtChange());
        print(watch, "probe balance.alice 3 x 1");
        assertThat(watch.accounts().getFirst().doubt()).hasValue(doubt);
    }

    @Test
    void oneThatWasNeverLookedAtIsTold() {
        InvariantWatch watch = watch("x > 0", Moment.operation(), new Moment.AfterFault());
        print(watch, "probe x 1");
        assertThat(watch.accounts().getFirst().doubt())
                .hasValue("was never looked at: nothing that it names had changed at any moment of [operation, after"
                        + " fault]");
        assertThat(watch("known(y) implies y > 0 or x > 0", new Moment.AtChange())
                        .accounts()
                        .getFirst()
                        .doubt())
                .hasValueSatisfying(doubt -> assertThat(doubt).contains("nothing at all was published"));
    }

    @Test
    void aProbeMayStandBehindWhatALoggerWrites() {
        assertThat(Probe.read("12:00 INFO [main] faultline probe a.b \"x \\\"y\\\"\" c 3.410"))
                .hasValue(new Probe.Published(List.of(
                        new Probe.Change(List.of("a", "b"), Value.of("x \"y\"")),
                        new Probe.Change(List.of("c"), Value.of("3.410")))));
        assertThat(Probe.read("faultline probes a 1")).isEmpty();
        assertThat(Probe.read("my-faultline probe a 1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "probe",
                "probe a 1 b",
                "probe a..b 1",
                "probe \"a\" 1",
                "probe a \"b",
                "probe a \"b\"c d",
                "transaction",
                "transaction x"
            })
    void aProbeThatCannotBeReadIsTold(String line) {
        InvariantWatch watch = watch("x > 0", new Moment.AtChange());
        print(watch, line);
        assertThat(watch.malformed())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("n1 printed a line that cannot be read: ");
    }
}
