package dev.faultline.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.Answer;
import dev.faultline.check.Limits;
import dev.faultline.check.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits count while a file is read, too, even inside of one record. */
class ReadingWithinLimitsTest {

    private static final int OPERATIONS = 50_000;

    @TempDir
    Path folder = Path.of("");

    private Path file = Path.of("");

    /** One transaction of more than a megabyte of text. */
    @BeforeEach
    void writeGiantTransaction() throws IOException {
        StringBuilder operations = new StringBuilder("[");
        for (int i = 0; i < OPERATIONS; i++) {
            operations.append("[:w ").append(i).append(" 1] [:r ").append(i).append(" 1] ");
        }
        operations.append(']');
        String event = "{:process 0, :type :%s, :f :txn, :value %s}%n";
        file = Files.writeString(
                folder.resolve("history.edn"),
                event.formatted("invoke", operations) + event.formatted("ok", operations));
    }

    @Test
    void aTransactionThatDoesNotFitIntoMemoryIsUnknown() {
        Answer answer = ask(Limits.standard().withMemoryBytes(16 << 20));
        assertThat(answer.kind()).isEqualTo(Answer.Kind.UNKNOWN);
        assertThat(answer.sentence()).contains("more than fit into the memory allowed");
        assertThat(ask(Limits.standard()).kind()).isEqualTo(Answer.Kind.VALID);
    }

    @Test
    void readingEndsWhenTheTimeIsUp() {
        Answer answer = ask(Limits.standard().stoppedBy(() -> true));
        assertThat(answer.kind()).isEqualTo(Answer.Kind.UNKNOWN);
        assertThat(answer.sentence()).contains("stopped while it read the file");
    }

    @Test
    void theSameHoldsForFormatsWithoutTimes() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 4 * OPERATIONS; i++) {
            lines.append("w(")
                    .append(i)
                    .append(',')
                    .append(i)
                    .append(",1,")
                    .append(i)
                    .append(")\n");
        }
        lines.append("r(1,1,1,").append(4 * OPERATIONS + 1).append(")\n");
        file = Files.writeString(folder.resolve("history.txt"), lines);
        assertThat(ask(Limits.standard()).kind()).isEqualTo(Answer.Kind.VALID);
        assertThat(ask(Limits.standard().withMemoryBytes(16 << 20)).sentence())
                .contains("more than fit into the memory allowed");
        assertThat(ask(Limits.standard().stoppedBy(() -> true)).sentence()).contains("stopped while it read the file");
    }

    private Answer ask(Limits limits) {
        Question question = new Question(List.of(file), Optional.empty(), Optional.empty(), Map.of(), limits);
        return new IsolationJudge().judge(question).orElseThrow();
    }
}
