package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.net.NetAddresses;
import dev.faultline.sim.internal.net.StreamEnd;
import dev.faultline.sim.internal.net.UnixAddresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@link SocketChannel} of the Unix domain; see {@link UnixAddresses}. */
final class UnixSocketChannel extends SimSocketChannel {
    private static final Set<SocketOption<?>> OPTIONS =
            Set.of(StandardSocketOptions.SO_SNDBUF, StandardSocketOptions.SO_RCVBUF, StandardSocketOptions.SO_LINGER);

    private @Nullable UnixDomainSocketAddress remoteName;

    UnixSocketChannel(SelectorProvider provider, StreamEnd end) {
        super(provider, end);
    }

    /** Makes the channel of a connection that a listener of that name has accepted. */
    UnixSocketChannel(SelectorProvider provider, StreamEnd end, UnixDomainSocketAddress local) {
        super(provider, end);
        UnixDomainSocketAddress peer = end.peerName;
        end.name = local;
        remoteName = peer == null ? UnixAddresses.UNNAMED : peer;
    }

    @Override
    public Socket socket() {
        throw new UnsupportedOperationException("Not supported");
    }

    @Override
    public SocketChannel bind(@Nullable SocketAddress local) throws IOException {
        ensureOpen();
        if (pending) {
            throw new ConnectionPendingException();
        }
        if (end.name != null) {
            throw new AlreadyBoundException();
        }
        UnixDomainSocketAddress address = local == null ? UnixAddresses.UNNAMED : UnixAddresses.checked(local);
        if (!address.equals(UnixAddresses.UNNAMED)) {
            UnixAddresses.bind(address, null);
        }
        end.name = address;
        return this;
    }

    @Override
    InetSocketAddress targetOf(SocketAddress to) throws IOException {
        UnixDomainSocketAddress address = UnixAddresses.checked(to);
        ensureOpen();
        if (connected || pending) {
            return new InetSocketAddress(NetAddresses.loopback(), 0); // is refused before it is looked at
        }
        try {
            InetSocketAddress target = UnixAddresses.target(address);
            if (end.name == null) {
                end.name = UnixAddresses.UNNAMED;
            }
            remoteName = address;
            return target;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        return end.name;
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        ensureOpen();
        return remoteName;
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> option, T value) throws IOException {
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
        return SocketChannel.class.getName() + "[" + (isOpen() ? connected ? "connected" : "unconnected" : "closed")
                + " local=" + end.name + " remote=" + remoteName + "]";
    }
}
