package dev.faultline.gallery.netty;

import dev.faultline.workload.Client;
import dev.faultline.workload.ClientContext;
import dev.faultline.workload.LineProtocol;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks one node, which passes on what is not its own; another one when that cannot be reached. */
public final class NettyClient implements Client {
    private List<String> nodes = List.of();
    private int node;
    private Optional<String> chosen = Optional.empty();
    private Optional<String> answeredBy = Optional.empty();
    private @Nullable EventLoopGroup group;
    private @Nullable NettyConnections connections;

    /** Creates a client that is not connected. */
    public NettyClient() {}

    @Override
    public boolean goThrough(String only) {
        chosen = Optional.of(only);
        return true;
    }

    @Override
    public Optional<String> target() {
        return Optional.of(chosen.orElse(nodes.get(node % nodes.size())));
    }

    /** The node that was asked, though another may have passed the answer on to it. */
    @Override
    public Optional<String> answeredBy() {
        return answeredBy;
    }

    @Override
    public void open(ClientContext context) {
        nodes = context.nodes();
        node = context.number();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        group = loops;
        connections = new NettyConnections(loops, context.number("port"), context.operationTimeoutMillis());
    }

    @Override
    public Reply invoke(Request request) throws Exception {
        NettyConnections open = connections;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        String server = target().orElseThrow();
        answeredBy = Optional.empty();
        try {
            String answer = open.ask(server, LineProtocol.line(request)).get();
            answeredBy = Optional.of(server);
            return LineProtocol.reply(request, answer);
        } catch (ExecutionException e) {
            node++;
            if (e.getCause() instanceof ConnectException) {
                return new Reply.Fail(server + " cannot be reached");
            }
            return new Reply.Unknown(String.valueOf(e.getCause()));
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (connections != null) {
            connections.close();
            connections = null;
        }
        if (group != null) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
            group = null;
        }
    }
}
