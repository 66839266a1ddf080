package dev.faultline.examples.bank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.examples.Address;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One transfer from n1 to n2 that n3 coordinates, and a crash at each place where a server writes something. */
final class CrashTest {
    private static final List<String> SERVERS = List.of("n1", "n2", "n3");
    private static final Accounts ACCOUNTS = new Accounts(SERVERS, "a", 3, 10);
    private static final String BEFORE = "ok a1=10 a2=10 a3=10";
    private static final String AFTER = "ok a1=7 a2=13 a3=10";

    /** What a crash leaves of the step in which it happens. */
    private enum Left {
        NOTHING,
        HALF_A_RECORD,
        RECORDS,
        RECORDS_AND_MESSAGES
    }

    @TempDir
    private Path folder;

    private record Letter(String from, String to, Message message) {}

    private final Deque<Letter> mail = new ArrayDeque<>();
    private final SortedMap<String, Ledger> ledgers = new TreeMap<>();
    private final SortedMap<String, Branch> branches = new TreeMap<>();
    private Path home = Path.of("");
    private String doomed = "";
    private Left left = Left.NOTHING;
    private int writesLeft;

    @Test
    void aTransferHappensAsAWholeOrNotAtAll() throws IOException {
        int crashes = 0;
        int whole = 0;
        for (String server : SERVERS) {
            for (Left each : Left.values()) {
                int write = 1;
                for (boolean crashed = true; crashed; write++) {
                    String name = server + " at its write " + write + " that leaves " + each;
                    doomed = server;
                    left = each;
                    writesLeft = write;
                    CompletableFuture<String> answer = transfer(server + each + write);
                    crashed = writesLeft == 0;
                    String seen = balances();
                    boolean known = answer.isDone() && !(crashed && server.equals("n3"));
                    assertThat(seen).as(name).isIn(BEFORE, AFTER);
                    if (known) {
                        assertThat(seen).as(name).isEqualTo(answer.join().equals("ok") ? AFTER : BEFORE);
                    }
                    crashes += crashed ? 1 : 0;
                    whole += crashed && seen.equals(AFTER) ? 1 : 0;
                    for (Ledger ledger : ledgers.values()) {
                        ledger.close();
                    }
                }
            }
        }
        // Prepared and finished at the owners; decided and told twice by the coordinator.
        assertThat(crashes).isEqualTo(4 * (2 + 2 + 3));
        assertThat(whole).isPositive().isLessThan(crashes);
    }

    private CompletableFuture<String> transfer(String name) throws IOException {
        home = folder.resolve(name);
        mail.clear();
        for (String server : SERVERS) {
            start(server);
        }
        CompletableFuture<String> answer = branch("n3").start(Command.parse("transfer a1 a2 3"));
        talk();
        return answer;
    }

    /** What is seen when all has been whole for a while. */
    private String balances() throws IOException {
        doomed = "";
        talk();
        CompletableFuture<String> answer = branch("n1").start(new Command.Balances());
        talk();
        return answer.join();
    }

    private void start(String server) throws IOException {
        SortedMap<String, Address> addresses = new TreeMap<>();
        SERVERS.forEach(each -> addresses.put(each, new Address(each, 1)));
        Settings settings = new Settings(server, addresses, 2, home.resolve(server), ACCOUNTS, false, 100, Bug.NONE);
        Ledger ledger = Ledger.open(settings);
        ledgers.put(server, ledger);
        branches.put(
                server,
                new Branch(
                        settings, ledger, new Random(1), (to, message) -> mail.add(new Letter(server, to, message))));
    }

    private Branch branch(String server) {
        return Optional.ofNullable(branches.get(server)).orElseThrow();
    }

    /** Delivers all messages, and lets so much time pass that nobody waits any more. */
    private void talk() throws IOException {
        for (int tick = 0; tick < 2 * Call.PATIENCE_TICKS; tick++) {
            for (Letter letter = mail.poll(); letter != null; letter = mail.poll()) {
                deliver(letter);
            }
            branches.values().forEach(Branch::tick);
        }
    }

    private void deliver(Letter letter) throws IOException {
        Path file = home.resolve(letter.to()).resolve("log");
        boolean mayCrash = letter.to().equals(doomed) && writesLeft > 0;
        long before = mayCrash ? Files.size(file) : 0;
        int messages = mail.size();
        branch(letter.to()).handle(letter.from(), letter.message());
        if (mayCrash && Files.size(file) > before) {
            writesLeft--;
            if (writesLeft == 0) {
                crash(letter.to(), before, messages);
            }
        }
    }

    private void crash(String server, long before, int messages) throws IOException {
        Optional.ofNullable(ledgers.get(server)).orElseThrow().close();
        Path file = home.resolve(server).resolve("log");
        long size = Files.size(file);
        while (left != Left.RECORDS_AND_MESSAGES && mail.size() > messages) {
            mail.removeLast();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            switch (left) {
                case NOTHING -> channel.truncate(before);
                case HALF_A_RECORD -> channel.truncate((before + size) / 2);
                case RECORDS, RECORDS_AND_MESSAGES -> {}
            }
        }
        start(server);
    }
}
