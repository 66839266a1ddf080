package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Channels, selectors and names of the simulated network. */
@Tag("agent")
class NetworkChannelTest {
    private static final InetSocketAddress SILENT = InetSocketAddress.createUnresolved("server", 7000);

    private final List<String> log = new ArrayList<>();
    private Simulation simulation;

    @BeforeEach
    void begin() {
        simulation = Simulation.create(SimulationOptions.withSeed(5));
    }

    @AfterEach
    void end() {
        simulation.close();
    }

    /** Runs the code in a node, beside another that accepts one connection and neither reads nor writes for 60 s. */
    private void runBesideSilentServer(Program.Body body) {
        Node server = simulation.add(NodeSpec.of("server", Program.code(() -> {
            try (ServerSocket listener = new ServerSocket(7000);
                    Socket socket = listener.accept()) {
                Thread.sleep(60_000);
                socket.getInputStream().readAllBytes();
            }
        })));
        Node client = simulation.add(NodeSpec.of("client", Program.code(() -> {
            try {
                body.run();
            } catch (Throwable e) {
                log.add("failed: " + e);
            }
        })));
        server.start();
        simulation.after(Duration.ofMillis(10), client::start);
        simulation.run(Duration.ofSeconds(200));
    }

    private static InetSocketAddress server() {
        return new InetSocketAddress(SILENT.getHostString(), SILENT.getPort());
    }

