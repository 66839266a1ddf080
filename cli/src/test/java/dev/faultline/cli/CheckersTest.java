package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkers that no run of ours uses can be had from the command line, and say what they found. */
class CheckersTest {

    /** Each operation is {@code process f key argument result}, over before the next begins; a dash is nil. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 write x 1 1; 0 read x - -|--level read-your-writes|wrote",
                "0 write x 1 1; 1 read x - 1; 1 read x - -|--level monotonic-reads|read both",
                "0 write x 1 1; 0 write y 2 2; 1 read y - 2; 1 read x - -|--level monotonic-writes|its client wrote",
                "0 write x 1 1; 1 read x - 1; 1 write y 2 2; 2 read y - 2; 2 read x - -|--level"
                        + " writes-follow-reads|seen",
                "0 write x 1 1; 1 read x - 1; 1 write y 2 2; 2 read y - 2; 2 read x - -|--level"
                        + " causal|causality-violation",
                "0 acquire - - 5; 0 release - - -; 1 acquire - - 4|--model fenced-lock|fenced-lock",
                "0 acquire - - 1; 1 acquire - - 2; 0 renew - - -|--model leader-lease|leader-lease",
                "0 write - [[:w,:x,1]] [[:w,:x,1]]; 0 write - [[:w,:y,1]] [[:w,:y,1]]; 1 read - [[:r,:x,-],[:r,:y,-]]"
                        + " [[:r,:x,1],[:r,:y,-]]; 2 read - [[:r,:x,-],[:r,:y,-]] [[:r,:x,-],[:r,:y,1]]|--model"
                        + " long-fork|no order",
                "0 send a 7 [0,7]; 1 poll - - [[:a,0,7]]; 1 poll - - [[:a,1,7]]|--model log|twice",
                "0 txn - [[:add,:s,1]] [[:add,:s,1]]; 1 txn - [[:r,:s,-]] [[:r,:s,[]]]|--model set-add|did not see",
                "0 txn - [[:add,:s,1]] [[:add,:s,1]]; 0 txn - [[:r,:s,-]] [[:r,:s,[]]]|--model set --level"
                        + " causal|T1 had to see that T0 wrote 1 in s",
                "0 txn - [[:inc,:c,4]] [[:inc,:c,4]]; 1 txn - [[:r,:c,-]] [[:r,:c,0]]|--level strict-serializable|read"
                        + " c 0, without the 4 of T0",
                "0 add - 4 4; 0 read - - 0|--model counter --level causal|T1 had to see that T0 wrote counter (the 4 of"
                        + " T0)",
                "0 write x 1 1; 0 read x - -|--model register --level causal|T1 had to see that T0 wrote x",
                "0 put x 1 1; 0 get x - -|--model kv --level strict-serializable|T1 had to see that T0 wrote x"
            })
    void violationsAreFoundAndExplained(String operations, String arguments, String word, @TempDir Path folder)
            throws IOException {
        StringBuilder text = new StringBuilder();
        for (String operation : operations.split(";")) {
            String[] parts = operation.strip().split(" ");
            text.append(event(parts, "invoke", parts[3])).append(event(parts, "ok", parts[4]));
        }
        Path file = Files.writeString(folder.resolve("history.edn"), text);
        String[] command = ("check " + file + " " + arguments).split(" ");

        CommandOutcome outcome = CommandOutcome.of(command);

        assertThat(outcome.exitCode())
                .as("%s%n%s%s", text, outcome.out(), outcome.error())
                .isEqualTo(1);
        assertThat(outcome.out()).startsWith("VIOLATION").contains(word);
    }

    /** The one input that costs no time: that the others end in time is measured, and no test. */
    @Test
    void hardInputIsGivenToTheCommandInAProcessOfItsOwn() {
        CommandOutcome outcome = CommandOutcome.of("bench", "bounds", "--only", "EDN");

        assertThat(outcome.out())
                .containsPattern("EDN nested .* malformed +254")
                .contains("0 bounds broken");
        assertThat(outcome.exitCode()).isZero();
    }

    private static String event(String[] parts, String type, String value) {
        String key = parts[2].equals("-") ? "" : " :key :" + parts[2] + ",";
        return "{:process %s, :type :%s, :f :%s,%s :value %s}%n"
                .formatted(parts[0], type, parts[1], key, value.equals("-") ? "nil" : value.replace("-", "nil"));
    }
}
