package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What must not pass for VALID: histories that hold what nobody wrote, that were not understood, or in which nothing could be
 * wrong. Each operation is {@code process f argument -> answer}, in EDN or, with an exclamation mark before the line, in
 * JSON; it is over before the next begins.
 */
class CheckInputsTest {

    @TempDir
    private Path folder = Path.of("");

    private void judged(String operations, String arguments, int exitCode, String word) throws IOException {
        boolean json = operations.startsWith("!");
        StringBuilder text = new StringBuilder();
        for (String operation : operations.substring(json ? 1 : 0).split(";")) {
            if (!operation.isBlank()) {
                String[] parts = operation.strip().split(" ", 3);
                String[] values = parts[2].split(" -> ", 2);
                String type = values[1].contains(" ") ? values[1].substring(0, values[1].indexOf(' ')) : "";
                boolean typed = type.equals("fail") || type.equals("info") || type.equals("open");
                String answer = typed ? values[1].substring(type.length() + 1) : values[1];
                text.append(event(json, parts[0], "invoke", parts[1], values[0]));
                if (!type.equals("open")) {
                    text.append(event(json, parts[0], typed ? type : "ok", parts[1], answer));
                }
            }
        }
        Path file = Files.writeString(folder.resolve("history"), text);
        CommandOutcome outcome =
                CommandOutcome.of(("check " + file + " " + arguments).strip().split(" "));
        assertThat(outcome.exitCode())
                .as("%s%n%s%s", text, outcome.out(), outcome.error())
                .isEqualTo(exitCode);
        assertThat(outcome.out() + outcome.error()).contains(word);
        assertThat(outcome.error()).doesNotContain("internal error");
    }

    private static String event(boolean json, String process, String type, String f, String value) {
        return json
                ? "{\"process\":%s,\"type\":\"%s\",\"f\":\"%s\",\"value\":%s}%n".formatted(process, type, f, value)
                : "{:process %s, :type :%s, :f :%s, :value %s}%n".formatted(process, type, f, value);
    }