    private String outcome(Callable<?> call) {
        try {
            return "" + call.call();
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }

    private Thread soon(Program.Body body) {
        Thread thread = new Thread(() -> {
            try {
                Thread.sleep(1000);
                body.run();
            } catch (Exception e) {
                log.add("failed: " + e);
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void interruptClosesABlockedChannelButNotABlockedSocket() {
        runBesideSilentServer(() -> {
            Thread reader = Thread.currentThread();
            try (SocketChannel channel = SocketChannel.open(server())) {
                soon(reader::interrupt);
                log.add(outcome(() -> channel.read(ByteBuffer.allocate(1))));
                log.add("open " + channel.isOpen() + ", interrupted " + Thread.interrupted());
            }
            try (Socket socket = new Socket("server", 7000)) {
                socket.setSoTimeout(3000);
                soon(reader::interrupt);
                log.add(outcome(() -> socket.getInputStream().read()));
                log.add("closed " + socket.isClosed() + ", interrupted " + Thread.interrupted());
            }
        });
        assertThat(log)
                .containsExactly(
                        "ClosedByInterruptException",
                        "open false, interrupted true",
                        "SocketTimeoutException",
                        "closed false, interrupted true");
    }

    @Test
    void closingABlockedChannelWakesItsThread() {
        runBesideSilentServer(() -> {
            SocketChannel channel = SocketChannel.open(server());
            soon(channel::close);
            log.add(outcome(() -> channel.read(ByteBuffer.allocate(1))));
            log.add(outcome(() -> channel.read(ByteBuffer.allocate(1))));
            ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(9));
            soon(listener::close);
            log.add(outcome(listener::accept));
            Socket socket = new Socket("server", 7000);
            soon(socket::close);
            log.add(outcome(() -> socket.getInputStream().read()));
        });
        assertThat(log)
                .containsExactly(
                        "AsynchronousCloseException",
                        "ClosedChannelException",
                        "AsynchronousCloseException",
                        "SocketException");
    }

    @Test
    void selectorKeepsItsContract() {
        runBesideSilentServer(() -> {
            Selector selector = Selector.open();
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(server());
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, "mine");
            log.add(selector.select() + " connectable " + key.isConnectable() + " " + channel.finishConnect());
            key.interestOps(SelectionKey.OP_READ);
            selector.selectedKeys().clear();
            long before = System.nanoTime();
            log.add(selector.select(500) + " waited " + (System.nanoTime() - before) / 1_000_000 / 10 * 10);
            soon(selector::wakeup);
            log.add(selector.select() + " woken");
            selector.wakeup();
            log.add(selector.select() + " woken before");
            soon(Thread.currentThread()::interrupt);
            log.add(selector.select() + " interrupted " + Thread.interrupted() + " " + selector.isOpen());
            key.interestOps(SelectionKey.OP_WRITE);
            log.add(selector.select(each -> log.add("action " + each.attachment())) + " by action, selected "
                    + selector.selectedKeys().size());
            log.add(selector.select() + " then " + selector.select() + ", selected "
                    + selector.selectedKeys().size());
            key.cancel();
            log.add(outcome(key::interestOps) + ", keys " + selector.keys().size() + ", " + selector.selectNow()
                    + " now, keys " + selector.keys().size());
            soon(selector::close);
            log.add(outcome(selector::select) + " closed, then " + outcome(selector::select));
            channel.configureBlocking(true);
            channel.close();
        });
        assertThat(log)
                .containsExactly(
                        "1 connectable true true",
                        "0 waited 500",
                        "0 woken",
                        "0 woken before",
                        "0 interrupted true true",
                        "action mine",
                        "1 by action, selected 0",
                        "1 then 0, selected 1",
                        CancelledKeyException.class.getSimpleName() + ", keys 1, 0 now, keys 0",
                        "0 closed, then " + ClosedSelectorException.class.getSimpleName());
    }

    @Test
    void nonBlockingWriteStopsAtFullBuffersAndIsReadyAgainWhenThereIsRoom() {
        byte[] data = new byte[400_000];
        new Random(3).nextBytes(data);
        byte[] received = new byte[data.length];
        Node server = simulation.add(NodeSpec.of("server", Program.code(() -> {
            try (ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(7000));
                    SocketChannel channel = listener.accept()) {
                Thread.sleep(2000);
                ByteBuffer[] parts = {ByteBuffer.wrap(received, 0, 1000), ByteBuffer.wrap(received, 1000, 399_000)};
                while (parts[1].hasRemaining()) {
                    channel.read(parts);
                }
                log.add("end " + channel.read(ByteBuffer.allocate(1)));
            }
        })));
        Node client = simulation.add(NodeSpec.of("client", Program.code(() -> {
            try (SocketChannel channel = SocketChannel.open(server());
                    Selector selector = Selector.open()) {
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_WRITE);
                ByteBuffer[] parts = {ByteBuffer.wrap(data, 0, 7), ByteBuffer.wrap(data, 7, data.length - 7)};
                int waits = 0;
                while (parts[1].hasRemaining()) {
                    if (channel.write(parts) == 0) {
                        waits += selector.select();
                        selector.selectedKeys().clear();
                    }
                }
                log.add("waited " + (waits > 1));
            }
        })));
        server.start();
        simulation.after(Duration.ofMillis(10), client::start);
        simulation.run(Duration.ofSeconds(1));
        assertThat(log).isEmpty();
        simulation.run(Duration.ofSeconds(20));
        assertThat(log).containsExactly("waited true", "end -1");
        assertThat(Arrays.equals(data, received)).isTrue();
    }

    @Test
    void refusedConnectionClosesTheChannelAndAdaptorsTimeOut() {
        runBesideSilentServer(() -> {
            SocketChannel refused = SocketChannel.open();
            refused.configureBlocking(false);
            log.add("" + refused.connect(new InetSocketAddress("server", 1)));
            Thread.sleep(10);
            log.add(outcome(refused::finishConnect) + ", open " + refused.isOpen());
            try (SocketChannel channel = SocketChannel.open()) {
                Socket socket = channel.socket();
                log.add(socket.isBound() + " " + socket.isConnected());
                socket.connect(server(), 1000);
                socket.setSoTimeout(700);
                log.add(socket.isBound() + " " + socket.isConnected() + " " + channel.isConnected());
                try {
                    log.add("" + socket.getInputStream().read());
                } catch (SocketTimeoutException e) {
                    log.add(e.getMessage());
                }
            }
        });
        assertThat(log)
                .containsExactly(
                        "false", "ConnectException, open false", "false false", "true true true", "Read timed out");
    }

    @Test
    void namesAndInterfacesAreThoseOfTheNode() {
        runBesideSilentServer(() -> {
            log.add("" + InetAddress.getLocalHost());
            log.add("" + InetAddress.getByName("server") + " " + InetAddress.getByName("localhost"));
            log.add(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}).getHostName());
            log.add("" + new InetSocketAddress(5));
            log.add(""
                    + NetworkInterface.networkInterfaces()
                            .map(each -> each.getName() + each.getInterfaceAddresses())
                            .toList());
            log.add("" + InetAddress.getByName("server").isReachable(100)
                    + InetAddress.getByName("10.0.0.99").isReachable(100));
        });
        assertThat(log)
                .containsExactly(
                        "client/10.0.0.2",
                        "server/10.0.0.1 localhost/127.0.0.1",
                        "server",
                        "0.0.0.0/0.0.0.0:5",
                        "[lo[/127.0.0.1/8 [null]], eth0[/10.0.0.2/16 [/10.0.255.255]]]",
                        "truefalse");
    }

    @Test
    void whatIsNotModelledIsRefusedAndReported() {
        runBesideSilentServer(() -> {
            log.add(outcome(() -> SocketChannel.open(StandardProtocolFamily.INET6)));
            log.add(outcome(() -> ServerSocketChannel.open(StandardProtocolFamily.INET6)));
            log.add(outcome(() -> DatagramChannel.open(StandardProtocolFamily.INET6)));
        });
        assertThat(log).containsOnly("UnsupportedOperationException").hasSize(3);
        assertThat(simulation.unmodelled()).hasSize(3);
    }

    @Test
    void pollingThreadsDoNotStopTheRun() {
        runBesideSilentServer(() -> {
            try (SocketChannel channel = SocketChannel.open()) {
                channel.configureBlocking(false);
                channel.connect(server());
                long polls = 0;
                while (!channel.finishConnect()) {
                    polls++;
                }
                log.add("connected " + (polls > 10));
            }
        });
        assertThat(log).containsExactly("connected true");
    }
}
