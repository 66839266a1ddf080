package dev.faultline.bench;

import dev.faultline.workload.Client;
import dev.faultline.workload.ClientContext;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The client of the real servers: {@code CLIENT-CLASS NODES CLIENTS KEYS SESSION-MILLIS}. It connects, says so, and for
 * every line with a number on its standard input makes so many requests, half of them writes, and says how many
 * succeeded.
 */
public final class PeerClientMain {
    static final String READY = "faultline bench: ready";
    static final String DONE = "faultline bench: succeeded ";

    private static final int ATTEMPTS = 5;

    private PeerClientMain() {}

    /** Does as it is told until its standard input ends. */
    public static void main(String[] arguments) throws Exception {
        BlockingQueue<String> commands = new LinkedBlockingQueue<>();
        EndWithParent.watch(commands::add);
        int clients = Integer.parseInt(arguments[2]);
        List<String> keys = List.of(arguments[3].split(",", -1));
        List<String> nodes = List.of(arguments[1].split(",", -1));
        Map<String, String> options = Map.of("reads", "local", "sessionMillis", arguments[4]);
        List<Client> connections = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            connections.add(connect(arguments[0], new ClientContext(i, nodes, keys, options)));
        }
        System.out.println(READY);
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            while (true) {
                System.out.println(DONE + batch(threads, connections, keys, Integer.parseInt(commands.take())));
            }
        }
    }

    private static int batch(ExecutorService threads, List<Client> connections, List<String> keys, int requests)
            throws InterruptedException, ExecutionException {
        List<Future<Integer>> results = new ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            int number = i;
            results.add(threads.submit(
                    () -> request(connections.get(number), number, keys, requests / connections.size())));
        }
        int ok = 0;
        for (Future<Integer> result : results) {
            ok += result.get();
        }
        return ok;
    }

    private static int request(Client client, int number, List<String> keys, int requests) throws Exception {
        SplittableRandom random = new SplittableRandom(number);
        int ok = 0;
        for (int i = 0; i < requests; i++) {
            String key = keys.get(random.nextInt(keys.size()));
            Request request = random.nextBoolean() ? new Request.Read(key) : new Request.Write(key, number + "." + i);
            ok += client.invoke(request) instanceof Reply.Ok ? 1 : 0;
        }
        return ok;
    }

    private static Client connect(String className, ClientContext context) throws Exception {
        for (int attempt = 1; ; attempt++) {
            Client client = Class.forName(className)
                    .asSubclass(Client.class)
                    .getConstructor()
                    .newInstance();
            try {
                client.open(context);
                return client;
            } catch (Exception e) {
                System.err.println("not connected yet: " + e);
                client.close();
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }
}