    /** The world is closed, unless the user says otherwise; values of another type than was written are not those. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 txn [[:w :x 1]] -> [[:w :x 1]]; 1 txn [[:r :x nil]] -> [[:r :x 77]]||1|reads 77 of x, which nobody"
                        + " wrote",
                "0 txn [[:r :x nil]] -> [[:r :x 0]]||1|nobody wrote",
                "!0 txn [[\"w\",\"x\",1]] -> [[\"w\",\"x\",1]]; 1 txn [[\"r\",\"x\",null]] ->"
                        + " [[\"r\",\"x\",2]]||1|nobody wrote",
                "0 txn [[:r :x nil]] -> [[:r :x 77]]|--level read-committed|1|nobody wrote",
                "0 txn [[:r :x nil]] -> [[:r :x 77]]|--level read-uncommitted|0|closed world",
                "0 txn [[:r :x nil]] -> [[:r :x 77]]|--set world=open|0|open world: what nobody wrote",
                "0 txn [[:r :x nil]] -> [[:r :x 0]]|--set initial=0|0|holds 0 before it is written",
                "0 txn [[:r :x nil]] -> [[:r :x nil]]|--set initial=0|1|nobody wrote",
                "0 txn [[:w :x 1]] -> [[:w :x 1]]; 1 txn [[:r :x nil]] -> [[:r :x \"1\"]]||1|nobody wrote",
                "0 txn [[:w :x 1]] -> [[:w :x 1]]; 1 txn [[:r :x nil]] -> [[:r :x 1.0]]||1|nobody wrote",
                "!0 txn [[\"w\",\"x\",\"1\"]] -> [[\"w\",\"x\",\"1\"]]; 1 txn [[\"r\",\"x\",null]] ->"
                        + " [[\"r\",\"x\",1]]||1|nobody wrote",
                "0 txn [[:w :x :a]] -> [[:w :x :a]]; 1 txn [[:r :x nil]] -> [[:r :x \"a\"]]||1|nobody wrote",
                "0 write :a -> :a; 1 read nil -> \"a\"||1|read -> \"a\"",
                "0 write \"a\" -> \"a\"; 1 read nil -> :a|--level causal|1|nobody wrote",
                "0 write \"read\" -> \"read\"; 1 read nil -> \"read\"||0|Linearizable",
                "0 write 1 -> 1; 1 read nil -> \"1\"||1|read -> \"1\"",
                "0 enqueue 1 -> 1; 1 dequeue nil -> nil||1|dequeue -> nil",
                "0 txn [[:r :x nil]] -> [[:r :x [1]]]||1|model list-append",
                "0 txn [[:r :x nil]] -> [[:r :x []]]||0|model list-append",
                "0 acquire nil -> nil; 1 acquire nil -> nil|--model semaphore|1|there is one permit",
                "0 write 1 -> 1; 1 read nil -> 77|--level causal|1|nobody wrote",
                "0 write 1 -> 1; 1 read nil -> 0; 1 read nil -> 1|--level causal|0|holds 0 before it is written",
                "!0 write 1 -> 1; 1 read null -> 0|--level serializable|1|nobody wrote",
                "!0 write 1 -> 1; 1 read null -> \"1\"|--level read-your-writes|1|nobody wrote",
                "!0 write 1 -> 1; 1 read null -> 9|--level monotonic-reads|1|nobody wrote",
                "!0 write 1 -> 1; 1 read null -> 9|--level sequential|1|read -> 9",
                "0 add 1 -> 1; 0 read nil -> 1.5||254|:4: read answers a whole number, not 1.5",
                "0 add 1 -> 1; 0 read nil -> \"1\"|--model counter|254|:4: read answers a whole number, not \"1\"",
                "0 read nil -> [[:r :x 1] [:r :y nil]]||1|nobody wrote",
                "0 read nil -> {:a 1 :b 1.5}||254|whole numbers"
            })
    void whatNobodyWroteIsNotRead(String operations, String arguments, int exitCode, String word) throws IOException {
        judged(operations, arguments == null ? "" : arguments, exitCode, word);
    }

    /** Names of processes are processes, and what cannot be one is refused; no operation is dropped. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!\"a\" write 1 -> 1; \"b\" read null -> 7||1|0 is a, 1 is b",
                "!\"0\" write 1 -> 1; 0 read null -> 7||1|0 is 0",
                "!-1 write 1 -> 1; 99999999999 read null -> 7||1|1 is 99999999999",
                "!123456789012345678901234567890 write 1 -> 1; 0 read null -> 7||1|VIOLATION",
                ":client-1 write 1 -> 1; client-2 read nil -> 7||1|0 is client-1, 1 is client-2",
                "nil write 1 -> 1; nil read nil -> 7||1|VIOLATION",
                "nil write 1 -> 1; 0 read nil -> 7||254|:3: an event with a process, unlike that of line 1",
                "3 write 1 -> 1; :a write 2 -> 2; 4 read nil -> 1; 3 read nil -> 2||1|4 is a, 5 is 4",
                "1.5 write 1 -> 1||254|:1: a process is a whole number or a name, not 1.5",
                "[1] write 1 -> 1||254|:1: a process is a whole number or a name",
                "!\"a\" txn [[\"w\",\"x\",1]] -> [[\"w\",\"x\",1]]; \"b\" txn [[\"r\",\"x\",null]] ->"
                        + " [[\"r\",\"x\",null]]||1|VIOLATION",
                "\"nemesis-2\" start nil -> info nil||2|nothing was checked"
            })
    void everyProcessCounts(String operations, String arguments, int exitCode, String word) throws IOException {
        if (operations.startsWith("\"nemesis-2\"")) {
            Path file = Files.writeString(folder.resolve("n"), "{:process :nemesis-2 :type :info :f :start}\n");
            CommandOutcome outcome = CommandOutcome.of("check", file.toString());
            assertThat(outcome.exitCode()).isEqualTo(254);
            assertThat(outcome.error()).contains(":1:", "nemesis-2", "called nemesis");
            return;
        }
        judged(operations, arguments == null ? "" : arguments, exitCode, word);
    }

    /** A field whose name is misspelt says nothing, which is not the same as nil. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"process\":0,\"type\":\"invoke\",\"f\":\"write\",\"val\":1}|:1: a write has no field 'value'; its"
                        + " other fields are val",
                "{\"process\":0,\"type\":\"ok\",\"f\":\"read\",\"result\":1}|:1: an answered read has no field 'value';"
                        + " its other fields are result",
                "{:process 0, :type :ok, :f :get, :key 1, :v 1}|:1: an answered get has no field 'value'",
                "{:process 0, :type :invoke, :f :put, :key 1}|:1: a put has no field 'value'"
            })
    void whatIsWrittenOrReadStandsInItsField(String event, String word) throws IOException {
        Path file = Files.writeString(folder.resolve("history"), event);
        CommandOutcome outcome = CommandOutcome.of("check", file.toString());
        assertThat(outcome.exitCode()).isEqualTo(254);
        assertThat(outcome.error()).contains(word);
    }

    /** Values of jepsen.independent are seen, said, and judged key by key. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 write [1 5] -> [1 5]; 0 write [2 6] -> [2 6]; 1 read [1 nil] -> [1 5]||0|values are [key value]",
                "0 write [1 5] -> [1 5]; 0 write [2 6] -> [2 6]; 1 read [1 nil] -> [1 6]||1|key 1",
                "0 write [1 5] -> [1 5]; 1 read [1 nil] -> [1 nil]||1|key 1",
                "0 write [1 5] -> [1 5]; 1 read [1 nil] -> [1 nil]|--level serializable|0|values are [key value]",
                "0 write [1 5] -> [1 5]; 1 read [1 nil] -> [1 nil]|--level strict-serializable|1|values are [key"
                        + " value]",
                "0 write [1 5] -> [1 5]; 1 read [1 nil] -> [1 4]|--level read-committed|1|nobody wrote",
                "0 cas [1 [nil 2]] -> [1 [nil 2]]; 1 cas [1 [3 4]] -> [1 [3 4]]||1|key 1",
                "!0 enqueue [\"q\",1] -> [\"q\",1]; 0 dequeue [\"q\",null] -> [\"q\",2]||1|key q",
                "!0 acquire [1,null] -> [1,null]; 1 acquire [1,null] -> [1,null]||1|key 1",
                "!0 acquire [1,null] -> [1,null]; 1 acquire [2,null] -> [2,null]||0|values are [key value]",
                "0 write [1 5] -> [1 5]; 1 read [1 5] -> [1 5]||254|say --set keys=in-value or --set keys=field",
                "0 write [1 5] -> [1 5]; 1 read [1 5] -> [1 5]|--set keys=in-value|0|values are [key value]",
                "0 write [1 5] -> [1 5]; 1 read [1 nil] -> [1 5]|--set keys=field|254|asked for [1, null]",
                "0 write [1 5] -> [1 5]; 1 read [1 nil] -> [2 5]||254|:4: read was asked for",
                "0 write [1 5] -> [1 5]; 1 read 1 -> [1 5]|--set keys=in-value|254|:3: a value of the form [key value]"
            })
    void keysInValuesAreKeys(String operations, String arguments, int exitCode, String word) throws IOException {
        judged(operations, arguments == null ? "" : arguments, exitCode, word);
    }

    /** A bank is judged as the level says; no level is dropped. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 read nil -> {:a 10 :b 0}; 0 transfer {:from :a :to :b :amount 5} -> nil; 1 read nil -> {:a 10 :b"
                        + " 0}||1|linearizable",
                "0 read nil -> {:a 10 :b 0}; 0 transfer {:from :a :to :b :amount 5} -> nil; 1 read nil -> {:a 10 :b"
                        + " 0}|--level sequential|0|level sequential",
                "0 read nil -> {:a 10 :b 0}; 0 transfer {:from :a :to :b :amount 5} -> nil; 0 read nil -> {:a 10 :b"
                        + " 0}|--level sequential|1|sequential",
                "0 read nil -> {:a 10 :b 0}; 0 transfer {:from :a :to :b :amount 5} -> nil; 1 read nil -> {:a 10 :b"
                        + " 0}|--model bank-totals|0|same total",
                "0 read nil -> {:a 10}; 0 read nil -> {:a 10}|--model bank-totals --level linearizable|254|no level"
                        + " can be asked",
                "0 transfer {:from :a :to :b :amount 5} -> nil; 1 read nil -> {:a 0 :b 4}||1|bank",
                "0 transfer {:from :a :to :b :amount 5} -> nil; 1 read nil -> {:a 0 :b 5}||0|what the first read shows",
                "0 transfer {:from :a :to :b :amount 5} -> nil; 1 read nil -> {:a 0 :b 5}|--set"
                        + " initial={a,4,b,1}|1|bank",
                "0 transfer {:from :a :to :b :amount 5} -> nil; 1 read nil -> {:a -1 :b 6}|--set"
                        + " overdraft=allowed|0|bank",
                "0 transfer {:from :a :to :b :amount 5} -> nil; 0 transfer {:from :b :to :a :amount 9} -> nil; 1 read"
                        + " nil -> {:a 9 :b 0}||0|bank",
                "0 transfer {:from :a :to :b :amount 5} -> nil; 0 transfer {:from :b :to :a :amount 9} -> nil; 1 read"
                        + " nil -> {:a 8 :b 0}||1|bank",
                "0 transfer {:from :a :to :c :amount 5} -> nil; 1 read nil -> {:a 0 :b 5}||1|bank",
                "!0 transfer {\"from\":0,\"to\":1,\"amount\":5} -> null; 1 read null -> {\"0\":5,\"1\":5}; 1 read null"
                        + " -> {\"0\":5,\"1\":5}||0|bank",
                "0 transfer {:from :a :to :b} -> nil; 1 read nil -> {:a 0 :b 5}||254|:1: transfer needs a map of from,"
                        + " to and a whole amount",
                "0 add 1 -> 1; 1 read nil -> 0|--level linearizable|1|linearizable"
            })
    void banksAreBanks(String operations, String arguments, int exitCode, String word) throws IOException {
        judged(operations, arguments == null ? "" : arguments, exitCode, word);
    }

    /** Where nothing could be wrong, nothing is VALID. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 add 1 -> 1||2|nothing was checked: no operation tells what was there (1 add)",
                "0 add 1 -> 1|--model set-full|2|nothing was checked",
                "0 write 1 -> 1||2|nothing was checked",
                "0 write 1 -> 1; 0 read nil -> nil||2|2 of reads of nil, which tell nothing",
                "!0 write 1 -> 1; 0 read null -> fail null||2|2 of operations that failed",
                "!0 write 1 -> 1; 0 read null -> info null||2|2 of reads without an answer",
                "!0 write 1 -> 1; 0 read null -> open x||2|1 of reads without an answer",
                "0 enqueue 1 -> 1; 0 enqueue 2 -> 2||2|nothing was checked",
                "0 put 1 -> 1|--model kv|2|nothing was checked",
                "0 read nil -> #{}|--model set-full|2|nothing was checked: no operation tells what was there (1 read)",
                "0 dequeue nil -> nil|--model total-queue|2|nothing was checked: no operation tells what was there",
                "0 acquire nil -> nil|--model mutex|2|nothing was checked: one answer alone cannot contradict another",
                "0 read nil -> {:a 1 :b 2}|--model bank-totals-overdrawn|2|nothing was checked: one answer alone",
                "0 generate nil -> 7|--model unique-ids|2|nothing was checked: one answer alone",
                "0 transfer {:from :a :to :b :amount 5} -> nil|--model bank-totals|2|nothing was checked",
                "0 txn [[:w :x 1]] -> [[:w :x 1]]||2|nothing was checked: none of the 1 transactions has read anything",
                "0 txn [[:append :x 1] [:r :x nil]] -> fail nil||2|nothing was checked",
                "0 txn [[:r :x nil]] -> info nil; 1 txn [[:w :x 1]] -> [[:w :x 1]]||2|of transactions that read, and"
                        + " have no answer",
                ":nemesis start nil -> info nil||2|all of the 2 events mark faults",
                ":nemesis start nil -> info nil|--model rw-register|2|2 of the nemesis",
                ";||2|there is no event"
            })
    void whereNothingWasCheckedNothingIsValid(String operations, String arguments, int exitCode, String word)
            throws IOException {
        judged(operations, arguments == null ? "" : arguments, exitCode, word);
    }

    /** A setting is used or refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 txn [[:r :x nil]] -> [[:r :x 0]]|--model multi-register --set initial=0|0|{initial=0}",
                "0 txn [[:r :x nil] [:r :y nil]] -> [[:r :x 1] [:r :y 2]]|--model multi-register --set"
                        + " initial={x,1,y,2}|0|initial",
                "0 txn [[:r :x nil]] -> [[:r :x 0]]|--model multi-register|1|multi-register",
                "0 txn [[:r :x nil]] -> [[:r :x 0]]|--model multi-register --set permits=3|254|multi-register has no"
                        + " setting 'permits'",
                "0 acquire nil -> nil|--set initial=3|254|mutex (guessed from the content; name another with --model)"
                        + " has no setting 'initial'",
                "0 add 1 -> 1; 0 read nil -> 1|--set permits=3|254|counter-bounds",
                "0 txn [[:append :x 1]] -> [[:append :x 1]]|--set initial=3|254|list-append",
                "0 txn [[:r :x nil]] -> [[:r :x nil]]|--set failed-cas=mismatch|254|failed-cas",
                "0 txn [[:r :x nil]] -> [[:r :x nil]]|--set keys=in-value|254|keys",
                "0 read nil -> 1|--set colour=red|254|there is no setting 'colour'",
                "0 read nil -> 1|--set initial={|254|setting 'initial' begins like EDN, and is none",
                "0 read nil -> 1|--set initial=[1]]|254|setting 'initial' begins like EDN, and is none",
                "!0 read null -> \"a-b/c/1\"|--set initial=a-b/c/1|0|{initial=a-b/c/1}",
                "0 read nil -> 1|--set initial=1 --set initial=2|254|--set has initial twice, initial=1 and initial=2",
                "0 read nil -> 1|--set keys=field|254|no event has a field key",
                "0 read nil -> 1|--level causal --set keys=field|254|no event has a field key",
                "0 read nil -> 1; 1 read nil -> 1|--time 0s|2|the reading reached its limit on time",
                "!0 read null -> \"a\"|--set initial=a|0|{initial=a}",
                "!0 read null -> 5|--set initial=5N|0|initial=5N",
                "!0 get null -> \"\"; 0 put \"a\" -> null; 0 delete null -> null; 0 get null -> null||1|kv",
                "!0 put \"a\" -> null; 0 get null -> \"a\"; 0 delete null -> null; 0 get null -> null||0|holds nil"
                        + " before",
                "!0 put \"a\" -> null; 0 get null -> \"a\"; 1 cas [\"a\",\"b\"] -> null; 1 get null -> \"b\"; 1 append"
                        + " \"c\" -> null; 1 get null -> \"bc\"||0|kv"
            })
    void settingsAreUsedOrRefused(String operations, String arguments, int exitCode, String word) throws IOException {
        judged(operations, arguments == null ? "" : arguments, exitCode, word);
    }

    /** An answer that cannot be one to its question is refused, with its line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 enqueue 1 -> 2; 1 dequeue nil -> 1||254|:2: enqueue was invoked with 1 but completed with 2",
                "0 enqueue 1 -> 2; 1 dequeue nil -> 1|--model total-queue|254|:2: enqueue",
                "0 enqueue 1 -> 1; 1 dequeue 1 -> 2||254|:4: dequeue was asked for 1 but answers 2",
                "0 append 3 -> 3; 0 read nil -> [3]||254|:2: append 3 answers 3, which may be its place or its value",
                "0 append 3 -> 3; 0 read nil -> [3]|--set answers=values|0|append-log",
                "0 append 3 -> 3; 0 read nil -> [3]|--set answers=places|1|append-log",
                "0 append \"a\" -> \"b\"; 0 read nil -> [\"a\"]||254|:2: append",
                "0 write 1 -> 2; 0 read nil -> 1||254|:2: write",
                "0 write 1 -> 2; 0 read nil -> 1|--level causal|254|:2: write",
                "0 write 1 -> 1; 0 cas [1 2] -> [1 3]; 0 read nil -> 2||254|:4: cas",
                "0 write 1 -> 1; 0 cas [1 2] -> false; 0 read nil -> 2||254|:4: cas",
                "0 write 1 -> 1; 0 cas 2 -> 2||254|:3: cas needs a list [expected, new]",
                "0 read 3 -> 4||254|:2: read was asked for 3 but answers 4",
                "0 put 1 -> 2; 0 get nil -> 1||254|:2: put",
                "0 push 1 -> 2; 0 pop nil -> 1||254|:2: push",
                "0 insert 1 -> 2; 0 poll nil -> 1||254|:2: insert",
                "0 add 1 -> 2; 0 read nil -> 1||254|:2: add",
                "0 add 1 -> 2; 0 contains 1 -> true||254|:2: add",
                "0 add 1 -> true; 0 contains 1 -> \"yes\"||254|:4: contains answers true or false",
                "0 add 1 -> 2; 0 read nil -> [1]|--model set-full|254|:2: add",
                "0 acquire nil -> false||254|:2: acquire",
                "0 acquire 1 -> 2; 0 release 1 -> 1|--model semaphore|254|:2: acquire",
                "0 acquire \"x\" -> \"x\"|--model semaphore|254|:1: acquire is of one permit",
                "0 acquire nil -> \"t\"|--model fenced-lock|254|:2: acquire",
                "0 txn [[:w :x 1]] -> [[:w :x 2]]|--model multi-register|254|:2: txn",
                "0 txn [[:w :x 1]] -> [[:w :x 2]]||254|:2: operation",
                "0 transfer {:from :a :to :b :amount 1} -> {:from :a :to :b :amount 2}; 0 read nil -> {:a 1}||254|:2:"
                        + " transfer",
                "0 write [[:w :x 1]] -> [[:w :x 2]]; 0 read [[:r :x nil]] -> [[:r :x 1]]|--model long-fork|254|:2:"
                        + " write",
                "0 read [[:r :x nil]] -> [[:r :y nil]]|--model long-fork|254|:2: read",
                "0 frob 1 -> 1|--model register|254|:1: operation 0 (event 0): a register has no 'frob'"
            })
    void answersBelongToTheirQuestions(String operations, String arguments, int exitCode, String word)
            throws IOException {
        judged(operations, arguments == null ? "" : arguments, exitCode, word);
    }

    /** What is written must not take the place of what was judged; what cannot be written is said in words. */
    @Test
    void outputsAreFilesOfTheirOwn() throws IOException {
        String content =
                event(false, "0", "invoke", "read", "nil") + event(false, "0", "ok", "read", "1") + "; and no more\n";
        Path file = Files.writeString(folder.resolve("history.edn"), content);
        Path soft = Files.createSymbolicLink(folder.resolve("soft"), file);
        Path hard = Files.createLink(folder.resolve("hard"), file);
        Path behind = Files.createSymbolicLink(folder.resolve("behind"), folder);
        for (String option : List.of("--html", "--svg")) {
            for (Path output : List.of(file, soft, hard, behind.resolve("history.edn"))) {
                refused("would overwrite the history", "check", file.toString(), option, output.toString());
                refused("would overwrite the history", "check", output.toString(), option, file.toString());
            }
        }
        String page = folder.resolve("new").toString();
        String same = behind.resolve("new").toString();
        refused("name the same file", "check", file.toString(), "--html", page, "--svg", same);
        assertThat(file).hasContent(content);
        String missing = folder.resolve("missing").resolve("page").toString();
        refused(
                "cannot write " + missing + ": there is no such file or folder",
                "check",
                file.toString(),
                "--html",
                missing);
        refused("cannot write /: is a directory", "check", file.toString(), "--html", "/");
        assertThat(CommandOutcome.of("check", file.toString(), "--html", page).exitCode())
                .isEqualTo(1);
        assertThat(Files.readString(Path.of(page))).contains("VIOLATION");
    }

