package dev.faultline.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.Answer;
import dev.faultline.check.Limits;
import dev.faultline.check.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an answer calls T3 can be found in the file. */
class TransactionPlacesTest {

    private static final Pattern NAME = Pattern.compile("\\bT([0-9]+)\\b");

    @TempDir
    private Path folder;

    private Answer answer(String content, String model, String level) throws IOException {
        Path file = Files.writeString(folder.resolve("history.edn"), content);
        Question question =
                new Question(List.of(file), Optional.of(model), Optional.of(level), Map.of(), Limits.standard());
        Answer answer = new IsolationJudge().judge(question).orElseThrow();
        assertThat(answer.kind()).isEqualTo(Answer.Kind.VIOLATION);
        return answer;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Answer answer, String name) {
        return (List<Map<String, Object>>)
                Objects.requireNonNull(answer.details().get(name));
    }

    private static Set<String> names(String text) {
        Set<String> names = new HashSet<>();
        for (Matcher name = NAME.matcher(text); name.find(); ) {
            names.add(name.group());
        }
        return names;
    }

    private static String line(String content, Map<?, ?> place) {
        int number = ((Number) Objects.requireNonNull(place.get("line"))).intValue();
        return content.split("\n", -1)[number - 1];
    }

    /** Two transactions with a write skew among others that do no harm, in any order, with lines of other things between. */
    private static String skewAmongOthers(SplittableRandom random) {
        int many = 4 + random.nextInt(12);
        List<Integer> order = new ArrayList<>();
        for (int t = 0; t < many; t++) {
            order.add(t);
        }
        Collections.shuffle(order, new java.util.Random(random.nextLong()));
        StringBuilder text = new StringBuilder();
        int index = 10;
        for (String type : List.of("invoke", "ok")) {
            for (int t : order) {
                text.append(
                        random.nextBoolean()
                                ? "{:process :nemesis, :type :info, :f :kill, :index " + index++ + "}\n"
                                : "");
                text.append(random.nextInt(4) == 0 ? "; a comment\n\n" : "");
                String seen = type.equals("ok") ? "[]" : "nil";
                String what = t == 0
                        ? "[[:r :x " + seen + "] [:append :y 1]]"
                        : t == 1 ? "[[:r :y " + seen + "] [:append :x 1]]" : "[[:append :z" + t + " 1]]";
                text.append("{:process %d, :type :%s, :f :txn, :value %s, :index %d, :time %d}\n"
                        .formatted(t, type, what, index, 1_000_000L * index++));
            }
        }
        return text.toString();
    }

    @Test
    void transactionsOfACycleAreFoundByLineIndexProcessAndTime() throws IOException {
        for (long seed = 0; seed < 30; seed++) {
            String content = skewAmongOthers(new SplittableRandom(seed));
            Answer answer = answer(content, "list-append", "serializable");
            Set<String> told = new HashSet<>();
            for (Map<String, Object> transaction : list(answer, "named")) {
                told.add(String.valueOf(transaction.get("name")));
                for (String end : List.of("invoked", "completed")) {
                    Map<?, ?> place = (Map<?, ?>) Objects.requireNonNull(transaction.get(end));
                    assertThat(line(content, place))
                            .as("seed %d, %s of %s", seed, end, transaction)
                            .contains(":type :" + (end.equals("invoked") ? "invoke" : "ok"))
                            .contains(":process " + transaction.get("process") + ",")
                            .contains(":index " + place.get("index") + ",")
                            .contains(":time " + place.get("timeNanos") + "}");
                }
            }
            assertThat(told).hasSize(2);
            String text = answer.sentence() + String.join("\n", answer.evidence());
            assertThat(told).as("seed %d", seed).containsAll(names(text));
            assertThat(answer.evidence())
                    .filteredOn(line -> line.contains("lines "))
                    .hasSize(2);
        }
    }

