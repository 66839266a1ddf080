package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.net.Listener;
import dev.faultline.sim.internal.net.NetAddresses;
import dev.faultline.sim.internal.net.StreamEnd;
import dev.faultline.sim.internal.net.UnixAddresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@link ServerSocketChannel} of the Unix domain; see {@link UnixAddresses}. */
final class UnixServerSocketChannel extends SimServerSocketChannel {
    private static final Set<SocketOption<?>> OPTIONS = Set.of(StandardSocketOptions.SO_RCVBUF);

    private final Listener listener;
    private @Nullable UnixDomainSocketAddress name;

    UnixServerSocketChannel(SelectorProvider provider, Listener listener) {
        super(provider, listener);
        this.listener = listener;
    }

    @Override
    public ServerSocketChannel bind(@Nullable SocketAddress local, int backlog) throws IOException {
        UnixDomainSocketAddress address = local == null ? UnixAddresses.any() : UnixAddresses.checked(local);
        ensureOpen();
        if (name != null) {
            throw new AlreadyBoundException();
        }
        UnixAddresses.bind(address, listener);
        listener.bind(new InetSocketAddress(NetAddresses.loopback(), 0));
        listener.listen(backlog);
        name = address;
        return this;
    }

    @Override
    SimSocketChannel accepted(StreamEnd end) {
        return new UnixSocketChannel(provider(), end, Objects.requireNonNull(name));
    }

    @Override
    public ServerSocket socket() {
        throw new UnsupportedOperationException("Not supported");
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        return name;
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> option, T value) throws IOException {
        UnixAddresses.checkSupported(OPTIONS, option);
        return super.setOption(option, value);
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        UnixAddresses.checkSupported(OPTIONS, option);
        return super.getOption(option);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return OPTIONS;
    }

    @Override
    public String toString() {
        return ServerSocketChannel.class.getName() + "[" + (!isOpen() ? "closed" : name == null ? "unbound" : name)
                + "]";
    }
}