    private static void refused(String word, String... command) {
        CommandOutcome outcome = CommandOutcome.of(command);
        assertThat(outcome.exitCode()).as(outcome.out() + outcome.error()).isEqualTo(254);
        assertThat(outcome.error()).contains(word).doesNotContain("Exception");
    }

    /** What was read, left out and assumed stands on the page as in the text, as words. */
    @Test
    void thePageTellsWhatWasRead() throws IOException {
        Path file = Files.writeString(
                folder.resolve("history"),
                event(false, "0", "invoke", "txn", "[[:r :x nil]]")
                        + event(false, "0", "ok", "txn", "[[:r :x \"<b>\"]]")
                        + event(false, ":nemesis", "info", "start", "nil"));
        Path page = folder.resolve("page.html");
        CommandOutcome outcome =
                CommandOutcome.of("check", file.toString(), "--set", "initial=<b>", "--html", page.toString());
        assertThat(outcome.exitCode()).as(outcome.error()).isZero();
        String intake = outcome.out()
                .lines()
                .filter(line -> line.startsWith("read 3 lines"))
                .findFirst()
                .orElseThrow();
        assertThat(intake).contains("of the nemesis");
        assertThat(Files.readString(page))
                .contains("<li>" + intake + "</li>")
                .contains("a register holds &lt;b&gt; before it is written")
                .doesNotContain("<b> before");
    }
}
