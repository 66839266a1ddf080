package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tool writes while a program has its turn is no business of the program, nor the other way round. */
class BookkeepingTest {
    private static final String INTERRUPTED = """
        name = "interrupted"
        [system]
        class-path = ["CLASSES"]
        nodes = ["n1"]
        main = "dev.faultline.experiment.Servers$Interrupted"
        [client]
        class = "none"
        [workload]
        duration = "10s"
        """;

    @TempDir
    private Path folder;

    @Test
    void aProgramThatIsInterruptedIsWrittenDownLikeAnyOther() throws IOException {
        Trials.run(INTERRUPTED, 1, RunOptions.standard().into(folder.resolve("run")));

        assertThat(RunAudit.of(folder.resolve("run")).faults()).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("run/events.ndjson"))).hasSizeGreaterThan(2_000);
        assertThat(Files.readString(folder.resolve("run/logs/n1.log"))).contains("still interrupted: true");
    }

    @Test
    void whatGoesWrongIsKeptFromTheProgramAndTheFirstOfItIsTheCause() {
        Bookkeeping books = new Bookkeeping();
        UncheckedIOException full = new UncheckedIOException("cannot write events", new IOException("No space left"));
        books.check();
        books.keep(() -> {
            throw full;
        });
        books.keep(() -> {
            throw new IllegalStateException("comes of it");
        });

        assertThat(books.hasFailed()).isTrue();
        assertThatThrownBy(books::check).isSameAs(full);
    }
}
