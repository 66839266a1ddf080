package dev.faultline.examples.bank;

import dev.faultline.examples.Address;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Servers and clients on one thread, with everything drawn from a seed: the order of messages, which of them are lost, who is
 * cut off, and crashes in the midst of a step, which may leave any part of what the step had written.
 */
final class RandomBank {
    static final List<String> SERVERS = List.of("n1", "n2", "n3");
    private static final Accounts ACCOUNTS = new Accounts(SERVERS, "a", 6, 10);
    private static final int CLIENTS = 4;
    private static final int PATIENCE_STEPS = 3_000;

    private final Random random;
    private final Path folder;
    private final Bug bug;
    private final SortedMap<String, Server> servers = new TreeMap<>();
    private final List<Client> clients = new ArrayList<>();
    private final BankHistory history =
            new BankHistory(SERVERS.stream().map(ACCOUNTS::firstOf).reduce(Amounts.NONE, Amounts::plus));
    private boolean troubled = true;
    private long step;

    private RandomBank(Path folder, Bug bug, long seed) throws IOException {
        this.folder = folder;
        this.bug = bug;
        random = new Random(seed);
        for (String id : SERVERS) {
            servers.put(id, new Server(id));
        }
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Client());
        }
    }

    /** Runs a seed; returns what the clients saw, and at the end, when all has been whole for a while, is seen by one. */
    static BankHistory run(Path folder, Bug bug, long seed, int steps) throws IOException {
        return new RandomBank(folder, bug, seed).run(steps);
    }

    private BankHistory run(int steps) throws IOException {
        for (int left = steps; left > 0; left--) {
            step();
            clients.get(random.nextInt(CLIENTS)).step();
            if (random.nextInt(1_000) == 0) {
                fault();
            }
            if (random.nextInt(300) == 0) {
                servers.values().forEach(server -> server.side = 0);
            }
        }
        heal();
        for (String server : SERVERS) {
            Client last = clients.getFirst();
            last.ask(server(server), new Command.Balances());
            while (last.waits()) {
                step();
                last.listen();
            }
        }
        for (Server server : servers.values()) {
            server.ledger.close();
        }
        return history;
    }

    private void step() throws IOException {
        step++;
        any().step();
    }

    private void heal() throws IOException {
        troubled = false;
        servers.values().forEach(server -> {
            server.side = 0;
            server.pausedSteps = 0;
            server.doomed = false;
        });
        for (int left = PATIENCE_STEPS; left > 0; left--) {
            step();
        }
        clients.forEach(Client::listen);
        clients.forEach(client -> client.finish(Optional.empty()));
    }

    private void fault() {
        switch (random.nextInt(4)) {
            case 0 -> any().side = 1;
            case 1 -> any().pausedSteps = random.nextInt(600);
            default -> any().doomed = true;
        }
    }

    private Server any() {
        return server(SERVERS.get(random.nextInt(SERVERS.size())));
    }

    private Server server(String id) {
        return Optional.ofNullable(servers.get(id)).orElseThrow();
    }

    private record Letter(String from, String to, Message message) {}

    private final class Server {
        private final String id;
        private final List<Letter> inbox = new ArrayList<>();
        private final List<Letter> outgoing = new ArrayList<>();
        private Ledger ledger;
        private Branch branch;
        private int side;
        private int pausedSteps;
        /** Whether it ends with the next step that writes something. */
        private boolean doomed;

        Server(String id) throws IOException {
            this.id = id;
            ledger = Ledger.open(settings());
            branch = start();
        }

        private Settings settings() {
            SortedMap<String, Address> addresses = new TreeMap<>();
            SERVERS.forEach(server -> addresses.put(server, new Address(server, 1)));
            return new Settings(id, addresses, 2, folder.resolve(id), ACCOUNTS, false, 12, bug);
        }

        private Branch start() {
            return new Branch(settings(), ledger, random, (to, message) -> outgoing.add(new Letter(id, to, message)));
        }

        void step() throws IOException {
            if (pausedSteps-- > 0) {
                return;
            }
            if (doomed) {
                doomedStep();
            } else {
                work();
            }
            send();
        }

        private void doomedStep() throws IOException {
            Path file = folder.resolve(id).resolve("log");
            Object fileBefore = key(file);
            long bytesBefore = Files.size(file);
            work();
            if (!fileBefore.equals(key(file))) {
                crash(file, Files.size(file));
            } else if (Files.size(file) > bytesBefore) {
                crash(file, bytesBefore);
            }
        }

        private void work() {
            if (random.nextInt(16) == 0) {
                branch.tick();
            } else if (!inbox.isEmpty()) {
                // Any message may be the next, if it is not lost, or waits, because somebody is cut off.
                Letter letter = inbox.remove(random.nextInt(inbox.size()));
                if (server(letter.from()).side == side) {
                    branch.handle(letter.from(), letter.message());
                } else if (random.nextBoolean()) {
                    inbox.add(letter);
                }
            }
        }

        void send() {
            for (Letter letter : outgoing) {
                if (!troubled || random.nextInt(60) > 0) {
                    server(letter.to()).inbox.add(letter);
                }
            }
            outgoing.clear();
        }

        /** Ends after a step that has written something; if nobody has heard of it, the disk may hold any part of that. */
        private void crash(Path file, long bytesBefore) throws IOException {
            ledger.close();
            if (random.nextBoolean()) {
                outgoing.clear();
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(random.nextLong(bytesBefore, Files.size(file) + 1));
                }
            }
            clients.forEach(client -> client.lose(this));
            doomed = false;
            pausedSteps = random.nextInt(400);
            ledger = Ledger.open(settings());
            branch = start();
        }

        private static Object key(Path file) throws IOException {
            return Objects.requireNonNull(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        }
    }

    private final class Client {
        private Optional<Command> command = Optional.empty();
        private Optional<Server> asked = Optional.empty();
        private CompletableFuture<String> answer = new CompletableFuture<>();
        private long start;

        void step() {
            if (waits()) {
                listen();
                if (step - start > PATIENCE_STEPS) {
                    finish(Optional.empty());
                }
            } else if (random.nextInt(20) == 0) {
                Server server = any();
                // A program that is paused, or not there, begins nothing.
                if (server.pausedSteps <= 0) {
                    ask(server, random.nextInt(3) == 0 ? new Command.Balances() : transfer());
                }
            }
        }

        private Command transfer() {
            int from = 1 + random.nextInt(ACCOUNTS.number());
            int to = 1 + (from + random.nextInt(ACCOUNTS.number() - 1)) % ACCOUNTS.number();
            return new Command.Transfer("a" + from, "a" + to, 1 + random.nextInt(8));
        }

        void ask(Server server, Command next) {
            command = Optional.of(next);
            asked = Optional.of(server);
            start = step;
            answer = server.branch.start(next);
            server.send();
        }

        boolean waits() {
            return command.isPresent();
        }

        void listen() {
            if (waits() && answer.isDone()) {
                finish(Optional.of(answer.join()));
            }
        }

        /** The server is gone, with what it wanted to say. */
        void lose(Server server) {
            if (asked.filter(server::equals).isPresent()) {
                finish(Optional.empty());
            }
        }

        void finish(Optional<String> reply) {
            Optional<String> known = reply.filter(text -> !text.equals(Call.UNKNOWN));
            long end = known.isPresent() ? step : Long.MAX_VALUE;
            command.ifPresent(asks -> history.add(new BankHistory.Call(asks, start, end, known)));
            command = Optional.empty();
            asked = Optional.empty();
        }
    }
}
