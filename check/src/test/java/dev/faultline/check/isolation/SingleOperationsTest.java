package dev.faultline.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.check.format.FormatException;
import dev.faultline.check.format.ReadLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories of single operations on registers at the levels of transactions. */
class SingleOperationsTest {

    private static final String NOT_CAUSAL = """
        {:process 0, :type :invoke, :f :write, :key :x, :value 1}
        {:process 0, :type :ok, :f :write, :key :x, :value nil}
        {:process 1, :type :invoke, :f :read, :key :x, :value nil}
        {:process 1, :type :ok, :f :read, :key :x, :value 1}
        {:process 1, :type :invoke, :f :cas, :key :y, :value [nil 2]}
        {:process 1, :type :ok, :f :cas, :key :y, :value [nil 2]}
        {:process 2, :type :invoke, :f :read, :key :y, :value nil}
        {:process 2, :type :ok, :f :read, :key :y, :value 2}
        {:process 2, :type :invoke, :f :read, :key :x, :value nil}
        {:process 2, :type :ok, :f :read, :key :x, :value nil}
        """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void eachOperationIsATransaction() throws IOException {
        Transactions history = read(NOT_CAUSAL);
        assertThat(history.size()).isEqualTo(5);
        assertThat(history.describe(2)).isEqualTo("T2 read y nothing, write y 2");
        assertThat(check(history, "causal")).isInstanceOf(IsolationVerdict.Violation.class);
        assertThat(check(history, "serializable")).isInstanceOf(IsolationVerdict.Valid.class);
        assertThat(check(history, "read-committed")).isInstanceOf(IsolationVerdict.Valid.class);
    }

    @Test
    void otherOperationsAreRefused() {
        assertThatThrownBy(() -> read("""
            {:process 0, :type :invoke, :f :enqueue, :value 1}
            {:process 0, :type :ok, :f :enqueue, :value 1}
            """)).isInstanceOf(FormatException.class).hasMessageContaining("'enqueue'");
    }

    private Transactions read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("history.edn"), text);
        return TransactionFiles.read(file, null, ReadLimits.standard());
    }

    private static IsolationVerdict check(Transactions history, String level) {
        return IsolationCheck.check(history, IsolationLevel.of(level), IsolationLimits.standard());
    }
}
