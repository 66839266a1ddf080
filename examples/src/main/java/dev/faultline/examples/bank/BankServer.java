package dev.faultline.examples.bank;

import dev.faultline.examples.Property;
import dev.faultline.examples.Service;
import dev.faultline.examples.Task;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A server of a bank whose accounts are spread over several servers.
 *
 * <p>Clients send lines to any server and get a line for each. {@code transfer FROM TO AMOUNT} is answered {@code ok}, or
 * {@code fail} with a reason: {@code overdrawn}, or {@code busy} if other transactions were always faster.
 * {@code read} is answered {@code ok a1=10 a2=10 ...}, all accounts at one moment, or {@code fail busy}. To both the
 * answer may be {@code unavailable}: a server that is needed did not answer in time, nothing was done and nothing will be;
 * or {@code bad REASON}. A connection that ends or stays silent leaves the fate of the request unknown. Operations are
 * linearizable.
 */
public final class BankServer {
    private static final int PEER_IDLE_MILLIS = 10_000;
    private static final int CLIENT_IDLE_MILLIS = 60_000;
    private static final int TICK_MILLIS = 50;

    private final Settings settings;
    private final Random random = new Random();
    private final SortedMap<String, Link> links = new TreeMap<>();
    private final Branch branch;

    private BankServer(Settings settings) throws IOException {
        this.settings = settings;
        settings.servers().forEach((id, address) -> links.put(id, new Link(settings.id(), address)));
        Ledger ledger = Ledger.open(settings);
        branch = new Branch(settings, ledger, random, this::post);
        System.out.println(settings.id() + " run " + ledger.run() + ": " + ledger.balances() + "; "
                + ledger.promises().size() + " promises and "
                + ledger.decisions().size() + " decisions are open");
    }

    /**
     * Runs a server until the process is killed.
     *
     * @param args see the usage line; a wrong one, a taken port or an unreadable ledger ends the process with status 1
     */
    public static void main(String[] args) {
        try {
            new BankServer(Settings.parse(args, Property.bug(Bug.class))).start();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Settings.USAGE);
            System.exit(1);
        } catch (IOException e) {
            System.err.println("cannot start: " + e);
            System.exit(1);
        }
    }

    private void start() throws IOException {
        String host = settings.own().host();
        Service peers = this::servePeer;
        Service clients = Service.ofLines(this::answer);
        peers.listen("peer", host, settings.own().port(), PEER_IDLE_MILLIS);
        clients.listen("client", host, settings.clientPort(), CLIENT_IDLE_MILLIS);
        links.forEach((id, link) -> {
            if (!id.equals(settings.id())) {
                Task.spawn("link-to-" + id, link::run);
            }
        });
        Task.spawn("ticker", this::tickForEver);
        System.out.println(settings.id() + " serves clients on " + host + ":" + settings.clientPort());
    }

    private void post(String server, Message message) {
        Link link = links.get(server);
        // Who is not there any more, or never was, hears nothing.
        if (link != null) {
            link.send(message);
        }
    }

    private void tickForEver() throws InterruptedException {
        while (true) {
            // Spread by a quarter, so that servers do not try again together.
            Thread.sleep(TICK_MILLIS * 3 / 4 + random.nextInt(TICK_MILLIS / 2));
            branch.tick();
        }
    }

    private void servePeer(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        String server = in.readUTF();
        while (true) {
            for (Message message : Link.readBatch(in)) {
                branch.handle(server, message);
            }
            socket.getOutputStream().write(1);
        }
    }

    private Optional<String> answer(String line) {
        try {
            return Optional.of(branch.start(Command.parse(line)).join()).filter(answer -> !answer.equals(Call.UNKNOWN));
        } catch (IllegalArgumentException e) {
            return Optional.of("bad " + e.getMessage());
        }
    }
}
