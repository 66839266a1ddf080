package dev.faultline.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text becomes a tree and a tree becomes text. */
class LanguageTest {
    private static final int TREES = 5_000;

    @Test
    void whatATreeIsWrittenAsReadsBackAsTheSame() {
        for (int seed = 0; seed < TREES; seed++) {
            RandomTrees trees = new RandomTrees(seed, true);
            Expression tree = trees.next();
            Invariant invariant = new Invariant("i", trees.scope(tree), tree, List.of(Moment.operation()));
            Invariant read = Invariant.parse("i", invariant.text());
            assertThat(read).as("seed %d: %s", seed, invariant.text()).isEqualTo(invariant);
            assertThat(read.text()).isEqualTo(invariant.text());
        }
    }

    /** As it is written, what it means with all its parentheses, if that is another text. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a + b * c - d == -e              | a + b * c - d == -e
        (a + (b * c)) - d == -(e)        | a + b * c - d == -e
        a - (b - c) == -(3)              | a - (b - c) == -(3)
        not a == b and c == d or e == f  | not a == b and c == d or e == f
        (a implies b) implies c implies d | (a implies b) implies c implies d
        not (a and b)                    | not (a and b)
        balance["alice"] == log[1]       | balance.alice == log["1"]
        balance(alice) == balance(key)   | balance.alice == balance[key]
        @n1.term >= @`a b`.term          | @n1.term >= @`a b`.term
        all(x in @*: @x.term > x)        | all(x in @*: @x.term > x)
        all(x in `x`: `x`[x] > 1.50)     | all(x in x: `x`[x] > 1.5)
        max(@*.term)>007                 | max(@*.term) > 7
        """)
    void parenthesesAreWrittenWhereTheyMatter(String text, String written) {
        assertThat(Invariant.parse("i", text).text()).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        balance.alice >=           | 1:17 | the end is here, where a value, a name or '(' should be
        balance.alice = 3          | 1:15 | '=' is unknown; write '=='
        a == 1 && b == 2           | 1:8  | '&&' is unknown; write 'and'
        !a                         | 1:1  | '!' is unknown; write 'not'
        a < b < c                  | 1:7  | '<' cannot follow a comparison; write 'a < b and b < c'
        sum(balance == 3           | 1:13 | '==' is here, where ')' should be
        all(balance: x > 0)        | 1:5  | 'balance' is here, where a name for the members, as in 'all(a in accounts: ...)' should be
        all(f in balance: 1 > 0)   | 1:5  | 'f' cannot be the name of a member: write a word of letters, digits and _ that means nothing else
        all(x in a: x.b > 0)       | 1:14 | 'x' is the name of a member, which has no parts; write GROUP[x], or @x.NAME of a node
        a == "b                    | 1:6  | no " ends what begins here; write one in the same line
        a == 'b'                   | 1:6  | texts stand in double quotes, as "n1"
        a == "\\q"                 | 1:7  | '\\' begins one of \\", \\\\, \\n, \\t and \\u with four digits
        @n1 == 3                   | 1:1  | a node is no value; write what it has published, as @n1.term
        @*.term > 3                | 1:1  | @*.term is a value for each node; write max(@*.term), all(n in @*: ...) or the like
        old(a + old(b)) > 1        | 1:9  | 'old' cannot stand in 'old': only the look before is known
        a > 1 and max(@*.x) > @*.y | 1:23 | @*.y is a value for each node; write max(@*.y), all(n in @*: ...) or the like
        a or outcome == "okay"     | 1:17 | no operation has the outcome "okay"; it is "ok", "fail" or "info"
        1 != old(outcome)          | 1:1  | no operation has the outcome 1; it is "ok", "fail" or "info"
        for group(g): balance >= 0 | 1:1  | 'for group' is about groups without a variable, as in sum(balance), and none stands in it
        {on object(o): f == "x"}   | 1:2  | 'on object' is about names, and none stands in it
        somme(x in a: a[x]) > 1    | 1:9  | 'in' is here, where ')' should be
        cuont(x in a: a[x]) > 1    | 1:9  | 'in' is here, where ')' should be; did you mean 'count'?
        on object(@n1.a): b > 1    | 1:11 | the name of an object or a group is written out, and of no node
        a == 1e999                 | 1:6  | the number 1e999 is too long; numbers have at most 34 digits and exponents to 300
        a == 1 b                   | 1:8  | 'b' is here, where the end, or one of 'and', 'or', 'implies' and the like should be
        and                        | 1:1  | 'and' is here, where a value, a name or '(' should be
        a == #                     | 1:6  | character "#" is not understood
        """)
    void aMistakeIsToldWithItsPlace(String text, String place, String problem) {
        assertThatThrownBy(() -> Invariant.parse("i", text))
                .isInstanceOf(InvariantException.class)
                .hasMessage(place + ": " + problem);
    }

    @Test
    void theLineOfAMistakeIsCounted() {
        assertThatThrownBy(() -> Invariant.parse("i", "a == 1\n  and b ==\n\n  )"))
                .hasMessageStartingWith("4:3: ')'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not ", "-", "old(", "a[", "a implies ", "@x.a(", "all(x in y: "})
    void whatIsTooDeepIsRefusedAndOverflowsNothing(String opening) {
        String text = opening.repeat(9_000 / opening.length());
        assertThatThrownBy(() -> Invariant.parse("i", text))
                .isInstanceOf(InvariantException.class)
                .hasMessageContaining("more than 100 times");
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThatThrownBy(() -> Invariant.parse("i", "a" + " + a".repeat(1_000)))
                .hasMessageContaining("more than 100 times");
        assertThatThrownBy(() -> Invariant.parse("i", " ".repeat(10_001)))
                .hasMessageContaining("at most 10000 characters");
        Expression wide = Terms.place("a");
        for (int i = 0; i < 12; i++) {
            wide = wide.plus(wide);
        }
        Expression tree = wide.isAbove(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Invariant.named("i").holds(tree))
                .withMessageContaining("at most 2000 parts");
    }

    @Test
    void theTreesOfJavaAreThoseOfTheText() {
        assertThat(Invariant.named("transfer")
                        .holds(Terms.read("account_A")
                                .isEqualTo(100)
                                .and(Terms.read("account_B").isEqualTo(50))))
                .isEqualTo(Invariant.parse("transfer", "read(account_A) == 100 and read(account_B) == 50"));
        assertThat(Invariant.named("o")
                        .onObject("account_A")
                        .holds(Terms.place("balance").isAtLeast(0)))
                .isEqualTo(Invariant.parse("o", "on object(account_A): balance >= 0"));
        assertThat(Invariant.named("g")
                        .forGroup("accounts")
                        .holds(Terms.sum(Terms.place("balance")).isEqualTo(Terms.place("initial_total"))))
                .isEqualTo(Invariant.parse("g", "for group(accounts): sum(balance) == initial_total"));
        assertThat(Invariant.named("e")
                        .holds(Terms.all(
                                "n",
                                Terms.atEveryNode(),
                                Terms.atNodeOf("n", "term").isAtMost(Terms.max(Terms.atEveryNode("term"))))))
                .isEqualTo(Invariant.parse("e", "all(n in @*: @n.term <= max(@*.term))"));
    }

    @Test
    void whatCannotBeEvaluatedIsNoInvariant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Invariant.named("i").holds(Terms.variable("x").isEqualTo(1)))
                .withMessage("'x' is a variable that no quantifier around it binds");
        assertThatIllegalArgumentException().isThrownBy(() -> Terms.variable("all"));
        assertThatIllegalArgumentException().isThrownBy(() -> Terms.of(new Object()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "operation",
                "change",
                "every 100ms",
                "every 2s",
                "every 15us",
                "transaction",
                "transaction begin",
                "transaction end of n1",
                "transaction of n1",
                "before fault",
                "after fault",
                "event NodeStarted",
                "event NodeStarted of n1",
                "event OperationCompleted with f \"txn\"",
                "event OperationCompleted of client with f \"a b\"",
                "event OperationCompleted with f \"\"",
                "event OperationCompleted with f \"say \\\"no\\\"\\n \\\\ with x \""
            })
    void momentsAreWrittenAsTheyAreRead(String text) {
        assertThat(Moment.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ever 3s",
                "every",
                "every 3",
                "every 3 s",
                "every 0s",
                "every 999999999m",
                "event",
                "before",
                "transaction x",
                "transaction beginof n1",
                "event X with f \"a",
                "event X with f \"a\" b"
            })
    void whatIsNoMomentIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Moment.parse(text));
    }

    @Test
    void theNameMayStandInTheText() {
        Invariant invariant = Invariant.parse(
                "i",
                "invariant \"account transfer\": {\n"
                        + " old_balance(A) + old_balance(B) == new_balance(A) + new_balance(B)\n"
                        + "}");
        assertThat(invariant.name()).isEqualTo("account transfer");
        assertThat(invariant.scope()).isEqualTo(Optional.empty());
        assertThat(invariant.text()).isEqualTo("old(balance.A) + old(balance.B) == balance.A + balance.B");
    }
}
