package dev.faultline.gallery.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Connections to other nodes, one to each, made when first needed and anew after they were lost. Requests of one
 * connection are answered in their order. Thread-safe.
 */
final class NettyConnections implements AutoCloseable {
    private static final int FRAME_BYTES_MAX = 1 << 16;
    private static final int CONNECT_MILLIS = 2_000;

    private final EventLoopGroup group;
    private final Timer timer = new HashedWheelTimer();
    private final int port;
    private final long timeoutMillis;
    private final Map<String, CompletableFuture<Connection>> connections = new ConcurrentHashMap<>();

    /** Connects on the event loops of the group, which stays the caller's. */
    NettyConnections(EventLoopGroup group, int port, long timeoutMillis) {
        this.group = group;
        this.port = port;
        this.timeoutMillis = timeoutMillis;
    }

    /** Makes both ends of a connection speak in texts. */
    static void speakTexts(Channel channel) {
        channel.pipeline()
                .addLast(
                        new LengthFieldBasedFrameDecoder(FRAME_BYTES_MAX, 0, 4, 0, 4),
                        new LengthFieldPrepender(4),
                        new StringDecoder(),
                        new StringEncoder());
    }

    /**
     * Asks a node. What is returned completes with the answer, or fails: with {@link java.net.ConnectException} if the
     * request did not leave, else without saying what came of it.
     */
    CompletableFuture<String> ask(String node, String request) {
        CompletableFuture<Connection> known = connections.computeIfAbsent(node, this::connect);
        return known.whenComplete((connection, failure) -> {
                    if (failure != null || !connection.channel.isActive()) {
                        connections.remove(node, known);
                    }
                })
                .thenCompose(connection -> connection.ask(request));
    }

    private CompletableFuture<Connection> connect(String node) {
        CompletableFuture<Connection> made = new CompletableFuture<>();
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        speakTexts(channel);
                        channel.pipeline().addLast(new Connection(channel));
                    }
                });
        bootstrap.connect(node, port).addListener(done -> {
            if (done.isSuccess()) {
                Channel channel = ((io.netty.channel.ChannelFuture) done).channel();
                made.complete(channel.pipeline().get(Connection.class));
            } else {
                made.completeExceptionally(new java.net.ConnectException(String.valueOf(done.cause())));
            }
        });
        return made;
    }

    /** One connection and the requests on it that wait for answers. Its state is that of its event loop. */
    private final class Connection extends SimpleChannelInboundHandler<String> {
        private final Channel channel;
        private final Deque<CompletableFuture<String>> waiting = new ArrayDeque<>();

        Connection(Channel channel) {
            this.channel = channel;
        }

        CompletableFuture<String> ask(String request) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            Timeout timeout = timer.newTimeout(_ -> channel.close(), timeoutMillis, TimeUnit.MILLISECONDS);
            answer.whenComplete((_, _) -> timeout.cancel());
            channel.eventLoop().execute(() -> {
                if (channel.isActive()) {
                    waiting.add(answer);
                    channel.writeAndFlush(request);
                } else {
                    answer.completeExceptionally(new java.net.ConnectException("closed before the request"));
                }
            });
            return answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, String message) {
            CompletableFuture<String> answer = waiting.poll();
            if (answer == null) {
                context.close();
            } else {
                answer.complete(message);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            IOException lost = new IOException("the connection was lost or timed out");
            for (CompletableFuture<String> answer = waiting.poll(); answer != null; answer = waiting.poll()) {
                answer.completeExceptionally(lost);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    @Override
    public void close() {
        timer.stop();
        connections.values().forEach(known -> known.thenAccept(connection -> connection.channel.close()));
        connections.clear();
    }
}
