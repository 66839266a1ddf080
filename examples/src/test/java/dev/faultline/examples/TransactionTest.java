package dev.faultline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions whose turns are told one by one, at a primary that needs nobody else. */
final class TransactionTest {
    @TempDir
    private Path directory;

    private Optional<DurableLog> log = Optional.empty();
    private Optional<Replica> replica = Optional.empty();
    private Optional<Transactions> transactions = Optional.empty();

    @AfterEach
    void close() throws IOException {
        log.orElseThrow().close();
    }

    @Test
    void readsSeeTheSnapshotAndWhatTheTransactionDidItself() throws IOException {
        start(Bug.NONE);
        assertThat(run("txn w x 1; append a 1; r a nil; append a 2; r a nil; r x nil"))
                .isEqualTo("ok w x 1; append a 1; r a [1]; append a 2; r a [1 2]; r x 1");
        Transaction reader = begin("txn r x nil; r a nil; r y nil");
        assertThat(run("txn w x 2; w y 2; append a 3")).startsWith("ok ");
        assertThat(finish(reader)).isEqualTo("ok r x 1; r a [1 2]; r y nil");
        assertThat(run("txn r x nil; r a nil; r y nil")).isEqualTo("ok r x 2; r a [1 2 3]; r y 2");
    }

    @Test
    void nothingHappensOfATransactionOneOfWhoseKeysHasChanged() throws IOException {
        start(Bug.NONE);
        Transaction first = begin("txn r x nil; w y 1");
        Transaction second = begin("txn r y nil; w x 2");
        assertThat(finish(first)).isEqualTo("ok r x nil; w y 1");
        assertThat(finish(second)).isEqualTo("fail y has changed");
        Transaction third = begin("txn r y nil; w x 3");
        assertThat(single("delete y")).isEqualTo("ok");
        assertThat(finish(third)).isEqualTo("fail y has changed");
        assertThat(single("read x")).isEqualTo("ok nil");
        assertThat(single("get y")).isEqualTo("ok nil");
    }

    @Test
    void whatIsNoListIsNotAppendedTo() throws IOException {
        start(Bug.NONE);
        assertThat(single("put x 1")).isEqualTo("ok");
        assertThat(run("txn w y 1; append x 2")).isEqualTo("fail x is no list");
        assertThat(run("txn r x nil; r y nil")).isEqualTo("ok r x 1; r y nil");
    }

    @Test
    void aLongForkIsAnOrderThatTheLogDoesNotHave() throws IOException {
        start(Bug.LONG_FORK);
        Transaction first = begin("txn w x 1");
        Transaction second = begin("txn w y 1");
        List.of(first, second).forEach(transaction -> {
            assertThat(transaction.proceed()).isEmpty();
            assertThat(transaction.proceed()).isEmpty();
        });
        assertThat(finish(second)).isEqualTo("ok w y 1");
        assertThat(run("txn r x nil; r y nil")).isEqualTo("ok r x nil; r y 1");
        assertThat(finish(first)).isEqualTo("ok w x 1");
        assertThat(run("txn r x nil; r y nil")).isEqualTo("ok r x 1; r y 1");
    }

    private void start(Bug bug) throws IOException {
        DurableLog opened = DurableLog.open(directory, bug);
        Store store = new Store(bug);
        Replica only = new Replica("n1", List.of("n1"), opened, store, bug, new Random(1), _ -> {});
        log = Optional.of(opened);
        replica = Optional.of(only);
        transactions = Optional.of(new Transactions(only, store, bug, new Random(1)));
        for (int ticks = 0; ticks < 20; ticks++) {
            only.tick();
        }
        sync();
    }

    private void sync() {
        log.orElseThrow().sync();
        replica.orElseThrow().onSynced();
    }

    /** A transaction that has its snapshot. */
    private Transaction begin(String line) {
        Transaction transaction = transactions.orElseThrow().begin((Command.Transact) Command.parse(line));
        assertThat(transaction.proceed()).isEmpty();
        return transaction;
    }

    private String run(String line) {
        return finish(begin(line));
    }

    private String finish(Transaction transaction) {
        for (int turns = 0; turns < 20; turns++) {
            Optional<String> reply = transaction.proceed();
            if (reply.isPresent()) {
                return reply.get();
            }
            sync();
        }
        throw new AssertionError("it does not end");
    }

    private String single(String line) {
        Operation operation = replica.orElseThrow().start(Command.parse(line));
        sync();
        return replica.orElseThrow().outcome(operation).orElseThrow();
    }
}
