package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Behaving.check;
import static dev.faultline.sim.conformance.Behaving.same;
import static dev.faultline.sim.conformance.Behaving.start;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** What the JDK has ready for a program: the common pool, factories of threads, streams of channels, queues that spin. */
final class CommonPoolCases {
    private CommonPoolCases() {}

    private static Case of(String name, Case.Body body) {
        return new Case("pools and timers", name, body);
    }

    static List<Case> cases() {
        return List.of(
                of("nobody can shut the common pool down", () -> {
                    ForkJoinPool.commonPool().shutdown();
                    ForkJoinPool.commonPool().close();
                    same(false, ForkJoinPool.commonPool().isShutdown());
                    same(1, CompletableFuture.supplyAsync(() -> 1).get());
                }),
                of("workers of the common pool are called so and are daemons", () -> {
                    String name = CompletableFuture.supplyAsync(
                                    () -> Thread.currentThread().getName()
                                            + Thread.currentThread().isDaemon(),
                                    ForkJoinPool.commonPool())
                            .get();
                    check(name.matches("ForkJoinPool.commonPool-worker-\\d+true"), name);
                }),
                of("a worker submits to its own queue", () -> {
                    try (ForkJoinPool pool = new ForkJoinPool(1)) {
                        same(
                                1,
                                pool.submit(() -> {
                                            pool.submit(() -> {});
                                            return ((ForkJoinWorkerThread) Thread.currentThread()).getQueuedTaskCount();
                                        })
                                        .get());
                    }
                }),
                of(
                        "a thread of the default factory is of its caller's group",
                        () -> same(
                                Thread.currentThread().getThreadGroup(),
                                Executors.defaultThreadFactory()
                                        .newThread(() -> {})
                                        .getThreadGroup())),
                of(
                        "a log record tells the thread's id",
                        () -> same(
                                Thread.currentThread().threadId(), new LogRecord(Level.INFO, "x").getLongThreadID())),
                of("a poll of less than a microsecond comes to an end", () -> {
                    same(null, new SynchronousQueue<String>().poll(500, TimeUnit.NANOSECONDS));
                    same(null, new SynchronousQueue<String>(true).poll(1, TimeUnit.NANOSECONDS));
                }),
                of("the streams of a socket channel read while another thread writes", () -> {
                    try (ServerSocketChannel server = ServerSocketChannel.open()
                                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                            SocketChannel client = SocketChannel.open(server.getLocalAddress());
                            SocketChannel other = server.accept()) {
                        OutputStream out = Channels.newOutputStream(client);
                        InputStream in = Channels.newInputStream(client);
                        AtomicLong written = new AtomicLong();
                        start(() -> {
                            byte[] much = new byte[64 * 1024];
                            while (true) {
                                out.write(much);
                                written.addAndGet(much.length);
                            }
                        });
                        long before = -1;
                        while (written.get() != before) { // until the other side's buffers are full
                            before = written.get();
                            Thread.sleep(200);
                        }
                        other.write(ByteBuffer.wrap(new byte[] {99}));
                        same(99, in.read());
                    }
                }));
    }
}
