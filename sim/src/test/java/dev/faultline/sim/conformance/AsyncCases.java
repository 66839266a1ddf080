package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Expect.equal;
import static dev.faultline.sim.conformance.Expect.isTrue;
import static dev.faultline.sim.conformance.Expect.soon;
import static dev.faultline.sim.conformance.Expect.thrown;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AcceptPendingException;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.ReadPendingException;
import java.nio.channels.ShutdownChannelGroupException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Asynchronous channels of sockets and files. */
final class AsyncCases {
    private static final List<Case> CASES = new ArrayList<>();

    static {
        streams();
        failures();
        groups();
        files();
    }

    private AsyncCases() {}

    static List<Case> cases() {
        return List.copyOf(CASES);
    }

    private static void add(String name, Case.Body body) {
        CASES.add(new Case("asynchronous channels", name, body));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer buffer) {
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }

    /** Hands on what an operation came to, with the name of the thread. */
    private static final class Outcomes<T> implements CompletionHandler<T, String> {
        final BlockingQueue<Object> results = new ArrayBlockingQueue<>(10);
        final BlockingQueue<String> threads = new ArrayBlockingQueue<>(10);

        @Override
        public void completed(T result, String attachment) {
            threads.add(Thread.currentThread().getName());
            results.add(attachment + "=" + result);
        }

        @Override
        public void failed(Throwable thrown, String attachment) {
            threads.add(Thread.currentThread().getName());
            results.add(attachment + "=" + thrown.getClass().getSimpleName());
        }

        Object next() throws InterruptedException {
            return results.poll(10, TimeUnit.SECONDS);
        }
    }

