package dev.faultline.experiment;

import dev.faultline.workload.LineClient;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** Servers for trials; a node runs them, each in its own loader. They speak the lines of {@link LineClient} at port 7000. */
final class Servers {
    private Servers() {}

    /** Serves once: what a first life left on the disk is more than a second one can read. */
    static final class Once {
        private Once() {}

        public static void main(String[] arguments) throws IOException {
            if (new File("/started").createNewFile()) {
                Registers registers = new Registers();
                serve(registers::answer);
            }
            throw new EOFException("the log is cut");
        }
    }

    /** Registers that all nodes share: the first node has them, the others ask it. Arguments: own name, all names. */
    static final class Forwarding {
        private Forwarding() {}

        public static void main(String[] arguments) throws IOException {
            List<String> nodes = List.of(arguments[1].split(","));
            Registers registers = new Registers();
            serve(line -> {
                if (arguments[0].equals(nodes.getFirst())) {
                    return registers.answer(line);
                }
                try (Socket socket = new Socket(nodes.getFirst(), 7000)) {
                    socket.setSoTimeout(2_000);
                    socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
                    return reader(socket).readLine();
                } catch (IOException e) {
                    return "unavailable";
                }
            });
        }
    }

    /** As {@link Forwarding}, but the last node waits for what never comes before it serves. */
    static final class LastStandsStill {
        private LastStandsStill() {}

        public static void main(String[] arguments) throws Exception {
            if (arguments[1].endsWith("," + arguments[0])) {
                new CountDownLatch(1).await();
            }
            Forwarding.main(arguments);
        }
    }

    /** As {@link Forwarding}, but the last node answers reads by what it saw first. */
    static final class LastIsStale {
        private LastIsStale() {}

        public static void main(String[] arguments) throws IOException {
            List<String> nodes = List.of(arguments[1].split(","));
            Registers registers = new Registers();
            serve(line -> {
                if (arguments[0].equals(nodes.getFirst())) {
                    return registers.answer(line);
                }
                if (arguments[0].equals(nodes.getLast())) {
                    return line.startsWith("read") ? "ok nil" : "moved " + nodes.getFirst();
                }
                return "moved " + nodes.getFirst();
            });
        }
    }

    /** As {@link Forwarding}, but the last node ceases to answer after ten seconds. */
    static final class LastGoesSilent {
        private LastGoesSilent() {}

        public static void main(String[] arguments) throws IOException {
            List<String> nodes = List.of(arguments[1].split(","));
            Registers registers = new Registers();
            long start = System.nanoTime();
            serve(line -> {
                if (arguments[0].equals(nodes.getFirst())) {
                    return registers.answer(line);
                }
                boolean silent = arguments[0].equals(nodes.getLast()) && System.nanoTime() - start > 10_000_000_000L;
                return silent ? null : "moved " + nodes.getFirst();
            });
        }
    }

    /**
     * A register that ends by itself with every tenth request, and keeps nothing. Arguments: {@code exit}, which ends the
     * program, or {@code throw}, which ends its main thread only.
     */
    static final class Mortal {
        private Mortal() {}

        public static void main(String[] arguments) throws InterruptedException {
            CountDownLatch end = new CountDownLatch(10);
            Registers registers = new Registers();
            Thread server = new Thread(() -> {
                try {
                    serve(line -> {
                        end.countDown();
                        return end.getCount() == 0 ? null : registers.answer(line);
                    });
                } catch (IOException e) {
                    System.out.println("cannot serve: " + e);
                }
            });
            server.setDaemon(arguments[0].equals("exit"));
            server.start();
            end.await();
            System.out.println("digest mismatch (disk 1) of " + arguments[1]);
            if (arguments[0].equals("throw")) {
                throw new IllegalStateException("had enough");
            }
            System.exit(7);
        }
    }

    /** Is interrupted, does not look, and starts threads one after the other: each start is an event, written down by this thread. */
    static final class Interrupted {
        private Interrupted() {}

        public static void main(String[] arguments) throws InterruptedException {
            Thread.currentThread().interrupt();
            System.out.println("has loaded " + new Registers().getClass().getSimpleName());
            for (int i = 0; i < 1_000; i++) {
                Thread.ofPlatform().name("started-by-who-is-interrupted-" + i).start(() -> {});
            }
            System.out.println("still interrupted: " + Thread.interrupted());
            Thread.sleep(5_000);
        }
    }

    /** Says something every second. Arguments: what. */
    static final class Talker {
        private Talker() {}

        public static void main(String[] arguments) throws InterruptedException {
            for (int second = 0; ; second++) {
                if (arguments.length > 0 && arguments[0].endsWith("...")) {
                    System.err.print(second == 0 ? arguments[0] : ".");
                } else if (arguments.length > 0) {
                    System.err.println(arguments[0] + " " + second);
                }
                Thread.sleep(1_000);
            }
        }
    }

    /**
     * Moves money between two accounts every second, and says so. Arguments: what is wrong with it: {@code loses}, what goes on
     * the way from the third transfer on; {@code silent}, it does not say what it has; {@code exits} or {@code hangs}, it does
     * so at the third transfer in the middle of a line; or nothing.
     */
    static final class Bank {
        private Bank() {}

        public static void main(String[] arguments) throws InterruptedException {
            int alice = 100;
            int bob = 200;
            for (int transfer = 1; ; transfer++) {
                if (!arguments[0].equals("silent")) {
                    System.out.println("INFO faultline probe balance.alice " + alice + " balance.bob " + bob);
                }
                if (transfer == 3 && (arguments[0].equals("exits") || arguments[0].equals("hangs"))) {
                    System.out.print("faultline probe balance.alice 70 balance.bob 23");
                    System.out.flush();
                    if (arguments[0].equals("exits")) {
                        System.exit(3);
                    }
                    Thread.sleep(60_000);
                }
                Thread.sleep(1_000);
                alice -= 10;
                bob += arguments[0].equals("loses") && transfer > 2 ? 9 : 10;
            }
        }
    }

    /** Answers lines; null for none at all. */
    static void serve(UnaryOperator<String> answers) throws IOException {
        try (ServerSocket listener = new ServerSocket(7000)) {
            while (true) {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> answer(socket, answers));
            }
        }
    }

    private static void answer(Socket socket, UnaryOperator<String> answers) {
        try (socket) {
            BufferedReader in = reader(socket);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String answer = answers.apply(line);
                if (answer != null) {
                    socket.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** In memory only. */
    private static final class Registers {
        private final Map<String, String> values = new ConcurrentHashMap<>();

        synchronized String answer(String line) {
            String[] words = line.split(" ", -1);
            return switch (words[0]) {
                case "read" -> "ok " + values.getOrDefault(words[1], "nil");
                case "write" -> {
                    values.put(words[1], words[2]);
                    yield "ok";
                }
                case "cas" -> values.replace(words[1], words[2], words[3]) ? "ok" : "fail";
                default -> "bad " + words[0];
            };
        }
    }
}
