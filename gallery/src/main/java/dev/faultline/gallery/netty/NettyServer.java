package dev.faultline.gallery.netty;

import dev.faultline.gallery.Owners;
import dev.faultline.gallery.Store;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A node of the service. Arguments: its name, the names of all nodes joined by commas, port, folder for data. */
public final class NettyServer {
    private static final int IDLE_SECONDS = 30;
    private static final int FORWARD_MILLIS = 3_000;

    private NettyServer() {}

    /** Serves until the process ends. */
    public static void main(String[] arguments) throws Exception {
        Owners owners = Owners.of(arguments[0], arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        Store store = Store.open(Path.of(arguments[3]));
        EventLoopGroup acceptor = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        EventLoopGroup workers = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
        // A sync of the disk would hold up all connections of an event loop.
        ExecutorService disk = Executors.newSingleThreadExecutor();
        NettyConnections peers = new NettyConnections(workers, port, FORWARD_MILLIS);
        new ServerBootstrap()
                .group(acceptor, workers)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        NettyConnections.speakTexts(channel);
                        channel.pipeline()
                                .addLast(new IdleStateHandler(IDLE_SECONDS, 0, 0))
                                .addLast(new Requests(owners, store, disk, peers));
                    }
                })
                .bind(port)
                .sync()
                .channel()
                .closeFuture()
                .sync();
    }

    /** Answers what comes on one connection, in its order. */
    private static final class Requests extends SimpleChannelInboundHandler<String> {
        private final Owners owners;
        private final Store store;
        private final Executor disk;
        private final NettyConnections peers;

        Requests(Owners owners, Store store, Executor disk, NettyConnections peers) {
            this.owners = owners;
            this.store = store;
            this.disk = disk;
            this.peers = peers;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, String request) {
            if (owners.own(request)) {
                disk.execute(() -> context.writeAndFlush(store.answer(request)));
                return;
            }
            peers.ask(owners.of(request), request).whenComplete((answer, failure) -> {
                if (failure == null) {
                    context.writeAndFlush(answer);
                } else if (rootOf(failure) instanceof ConnectException) {
                    context.writeAndFlush("unavailable");
                } else {
                    context.close(); // nobody knows what came of it
                }
            });
        }

        private static Throwable rootOf(Throwable failure) {
            Throwable cause = failure.getCause();
            return failure instanceof CompletionException && cause != null ? cause : failure;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            context.close(); // idle for too long
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
