package dev.faultline.cli;

import dev.faultline.workload.Client;
import dev.faultline.workload.ClientContext;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/** Servers that do not come up or do not answer, each in its own way; and one that does. The first node has the data. */
public final class SickSystem {
    private static final int PORT = 7000;
    private static final Map<String, String> DATA = new ConcurrentHashMap<>();

    private SickSystem() {}

    /** Runs the server of a node: what is wrong with it, and its name. */
    public static void main(String[] arguments) throws Exception {
        String node = arguments[1];
        System.out.println(node + " starts");
        switch (arguments[0]) {
            case "exception" -> throw new IllegalStateException("no configuration");
            case "exit-0" -> {}
            case "exit-1" -> {
                new Thread(SickSystem::giveUp).start();
                serve(node, true);
            }
            case "port-in-use" -> {
                try (ServerSocket first = new ServerSocket(PORT)) {
                    System.out.println("has " + first.getLocalPort());
                    serve(node, true);
                }
            }
            case "deadlock" -> deadlock();
            case "frozen" -> System.out.println(LongStream.generate(() -> 0).anyMatch(each -> each > 0));
            case "busy-loop" -> {
                if (node.equals("n1")) {
                    loop();
                }
                serve(node, true);
            }
            case "refuses" -> serve(node, false);
            case "silent" -> acceptOnly();
            case "one-gone" -> {
                if (node.equals("n2")) {
                    throw new IllegalArgumentException("bad node");
                }
                serve(node, true);
            }
            default -> serve(node, true);
        }
    }

    private static void giveUp() {
        pause(1_000);
        System.exit(1);
    }

    private static void deadlock() throws InterruptedException {
        Object left = new Object();
        Object right = new Object();
        Thread one = new Thread(() -> lock(left, right), "one");
        new Thread(() -> lock(right, left), "two").start();
        one.start();
        one.join();
    }

    private static void lock(Object first, Object second) {
        synchronized (first) {
            pause(10);
            synchronized (second) {
                System.out.println("has both");
            }
        }
    }

    private static void loop() {
        for (long round = 0; ; round++) {
            if (round < 0) {
                System.out.println("never");
            }
        }
    }

    private static void acceptOnly() throws IOException {
        List<Socket> open = new ArrayList<>();
        try (ServerSocket listener = new ServerSocket(PORT)) {
            while (true) {
                open.add(listener.accept());
            }
        }
    }

    private static void serve(String node, boolean answers) throws IOException {
        try (ServerSocket listener = new ServerSocket(PORT)) {
            while (true) {
                Socket client = listener.accept();
                new Thread(() -> talk(client, node, answers)).start();
            }
        }
    }

    private static void talk(Socket client, String node, boolean answers) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                Writer out = new OutputStreamWriter(client.getOutputStream(), StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write((answers ? answer(node, line.split(" ")) : "unavailable") + "\n");
                out.flush();
            }
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }

    private static String answer(String node, String[] words) {
        if (!node.equals("n1")) {
            return "moved n1";
        }
        if (words[0].equals("read")) {
            return "ok " + DATA.getOrDefault(words[1], "nil");
        }
        DATA.put(words[1], words[2]);
        return "ok";
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A client that throws whatever it is asked for. */
    public static final class Throwing implements Client {
        /** Makes one. */
        public Throwing() {}

        @Override
        public void open(ClientContext context) {}

        @Override
        public Reply invoke(Request request) {
            throw new IllegalStateException("no idea");
        }

        @Override
        public void close() {}
    }
}
