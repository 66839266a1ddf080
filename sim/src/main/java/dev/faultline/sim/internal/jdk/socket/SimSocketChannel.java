package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.WaitQueue;
import dev.faultline.sim.internal.net.NetAddresses;
import dev.faultline.sim.internal.net.StreamEnd;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NoConnectionPendingException;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The {@link SocketChannel} of simulated threads. */
sealed class SimSocketChannel extends SimSocketChannelState permits UnixSocketChannel {
    private @Nullable SimSocketAdaptor socket;

    SimSocketChannel(SelectorProvider provider, StreamEnd end) {
        super(provider, end);
    }

    @Override
    public Socket socket() {
        SimSocketAdaptor adaptor = socket;
        if (adaptor == null) {
            try {
                adaptor = new SimSocketAdaptor(this);
            } catch (SocketException e) {
                throw new IllegalStateException(e);
            }
            socket = adaptor;
        }
        return adaptor;
    }

    // ---- connecting

    @Override
    public SocketChannel bind(@Nullable SocketAddress local) throws IOException {
        ensureOpen();
        if (pending) {
            throw new ConnectionPendingException();
        }
        if (end.isBound()) {
            throw new AlreadyBoundException();
        }
        SocketCalls.bind(end, local == null ? null : NetAddresses.checked(local));
        return this;
    }

    @Override
    public boolean connect(SocketAddress to) throws IOException {
        return connect(to, WaitQueue.NEVER);
    }

    /** Connects; where the channel blocks, until the deadline, a time of the run. */
    boolean connect(SocketAddress to, long deadlineNanos) throws IOException {
        InetSocketAddress target = targetOf(to);
        ensureOpen();
        if (connected) {
            throw new AlreadyConnectedException();
        }
        if (pending) {
            throw new ConnectionPendingException();
        }
        Task task = SocketCalls.task();
        try {
            remote = target;
            pending = true;
            end.request(target);
            return isBlocking() && awaitConnection(task, deadlineNanos);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Returns where a connection to the address really goes. */
    InetSocketAddress targetOf(SocketAddress to) throws IOException {
        return NetAddresses.target(NetAddresses.checked(to));
    }

    @Override
    public boolean finishConnect() throws IOException {
        if (connected) {
            return true;
        }
        ensureOpen();
        if (!pending) {
            throw new NoConnectionPendingException();
        }
        Task task = SocketCalls.task();
        try {
            if (isBlocking()) {
                return awaitConnection(task, WaitQueue.NEVER);
            }
            if (end.isRequesting()) {
                end.stack.polledInVain(task);
                return false;
            }
            return established();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private boolean awaitConnection(Task task, long deadlineNanos) throws IOException {
        boolean completed = false;
        try {
            begin();
            while (isOpen() && end.isRequesting()) {
                if (!end.readers.await(task, deadlineNanos)) {
                    throw new SocketTimeoutException("Connect timed out");
                }
            }
            completed = isOpen() && established();
        } finally {
            end(completed);
        }
        return completed;
    }

    private boolean established() throws ConnectException {
        String failure = end.failure();
        if (failure != null) {
            throw new ConnectException(failure);
        }
        connected = true;
        pending = false;
        return true;
    }

    // ---- reading

    @Override
    public int read(ByteBuffer target) throws IOException {
        Objects.requireNonNull(target);
        return read(target, WaitQueue.NEVER);
    }

    /** Reads; where the channel blocks, until the deadline, a time of the run. */
    int read(ByteBuffer target, long deadlineNanos) throws IOException {
        ensureConnected();
        if (inputShut) {
            return -1;
        }
        if (!target.hasRemaining()) {
            return 0;
        }
        int count;
        if (isBlocking()) {
            count = readBlocking(target, deadlineNanos);
        } else {
            count = end.read(target);
            if (count == 0) {
                pollInVain();
            }
        }
        return count;
    }

    private int readBlocking(ByteBuffer target, long deadlineNanos) throws IOException {
        Task task = SocketCalls.task();
        int count = 0;
        end.reading.take(task);
        try {
            begin();
            while (isOpen() && count == 0) {
                count = end.read(target);
                if (count == 0 && isOpen() && !end.readers.await(task, deadlineNanos)) {
                    throw new SocketTimeoutException("Read timed out");
                }
            }
        } finally {
            end.reading.giveBack();
            end(count > 0);
        }
        return count;
    }

    @Override
    public long read(ByteBuffer[] targets, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, targets.length);
        ensureConnected();
        long total = 0;
        for (int i = from; i < from + length; i++) {
            if (targets[i].hasRemaining()) {
                if (total > 0 && !end.receiver.isReady()) {
                    return total;
                }
                int count = read(targets[i]);
                if (count <= 0) {
                    return total > 0 ? total : count;
                }
                total += count;
            }
        }
        return total;
    }

    // ---- writing

    @Override
    public int write(ByteBuffer source) throws IOException {
        Objects.requireNonNull(source);
        return write(source, false);
    }

    int write(ByteBuffer source, boolean urgent) throws IOException {
        ensureConnected();
        if (outputShut) {
            throw new AsynchronousCloseException(); // as the JDK does, even where nobody has shut it just now
        }
        int before = source.remaining();
        if (isBlocking()) {
            writeBlocking(source, urgent);
        } else {
            while (source.hasRemaining() && end.write(source, urgent) > 0) {
                // until the buffer is full
            }
            if (before > 0 && source.remaining() == before) {
                pollInVain();
            }
        }
        return before - source.remaining();
    }

    private void writeBlocking(ByteBuffer source, boolean urgent) throws IOException {
        Task task = SocketCalls.task();
        end.writing.take(task);
        try {
            begin();
            while (source.hasRemaining() && isOpen()) {
                if (outputShut) {
                    throw new AsynchronousCloseException();
                }
                if (end.write(source, urgent) == 0) {
                    end.writers.await(task, WaitQueue.NEVER);
                }
            }
        } finally {
            end.writing.giveBack();
            end(!source.hasRemaining());
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, sources.length);
        ensureConnected();
        // One message rather than one for each buffer, as a gathering write is one system call.
        int room = isBlocking() ? Integer.MAX_VALUE : Math.max(1, end.sender.room());
        int written = write(ChannelBuffers.gather(sources, from, length, room), false);
        ChannelBuffers.skip(sources, from, length, written);
        return written;
    }

    private void pollInVain() {
        Task task = Task.current();
        if (task != null) {
            end.stack.polledInVain(task);
        }
    }
}
