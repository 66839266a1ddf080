package dev.faultline.examples.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.examples.Address;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas on one thread, which exchange messages only where the test lets them. */
final class ReplicaTest {
    private static final List<String> SERVERS = List.of("n1", "n2", "n3", "n4");

    @TempDir
    private Path folder;

    private final SortedMap<String, Replica> replicas = new TreeMap<>();
    private final List<String> news = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        for (String server : SERVERS) {
            start(server);
        }
    }

    private void start(String server) throws IOException {
        SortedMap<String, Address> addresses = new TreeMap<>();
        SERVERS.forEach(each -> addresses.put(each, new Address(each, 1)));
        Settings settings = new Settings(server, addresses, 2, folder.resolve(server), 10, SERVERS.size(), Bug.NONE);
        Command.Members all = new Command.Members(new TreeSet<>(SERVERS));
        Log log = Log.open(settings.folder(), Bug.NONE, new Snapshot(0, 0, all, Map.of()));
        replicas.put(server, new Replica(settings, log, new Registers(), new Random(1), news::add));
    }

    /** Lets these servers talk until nobody has anything to say. */
    private void talk(List<String> servers) throws IOException {
        boolean silent = false;
        while (!silent) {
            silent = true;
            for (String from : servers) {
                for (String to : servers) {
                    Optional<Outgoing> outgoing =
                            from.equals(to) ? Optional.empty() : replica(from).outgoingTo(to);
                    if (outgoing.isPresent()) {
                        Message.Reply reply = replica(to)
                                .handle((Message.Request) sent(outgoing.get().request()));
                        replica(from).onReply(to, outgoing.get(), (Message.Reply) sent(reply));
                        silent = false;
                    }
                }
            }
        }
    }

    /** The message as it arrives. */
    private static Message sent(Message message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Message.write(new DataOutputStream(bytes), message);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        Message arrived = message instanceof Message.Request ? Message.readRequest(in) : Message.readReply(in);
        assertThat(arrived).isEqualTo(message);
        return arrived;
    }

    private Replica replica(String server) {
        return Optional.ofNullable(replicas.get(server)).orElseThrow();
    }

    private void passTime(List<String> servers, int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            servers.forEach(server -> replica(server).tick());
        }
    }

    private CompletableFuture<String> ask(String server, String line) {
        return replica(server).start(Command.parse(line, new Registers()));
    }

    private String leader(List<String> servers) throws IOException {
        for (int tick = 0; tick < 100; tick++) {
            passTime(servers, 1);
            talk(servers);
            for (String server : servers) {
                CompletableFuture<String> answer = ask(server, "read nothing");
                talk(servers);
                if (answer.getNow("").equals("ok nil")) {
                    return server;
                }
            }
        }
        throw new AssertionError("nobody leads: " + news);
    }

    @Test
    void aMajorityWritesAndReads() throws IOException {
        String leader = leader(SERVERS);
        CompletableFuture<String> write = ask(leader, "write k 1");
        CompletableFuture<String> cas = ask(leader, "cas k 1 2");
        CompletableFuture<String> read = ask(leader, "read k");
        assertThat(List.of(write, cas, read)).noneMatch(CompletableFuture::isDone);

        talk(SERVERS);

        assertThat(write).isCompletedWithValue("ok");
        assertThat(cas).isCompletedWithValue("ok");
        assertThat(ask(others(leader).getFirst(), "read k")).isCompletedWithValue("moved " + leader);
        CompletableFuture<String> again = ask(leader, "read k");
        talk(SERVERS);
        assertThat(again).isCompletedWithValue("ok 2");
    }

    @Test
    void aLeaderWithoutMajorityAnswersNobodyAndResigns() throws IOException {
        String leader = leader(SERVERS);
        CompletableFuture<String> write = ask(leader, "write k 1");
        CompletableFuture<String> read = ask(leader, "read k");

        passTime(List.of(leader), 30);

        assertThat(write).isCompletedWithValue(Waiting.UNKNOWN);
        assertThat(read).isCompletedWithValue("unavailable");
    }

    @Test
    void whoWasCutOffDisturbsNobodyWhenItComesBack() throws IOException {
        String leader = leader(SERVERS);
        passTime(List.of(others(leader).getFirst()), 100);
        talk(SERVERS);

        assertThat(leader(SERVERS)).isEqualTo(leader);
        assertThat(news)
                .filteredOn(line -> line.endsWith("stands for election"))
                .hasSize(1);
    }

    @Test
    void whoIsFarBehindGetsASnapshotAndKeepsItOverARestart() throws IOException {
        String leader = leader(SERVERS);
        String behind = others(leader).getFirst();
        List<String> rest =
                SERVERS.stream().filter(server -> !server.equals(behind)).toList();
        for (int i = 0; i < 25; i++) {
            CompletableFuture<String> write = ask(leader, "write k " + i);
            talk(rest);
            assertThat(write).isCompletedWithValue("ok");
        }
        talk(SERVERS);
        assertThat(news).anyMatch(line -> line.contains(behind + " ") && line.contains("installed a snapshot"));

        start(behind);
        String silent = rest.stream()
                .filter(server -> !server.equals(leader))
                .findFirst()
                .orElseThrow();
        List<String> majority =
                SERVERS.stream().filter(server -> !server.equals(silent)).toList();
        String next = leader(majority);
        CompletableFuture<String> read = ask(next, "read k");
        talk(majority);
        assertThat(read).isCompletedWithValue("ok 24");
    }

    @Test
    void membersChangeOneAfterTheOther() throws IOException {
        String leader = leader(SERVERS);
        List<String> others = others(leader);
        CompletableFuture<String> first = ask(leader, "remove " + others.get(0));
        assertThat(ask(leader, "remove " + others.get(1))).isCompletedWithValue("unavailable");

        talk(SERVERS);
        assertThat(first).isCompletedWithValue("ok");
        assertThat(ask(leader, "remove " + leader)).isCompletedWithValue("fail");

        // Two of three are a majority now; two of four were none.
        List<String> two = List.of(leader, others.get(1));
        CompletableFuture<String> write = ask(leader, "write k 1");
        talk(two);
        assertThat(write).isCompletedWithValue("ok");

        CompletableFuture<String> back = ask(leader, "add " + others.get(0));
        talk(SERVERS);
        assertThat(back).isCompletedWithValue("ok");
        CompletableFuture<String> late = ask(leader, "write k 2");
        talk(two);
        assertThat(late).isNotDone();
    }

    @Test
    void aNewLeaderChangesNoMembersBeforeItHasCommittedAnEntryOfItsOwn() throws IOException {
        passTime(SERVERS, 10);
        String elected = "n1";
        talkVotesOnly(elected);

        assertThat(ask(elected, "remove n2")).isCompletedWithValue("unavailable");
        talk(SERVERS);
        assertThat(ask(elected, "remove n2")).isNotDone();
    }

    private void talkVotesOnly(String candidate) throws IOException {
        for (int campaign = 0; campaign < 2; campaign++) {
            for (String voter : others(candidate)) {
                Optional<Outgoing> asked = replica(candidate).outgoingTo(voter);
                if (asked.isPresent() && asked.get().request() instanceof Message.VoteRequest request) {
                    replica(candidate)
                            .onReply(voter, asked.get(), replica(voter).handle(request));
                }
            }
        }
        assertThat(news).anyMatch(line -> line.startsWith(candidate + " ") && line.contains("leads"));
    }

    private static List<String> others(String server) {
        return SERVERS.stream().filter(each -> !each.equals(server)).toList();
    }
}