    @Test
    void edgesOfACycleLeadFromOneNamedTransactionToTheNext() throws IOException {
        String content = skewAmongOthers(new SplittableRandom(1));
        List<Map<String, Object>> cycle = list(answer(content, "list-append", "serializable"), "cycle");
        assertThat(cycle).hasSize(2);
        for (int i = 0; i < cycle.size(); i++) {
            Map<String, Object> edge = cycle.get(i);
            assertThat(edge.get("to"))
                    .isEqualTo(cycle.get((i + 1) % cycle.size()).get("from"));
            assertThat(edge.get("kind")).isEqualTo("rw");
            assertThat(edge.get("key")).isIn("x", "y");
            assertThat(edge.get("fromValue")).isEqualTo(List.of());
            assertThat(edge.get("toValue")).isEqualTo(1L);
            assertThat((String) edge.get("sentence")).contains((String) edge.get("from"), (String) edge.get("to"));
        }
        assertThat(cycle.get(0).get("key")).isNotEqualTo(cycle.get(1).get("key"));
    }

    @Test
    void whatAbortedOrNeverCompletedIsFoundToo() throws IOException {
        String content = """
            {:process 0, :type :invoke, :f :txn, :value [[:w :x 1]], :index 0}
            {:process 1, :type :invoke, :f :txn, :value [[:r :x nil]], :index 1}
            {:process 0, :type :fail, :f :txn, :value [[:w :x 1]], :index 2}
            {:process 1, :type :ok, :f :txn, :value [[:r :x 1]], :index 3}
            """;
        Answer answer = answer(content, "rw-register", "read-committed");
        assertThat(answer.evidence())
                .contains(
                        "T0 (process 0, lines 1 and 3, indexes 0 and 2, aborted): write x 1",
                        "T1 (process 1, lines 2 and 4, indexes 1 and 3): read x 1");
        String open = """
            {:process 0, :type :invoke, :f :txn, :value [[:append :x 1] [:append :y 1]], :index 0}
            {:process 1, :type :invoke, :f :txn, :value [[:r :x nil] [:r :y nil]], :index 1}
            {:process 1, :type :ok, :f :txn, :value [[:r :x [1]] [:r :y []]], :index 2}
            """;
        assertThat(answer(open, "list-append", "read-atomic").evidence())
                .contains(
                        "T0 (process 1, lines 2 and 3, indexes 1 and 2): read x [1], read y []",
                        "T1 (process 0, line 1, index 0, outcome unknown): append x 1, append y 1");
    }

    @Test
    void filesWithoutTimesTellSessionsAndLines() throws IOException {
        String plume = """
            w(1,5,0,10)
            w(2,6,0,10)
            w(7,7,1,11)
            r(1,5,1,12)
            r(2,0,1,12)
            """;
        Path file = Files.writeString(folder.resolve("plume.txt"), plume);
        Question question =
                new Question(List.of(file), Optional.empty(), Optional.of("read-atomic"), Map.of(), Limits.standard());
        Answer answer = new IsolationJudge().judge(question).orElseThrow();
        assertThat(answer.evidence())
                .contains(
                        "T0 (session 0, its transaction 1, lines 1 and 2): write 1 5, write 2 6",
                        "T2 (session 1, its transaction 2, lines 4 and 5): read 1 5, read 2 0");
    }

    @Test
    void whatWasNotCheckedIsNotSaidToHold() throws IOException {
        Path file = Files.writeString(folder.resolve("plume.txt"), "w(1,5,0,10)\n");
        Question question =
                new Question(List.of(file), Optional.empty(), Optional.empty(), Map.of(), Limits.standard());
        Answer answer = new IsolationJudge().judge(question).orElseThrow();
        assertThat(answer.kind()).isEqualTo(Answer.Kind.UNKNOWN);
        assertThat(answer.sentence()).contains("nothing was checked");
        assertThat(answer.evidence()).isEmpty();
        assertThat(answer.details().get("strongestSatisfied")).isEqualTo(List.of());
    }
}
