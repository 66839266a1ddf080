package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.net.ChannelEndpoint;
import dev.faultline.sim.internal.net.StreamEnd;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a {@link SimSocketChannel} is and knows; what it does is there. */
abstract sealed class SimSocketChannelState extends SocketChannel implements ChannelEndpoint permits SimSocketChannel {
    private static final int OP_CONNECT = SelectionKey.OP_CONNECT;
    private static final int OP_READ_WRITE = SelectionKey.OP_READ | SelectionKey.OP_WRITE;

    final StreamEnd end;

    @Nullable
    InetSocketAddress remote;

    boolean pending;
    boolean connected;
    boolean inputShut;
    boolean outputShut;

    SimSocketChannelState(SelectorProvider provider, StreamEnd end) {
        super(provider);
        this.end = end;
        connected = end.isConnected();
        remote = end.path.remote();
    }

    @Override
    public StreamEnd endpoint() {
        return end;
    }

    @Override
    public int readyOps() {
        int ops = end.readyOps();
        return connected ? ops & OP_READ_WRITE : pending ? ops & OP_CONNECT : OP_CONNECT;
    }

    @Override
    public boolean isConnected() {
        return connected && isOpen();
    }

    @Override
    public boolean isConnectionPending() {
        return pending && isOpen();
    }

    // ---- closing

    @Override
    public SocketChannel shutdownInput() throws IOException {
        ensureShutable();
        inputShut = true;
        end.shutInput();
        return this;
    }

    @Override
    public SocketChannel shutdownOutput() throws IOException {
        ensureShutable();
        outputShut = true;
        end.shutOutput();
        return this;
    }

    final void ensureShutable() throws ClosedChannelException {
        ensureOpen();
        if (!connected) {
            throw new NotYetConnectedException();
        }
    }

    final boolean isInputShut() {
        return inputShut;
    }

    final boolean isOutputShut() {
        return outputShut;
    }

    @Override
    protected void implCloseSelectableChannel() {
        SocketCalls.close(end);
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        // The mode is looked at in each operation.
    }

    // ---- facts and options

    final void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    final void ensureConnected() throws ClosedChannelException {
        ensureOpen();
        if (!connected) {
            throw new NotYetConnectedException();
        }
    }

    final void ensureBlocking() {
        if (!isBlocking()) {
            throw new IllegalBlockingModeException();
        }
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        return end.path.local();
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        ensureOpen();
        return remote;
    }

    final @Nullable InetSocketAddress remote() {
        return remote;
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> option, T value) throws IOException {
        Objects.requireNonNull(option);
        ensureOpen();
        end.settings.set(option, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        Objects.requireNonNull(option);
        ensureOpen();
        return end.settings.get(option);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return end.settings.supported();
    }

    @Override
    public String toString() {
        String state = !isOpen() ? "closed" : !connected ? pending ? "connection-pending" : "unconnected" : "connected";
        return SocketChannel.class.getName() + "[" + state
                + (end.path.local() == null ? "" : " local=" + end.path.local())
                + (remote == null ? "" : " remote=" + remote) + "]";
    }
}