    private static AsynchronousServerSocketChannel listening() throws IOException {
        return AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** A connection within this host. */
    private record Pair(
            AsynchronousServerSocketChannel listener,
            AsynchronousSocketChannel client,
            AsynchronousSocketChannel server)
            implements AutoCloseable {
        static Pair open() throws Exception {
            return open(null);
        }

        static Pair open(AsynchronousChannelGroup group) throws Exception {
            AsynchronousServerSocketChannel listener = listening();
            Future<AsynchronousSocketChannel> accepted = listener.accept();
            AsynchronousSocketChannel client = AsynchronousSocketChannel.open(group);
            client.connect(listener.getLocalAddress()).get();
            return new Pair(listener, client, accepted.get());
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
            listener.close();
        }
    }

    private static void streams() {
        add("futures tell of connecting, writing and reading", () -> {
            try (Pair pair = Pair.open()) {
                equal(pair.client.getRemoteAddress(), pair.listener.getLocalAddress());
                equal(pair.server.getRemoteAddress(), pair.client.getLocalAddress());
                Future<Integer> reading = pair.server.read(ByteBuffer.allocate(10));
                equal(reading.isDone(), false);
                equal(pair.client.write(bytes("hello")).get(), 5);
                equal(reading.get(), 5);
            }
        });
        add("handlers are told in another thread", () -> {
            try (Pair pair = Pair.open()) {
                Outcomes<Integer> outcomes = new Outcomes<>();
                ByteBuffer target = ByteBuffer.allocate(10);
                pair.server.read(target, "read", outcomes);
                soon(() -> pair.client.write(bytes("abc")).get());
                equal(outcomes.next(), "read=3");
                equal(text(target), "abc");
                isTrue(!Thread.currentThread().getName().equals(outcomes.threads.take()), "another thread");
            }
        });
        add("a listener's handler can accept again", () -> {
            try (AsynchronousServerSocketChannel listener = listening()) {
                BlockingQueue<AsynchronousSocketChannel> accepted = new ArrayBlockingQueue<>(5);
                listener.accept(null, new CompletionHandler<AsynchronousSocketChannel, Void>() {
                    @Override
                    public void completed(AsynchronousSocketChannel channel, Void attachment) {
                        accepted.add(channel);
                        listener.accept(null, this);
                    }

                    @Override
                    public void failed(Throwable thrown, Void attachment) {
                        // The listener is closed.
                    }
                });
                for (int i = 0; i < 3; i++) {
                    try (AsynchronousSocketChannel client = AsynchronousSocketChannel.open()) {
                        client.connect(listener.getLocalAddress()).get();
                        try (AsynchronousSocketChannel server = accepted.take()) {
                            equal(server.getRemoteAddress(), client.getLocalAddress());
                        }
                    }
                }
            }
        });
        add("much data goes through in parts", () -> {
            try (Pair pair = Pair.open()) {
                ByteBuffer source = ByteBuffer.allocate(3_000_000);
                Outcomes<Integer> writes = new Outcomes<>();
                CompletionHandler<Integer, String> again = new CompletionHandler<>() {
                    @Override
                    public void completed(Integer result, String attachment) {
                        if (source.hasRemaining()) {
                            pair.client.write(source, attachment, this);
                        } else {
                            writes.completed(result, attachment);
                        }
                    }

                    @Override
                    public void failed(Throwable thrown, String attachment) {
                        writes.failed(thrown, attachment);
                    }
                };
                pair.client.write(source, "", again);
                ByteBuffer target = ByteBuffer.allocate(3_000_000);
                while (target.hasRemaining()) {
                    isTrue(pair.server.read(target).get() > 0, "more");
                }
                isTrue(writes.next() != null, "written");
            }
        });
        add("gathering writes and scattering reads", () -> {
            try (Pair pair = Pair.open()) {
                Outcomes<Long> outcomes = new Outcomes<>();
                ByteBuffer[] sources = {bytes("ab"), bytes("cde")};
                pair.client.write(sources, 0, 2, 5, TimeUnit.SECONDS, "w", outcomes);
                equal(outcomes.next(), "w=5");
                ByteBuffer[] targets = {ByteBuffer.allocate(4), ByteBuffer.allocate(4)};
                pair.server.read(targets, 0, 2, 5, TimeUnit.SECONDS, "r", outcomes);
                equal(outcomes.next(), "r=5");
                equal(text(targets[0]) + "|" + text(targets[1]), "abcd|e");
            }
        });
        add("the end of an asynchronous stream is -1", () -> {
            try (Pair pair = Pair.open()) {
                pair.client.shutdownOutput();
                equal(pair.server.read(ByteBuffer.allocate(1)).get(), -1);
                equal(pair.server.write(bytes("x")).get(), 1);
                equal(pair.client.read(ByteBuffer.allocate(1)).get(), 1);
            }
        });
        add("asynchronous channels have options", () -> {
            try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                equal(channel.getOption(StandardSocketOptions.TCP_NODELAY), true);
                thrown(
                        UnsupportedOperationException.class,
                        () -> channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1));
                equal(channel.getLocalAddress(), null);
                equal(channel.getRemoteAddress(), null);
            }
        });
    }

    private static Class<?> cause(Future<?> future) throws InterruptedException {
        try {
            future.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause().getClass();
        }
    }

    private static void failures() {
        add("a refused connection fails its future", () -> {
            InetSocketAddress nobody;
            try (AsynchronousServerSocketChannel listener = listening()) {
                nobody = (InetSocketAddress) listener.getLocalAddress();
            }
            try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
                equal(cause(channel.connect(nobody)), ConnectException.class);
            }
        });
        add("one read at a time, and one accept", () -> {
            try (Pair pair = Pair.open()) {
                Future<Integer> first = pair.server.read(ByteBuffer.allocate(1));
                thrown(ReadPendingException.class, () -> pair.server.read(ByteBuffer.allocate(1)));
                pair.client.write(bytes("x")).get();
                equal(first.get(), 1);
                Future<AsynchronousSocketChannel> accepting = pair.listener.accept();
                thrown(AcceptPendingException.class, pair.listener::accept);
                equal(accepting.isDone(), false);
            }
        });
        add("closing fails what is pending", () -> {
            try (Pair pair = Pair.open()) {
                Future<Integer> reading = pair.server.read(ByteBuffer.allocate(1));
                Future<AsynchronousSocketChannel> accepting = pair.listener.accept();
                pair.server.close();
                pair.listener.close();
                equal(cause(reading), AsynchronousCloseException.class);
                equal(cause(accepting), AsynchronousCloseException.class);
                equal(cause(pair.server.read(ByteBuffer.allocate(1))), ClosedChannelException.class);
            }
        });
        add("a read that takes too long fails", () -> {
            try (Pair pair = Pair.open()) {
                Outcomes<Integer> outcomes = new Outcomes<>();
                pair.server.read(ByteBuffer.allocate(1), 30, TimeUnit.MILLISECONDS, "r", outcomes);
                equal(outcomes.next(), "r=" + InterruptedByTimeoutException.class.getSimpleName());
                thrown(IllegalStateException.class, () -> pair.server.read(ByteBuffer.allocate(1)));
            }
        });
        add("an unconnected asynchronous channel does not read", () -> {
            try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
                thrown(NotYetConnectedException.class, () -> channel.read(ByteBuffer.allocate(1)));
            }
        });
    }

    private static void groups() {
        add("handlers of a group run in its threads", () -> {
            AsynchronousChannelGroup group = AsynchronousChannelGroup.withFixedThreadPool(1, body -> {
                Thread thread = new Thread(body, "mine");
                thread.setDaemon(true);
                return thread;
            });
            try (Pair pair = Pair.open(group)) {
                Outcomes<Integer> outcomes = new Outcomes<>();
                pair.client.read(ByteBuffer.allocate(1), "r", outcomes);
                pair.server.write(bytes("x")).get();
                equal(outcomes.next(), "r=1");
                equal(outcomes.threads.take(), "mine");
            }
            group.shutdown();
            isTrue(group.awaitTermination(10, TimeUnit.SECONDS), "terminated");
            thrown(ShutdownChannelGroupException.class, () -> AsynchronousSocketChannel.open(group));
        });
        add("a group of one thread serves many channels", () -> {
            AsynchronousChannelGroup group = AsynchronousChannelGroup.withFixedThreadPool(1, body -> {
                Thread thread = new Thread(body);
                thread.setDaemon(true);
                return thread;
            });
            try (Pair one = Pair.open(group);
                    Pair two = Pair.open(group)) {
                Future<Integer> first = one.client.read(ByteBuffer.allocate(1));
                Future<Integer> second = two.client.read(ByteBuffer.allocate(1));
                two.server.write(bytes("2")).get();
                equal(second.get(), 1);
                one.server.write(bytes("1")).get();
                equal(first.get(), 1);
            }
            group.shutdown();
            isTrue(group.awaitTermination(10, TimeUnit.SECONDS), "terminated");
        });
        add("shutdownNow closes the channels of a group", () -> {
            ExecutorService executor = Executors.newCachedThreadPool();
            AsynchronousChannelGroup group = AsynchronousChannelGroup.withCachedThreadPool(executor, 1);
            try (Pair pair = Pair.open(group)) {
                Future<Integer> reading = pair.client.read(ByteBuffer.allocate(1));
                group.shutdownNow();
                equal(cause(reading), AsynchronousCloseException.class);
                equal(pair.client.isOpen(), false);
                equal(pair.server.isOpen(), true);
            }
            isTrue(group.awaitTermination(10, TimeUnit.SECONDS), "terminated");
        });
    }

    private static void files() {
        add("a file's handlers run in the executor that was given", () -> {
            Path file = Files.createTempFile("async", ".dat");
            ExecutorService executor = Executors.newFixedThreadPool(1, body -> new Thread(body, "mine"));
            try (AsynchronousFileChannel channel =
                    AsynchronousFileChannel.open(file, java.util.Set.of(StandardOpenOption.WRITE), executor)) {
                Outcomes<Integer> outcomes = new Outcomes<>();
                channel.write(bytes("abc"), 0, "w", outcomes);
                equal(outcomes.next(), "w=3");
                equal(outcomes.threads.take(), "mine");
            }
            executor.shutdown();
            isTrue(executor.awaitTermination(10, TimeUnit.SECONDS), "terminated");
            equal(Files.readString(file), "abc");
            Files.delete(file);
        });
        add("a closed file channel fails", () -> {
            Path file = Files.createTempFile("async", ".dat");
            AsynchronousFileChannel channel = AsynchronousFileChannel.open(file, StandardOpenOption.WRITE);
            channel.close();
            equal(cause(channel.write(bytes("x"), 0)), ClosedChannelException.class);
            Files.delete(file);
        });
    }
}
