package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.WaitQueue;
import dev.faultline.sim.internal.machine.SimProcess;
import dev.faultline.sim.internal.net.ChannelEndpoint;
import dev.faultline.sim.internal.net.Listener;
import dev.faultline.sim.internal.net.NetAddresses;
import dev.faultline.sim.internal.net.StreamEnd;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@link ServerSocketChannel} of simulated threads. */
sealed class SimServerSocketChannel extends ServerSocketChannel implements ChannelEndpoint
        permits UnixServerSocketChannel {
    private final Listener listener;
    private @Nullable SimServerSocketAdaptor socket;

    SimServerSocketChannel(SelectorProvider provider, Listener listener) {
        super(provider);
        this.listener = listener;
    }

    @Override
    public Listener endpoint() {
        return listener;
    }

    @Override
    public int readyOps() {
        return listener.readyOps();
    }

    @Override
    public ServerSocketChannel bind(@Nullable SocketAddress local, int backlog) throws IOException {
        ensureOpen();
        if (listener.isBound()) {
            throw new AlreadyBoundException();
        }
        SocketCalls.bind(listener, local == null ? null : NetAddresses.checked(local));
        listener.listen(backlog);
        return this;
    }

    @Override
    public @Nullable SocketChannel accept() throws IOException {
        return accept(isBlocking(), WaitQueue.NEVER);
    }

    /** Accepts; where it may block, until the deadline, a time of the run. */
    @Nullable
    SocketChannel accept(boolean blocking, long deadlineNanos) throws IOException {
        ensureOpen();
        if (!listener.isBound()) {
            throw new NotYetBoundException();
        }
        Task task = SocketCalls.task();
        SimProcess _ = SocketCalls.opener(task, 1);
        StreamEnd end = blocking ? await(task, deadlineNanos) : listener.poll(task);
        if (end == null) {
            listener.stack.polledInVain(task);
            return null;
        }
        return accepted(end);
    }

    /** Returns the channel of an accepted connection. */
    SimSocketChannel accepted(StreamEnd end) {
        return new SimSocketChannel(provider(), end);
    }

    private @Nullable StreamEnd await(Task task, long deadlineNanos) throws IOException {
        StreamEnd end = null;
        try {
            begin();
            while (isOpen() && end == null) {
                end = listener.poll(task);
                if (end == null && !listener.readers.await(task, deadlineNanos)) {
                    throw new SocketTimeoutException("Accept timed out");
                }
            }
        } finally {
            end(end != null);
        }
        return end;
    }

    @Override
    protected void implCloseSelectableChannel() {
        listener.close();
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        // The mode is looked at in each operation.
    }

    final void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public ServerSocket socket() {
        SimServerSocketAdaptor adaptor = socket;
        if (adaptor == null) {
            adaptor = new SimServerSocketAdaptor(this);
            socket = adaptor;
        }
        return adaptor;
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        return listener.local();
    }

    @Nullable
    InetSocketAddress local() {
        return listener.local();
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> option, T value) throws IOException {
        Objects.requireNonNull(option);
        ensureOpen();
        listener.settings.set(option, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        Objects.requireNonNull(option);
        ensureOpen();
        return listener.settings.get(option);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return listener.settings.supported();
    }

    @Override
    public String toString() {
        String state = !isOpen() ? "closed" : listener.local() == null ? "unbound" : "" + listener.local();
        return ServerSocketChannel.class.getName() + "[" + state + "]";
    }
}
