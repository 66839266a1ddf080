package dev.faultline.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
            watch.printed(
                    node,
                    probe,
                    new Occasion(node + " printed", ++now, now, List.of(new Occasion.Cause(now - 1, "before"))));
        }
    }

    private static OperationAtHand operation(String f, @Nullable String key, Object value) {
        return OperationAtHand.of(f, key, f.equals("read") ? null : value, value, OperationAtHand.Outcome.OK, 3);
    }

    private Optional<Violation> complete(InvariantWatch watch, String f, @Nullable String key, Object value) {
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
        assertThat(complete(watch, "read", "k1", "1.1")).isEmpty();
        assertThat(watch.accounts().getFirst().held()).isEqualTo(1);
        assertThat(complete(watch, "write", "k1", "1.1")).isEmpty();
        assertThat(complete(watch, "write", "k1", "1.2")).isPresent();

        watch = watch("f == \"read\" implies result == write(key)", Moment.operation());
        complete(watch, "write", "k1", "3.410");
        assertThat(complete(watch, "read", "k1", "3.410")).isEmpty();
        complete(watch, "cas", "k1", List.of("3.410", "3.41"));
        assertThat(complete(watch, "read", "k1", "3.41")).isEmpty();
        assertThat(complete(watch, "read", "k1", "3.410")).isPresent();

        watch = watch("known(cas(key)) and write(key) == 3.41 and cas.k1 == \"[3.410, 3.41]\"", Moment.operation());
        assertThat(complete(watch, "cas", "k1", List.of("3.410", "3.41"))).isEmpty();
        assertThat(watch.accounts().getFirst().held()).isEqualTo(1);

        watch = watch("sum(read) == 10", Moment.operation());
        OperationAtHand all = OperationAtHand.of("read", null, null, null, OperationAtHand.Outcome.OK, 1);
        watch.completed(all, Map.of("a", 4L, "b", 6L), Occasion.of("", ++now));
        assertThat(watch.accounts().getFirst().held()).isEqualTo(1);
    }

    @Test
    void aReadOfManyObjectsIsAChangeOfThoseThatHaveAnotherValue() {
        InvariantWatch watch = watch("count(read) == 2", new Moment.AtChange());
        complete(watch, "read", null, Map.of("a", 4L, "b", 6L));
        complete(watch, "read", null, Map.of("a", 4L, "b", 6L));
        assertThat(watch.accounts().getFirst().looks()).isEqualTo(1);
        complete(watch, "read", null, Map.of("a", 4L, "c", 6L));
        assertThat(watch.accounts().getFirst().held()).isEqualTo(2);

        complete(watch, "read", null, Map.of("a", 4L));
        assertThat(told.getLast().state())
                .extracting(Violation.Row::name)
                .as("what has changed is first")
                .startsWith("read.c");
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
                    .endsWith("\n    caused by event 1, before");
            assertThat(violation.state().getFirst().name()).isEqualTo("balance.bob");
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
        known(x) implies z > 0             | names z, which nobody has published; published: balance.alice, x
        x == 2 implies balance.alice == 3  | says nothing of this run: in 1 look it was never true that x == 2
        all(b in balance: balance[b] == 4 implies x == 1) | says nothing of this run: in 1 look it was never true that balance[b] == 4
        x == 1 implies x == 2 implies x > 0 | says nothing of this run: in 1 look it was never true that x == 2
        x / 0 == 1                         | was looked at 1 time and never decided: nothing can be divided by 0
        x < nil                            | was looked at 1 time and never decided: '<' needs two numbers or two texts, not nil
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        not known(x)                    |
        known(lease) implies lease > 0  | says nothing of this run: in 1 look it was never true that known(lease)
        not known(lease) or lease > 0   |
        not known(laese) or lease > 0   | names lease, which nobody has published; nothing at all was published
        count(n in @*: @n.x == 1) == 0  | names @*, which nobody has published; nothing at all was published
        """)
    void whatNeverWasThereIsLookedAtOnceAtTheEnd(String text, String doubt) {
        InvariantWatch watch = watch(text, new Moment.AtChange());
        watch.end(7);
        assertThat(watch.accounts().getFirst().doubt().map(each -> each.replace("@*, @*.x", "@*")))
                .isEqualTo(Optional.ofNullable(doubt));

        watch = watch("known(x)", new Moment.AtChange());
        watch.end(7);
        assertThat(told)
                .singleElement()
                .satisfies(violation -> assertThat(violation.headline())
                        .contains("at 0.000000007 s, after the end of the run: expected known(x)"));
    }

    @Test
    void whatIsOldIsOfTheOperationThen() {
        InvariantWatch watch =
                watch("f == \"read\" and old(f) == \"read\" implies result >= old(result)", Moment.operation());
        complete(watch, "read", "k1", "7");
        assertThat(complete(watch, "read", "k1", "7")).isEmpty();
        assertThat(complete(watch, "read", "k1", "6")).isPresent();
    }

    @Test
    void numbersAreNumbersHoweverTheyArePrinted() {
        for (String number : List.of(
                "3.0",
                "10.0",
                "100.00",
                "1.0E10",
                "007",
                "-0.0",
                "1.7976931348623157E308",
                "123456789012345678901234567890123456789012345678901")) {
            InvariantWatch watch = watch("x <= high and high - x >= 0", new Moment.AtChange());
            print(watch, "probe high " + number + " x -3.5");
            assertThat(watch.accounts().getFirst().held()).as(number).isEqualTo(1);
        }
        InvariantWatch watch =
                watch("version == \"3.0\" and read.k1 == \"3.410\" and x != read.k1", new Moment.AtChange());
        print(watch, "probe version \"3.0\" x 3.410");
        complete(watch, "read", "k1", "3.410");
        assertThat(watch.accounts().getFirst().held()).isEqualTo(1);
    }

    @Test
    void aDivisionByNothingIsNotTheEndOfTheInvariant() {
        InvariantWatch watch = watch("10 / x > 1 and y < 5", new Moment.AtChange());
        print(watch, "probe x 0 y nil", "probe x 2", "probe y 3");
        Account account = watch.accounts().getFirst();
        assertThat(List.of(account.undecided(), account.held())).containsExactly(2L, 1L);
        assertThat(account.doubt()).isEmpty();
    }

    @Test
    void whatWasWithdrawnIsInTheStateBefore() {
        InvariantWatch watch = watch("sum(balance) == 3", new Moment.AtChange());
        print(watch, "probe balance.a 1 balance.b 2", "probe balance.b");
        assertThat(told)
                .singleElement()
                .satisfies(violation -> assertThat(violation.state())
                        .containsExactly(
                                new Violation.Row("balance.b", "2", "not known"),
                                new Violation.Row("balance.a", "1", "1")));
    }

    @Test
    void rowsThatAreLeftOutAreCounted() {
        InvariantWatch watch = watch("sum(x) < 0", new Moment.AtChange());
        StringBuilder line = new StringBuilder("probe");
        for (int i = 0; i < 150; i++) {
            line.append(" x.").append(i).append(" 1");
        }
        print(watch, line.toString());
        assertThat(told.getFirst().state()).hasSize(100);
        assertThat(told.getFirst().more()).isEqualTo(50);
        assertThat(told.getFirst().sentence()).contains("\n    and 138 more\n");
    }

    @Test
    void whatAPeriodFindsIsToldWithTheLastChange() {
        InvariantWatch watch = watch("x < 2", Moment.parse("every 2us"));
        print(watch, "probe x 1", "probe x 2");
        watch.end(5_000);
        assertThat(told)
                .singleElement()
                .satisfies(violation -> assertThat(violation.sentence())
                        .startsWith(
                                "Invariant \"i\" does not hold at 0.000002000 s, after the end of a period: expected x"
                                        + " < 2")
                        .endsWith("\n    what it names changed last at 0.000000002 s, after n1 printed, event 2\n"
                                + "    caused by event 1, before"));
    }

    @Test
    void whoeverWatchesAllNodesIsAwakenedByThoseThatComeAndGo() {
        InvariantWatch watch = watch("count(n in @*: n != \"n9\") <= 2", new Moment.AtChange());
        print(
                watch,
                "n1|probe a 1",
                "n1|probe b 1",
                "n2|probe a 1",
                "n1|probe a 2",
                "n1|probe a",
                "n1|probe b",
                "n3|probe a 1");
        assertThat(watch.accounts().getFirst().looks()).isEqualTo(4);
        assertThat(told).isEmpty();
        print(watch, "n1|probe a 3");
        assertThat(told).hasSize(1);
    }

    @Test
    void transactionsAreOfANode() {
        InvariantWatch watch = watch("x > 0", Moment.parse("transaction end of n1"));
        print(watch, "probe x 1", "n2|transaction end", "transaction begin");
        assertThat(watch.accounts().getFirst().looks()).isZero();
        print(watch, "transaction end");
        assertThat(watch.accounts().getFirst().looks()).isEqualTo(1);
    }

    /** Names that come and go, and those that an invariant looks back to, cost what they are, not what they once were. */
    @ParameterizedTest
    @CsvSource({"old(sum(g)) >= 0 or x > 0", "count(g) >= 0"})
    void manyNamesAreNotLookedThroughForEachOther(String text) {
        InvariantWatch watch = watch(text, new Moment.AtTransaction());
        print(watch, "probe x 1 g.a 1");
        for (int i = 0; i < 20_000; i++) {
            print(watch, "probe g." + i + " 1");
        }
        print(watch, "transaction end");
        InvariantWatch comeAndGo = watch(text, new Moment.AtChange());
        for (int i = 0; i < 20_000; i++) {
            print(comeAndGo, "probe g." + i + " 1", "probe g." + i);
        }
        assertThat(watch.accounts().getFirst().looks()).isEqualTo(1);
        assertThat(comeAndGo.accounts().getFirst().looks()).isEqualTo(40_000);
    }

    @Test
    void aProbeMayStandBehindWhatALoggerWrites() {
        assertThat(Probe.read("12:00 INFO [main] faultline probe a.b \"x \\\"y\\\"\" c 3.410"))
                .hasValue(new Probe.Published(List.of(
                        new Probe.Change(List.of("a", "b"), Value.of("x \"y\"")),
                        new Probe.Change(List.of("c"), Value.ofWord("3.41")))));
        assertThat(Probe.read("faultline probes a 1")).isEmpty();
        assertThat(Probe.read("my-faultline probe a 1")).isEmpty();
        assertThat(Probe.read("my-faultline probe: faultline probe a 1"))
                .hasValue(new Probe.Published(List.of(new Probe.Change(List.of("a"), Value.of(1)))));
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
                "probe a \"C:\\dir\"",
                "transaction",
                "transaction x"
            })
    void aProbeThatCannotBeReadIsTold(String line) {
        InvariantWatch watch = watch("x > 0", new Moment.AtChange());
        print(watch, line);
        print(watch, "transaction begin");
        watch.printed("n1", Probe.read("they say faultline " + line).orElseThrow(), Occasion.of("", ++now));
        assertThat(watch.unread().begun()).isEqualTo(1);
        assertThat(watch.unread().others()).isEqualTo(1);
        assertThat(watch.unread().first())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("n1 printed a line that cannot be read: ");
    }
}
