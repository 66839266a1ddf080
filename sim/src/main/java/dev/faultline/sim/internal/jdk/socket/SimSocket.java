package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.UnmodelledUse;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.Unmodelled;
import dev.faultline.sim.internal.net.NetAddresses;
import dev.faultline.sim.internal.net.NetStack;
import dev.faultline.sim.internal.net.SocketSettings;
import dev.faultline.sim.internal.net.StreamEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.SocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands behind a {@link java.net.Socket} of a simulated thread. */
final class SimSocket extends SocketImpl implements SocketStreams {
    private @Nullable StreamEnd end;
    private int timeoutMillis;
    private boolean closed;

    private StreamEnd end() throws SocketException {
        StreamEnd open = end;
        if (closed || open == null) {
            throw new SocketException("Socket closed");
        }
        return open;
    }

    @Override
    protected void create(boolean stream) throws SocketException {
        Task task = SocketCalls.task();
        if (!stream) {
            Unmodelled.report(task, UnmodelledUse.Kind.NETWORK, "java.net.Socket(host, port, false): datagrams");
            throw new SocketException("datagram sockets are not modelled by the simulator");
        }
        end = new StreamEnd(NetStack.of(task), SocketCalls.opener(task, 1));
    }

    /** Takes a connection that a listener has accepted. */
    void take(StreamEnd accepted) {
        end = accepted;
        remember(accepted);
    }

    private void remember(StreamEnd connected) {
        InetSocketAddress remote = connected.path.remote();
        address = remote == null ? null : remote.getAddress();
        port = NetAddresses.port(remote);
        localport = NetAddresses.port(connected.path.local());
    }

    @Override
    protected void connect(String host, int toPort) throws IOException {
        connect(new InetSocketAddress(host, toPort), 0);
    }

    @Override
    protected void connect(InetAddress host, int toPort) throws IOException {
        connect(new InetSocketAddress(host, toPort), 0);
    }

    @Override
    protected void connect(SocketAddress to, int timeout) throws IOException {
        if (!(to instanceof InetSocketAddress internet)) {
            throw new IllegalArgumentException("Unsupported address type");
        }
        if (internet.isUnresolved()) {
            throw new UnknownHostException(internet.getHostName());
        }
        StreamEnd connecting = end();
        address = internet.getAddress();
        port = internet.getPort();
        try {
            SocketCalls.connect(connecting, internet, timeout);
        } catch (IOException e) {
            close();
            throw e;
        }
        localport = NetAddresses.port(connecting.path.local());
    }

    @Override
    protected void bind(InetAddress host, int toPort) throws IOException {
        StreamEnd bound = end();
        SocketCalls.bind(bound, new InetSocketAddress(host, toPort));
        localport = NetAddresses.port(bound.path.local());
    }

    @Override
    protected void listen(int backlog) throws IOException {
        throw new SocketException("not a server socket");
    }

    @Override
    protected void accept(SocketImpl accepted) throws IOException {
        throw new SocketException("not a server socket");
    }

    @Override
    protected InputStream getInputStream() {
        return SocketStreams.input(this);
    }

    @Override
    protected OutputStream getOutputStream() {
        return SocketStreams.output(this);
    }

    @Override
    protected int available() throws IOException {
        StreamEnd open = end();
        int available = open.receiver.available();
        if (available == 0) {
            open.stack.polledInVain(SocketCalls.task());
        }
        return available;
    }

    @Override
    protected void close() {
        StreamEnd open = end;
        if (!closed) {
            closed = true;
            if (open != null) {
                SocketCalls.close(open);
            }
        }
    }

    @Override
    protected void shutdownInput() throws IOException {
        end().shutInput();
    }

    @Override
    protected void shutdownOutput() throws IOException {
        end().shutOutput();
    }

    @Override
    protected boolean supportsUrgentData() {
        return true;
    }

    @Override
    protected void sendUrgentData(int data) throws IOException {
        SocketCalls.write(end(), ByteBuffer.wrap(new byte[] {(byte) data}), true);
    }

    @Override
    public void setOption(int option, Object value) throws SocketException {
        StreamEnd open = end();
        if (option == SocketOptions.SO_TIMEOUT) {
            timeoutMillis = (Integer) value;
        } else {
            SocketOptionTable.set(open.settings, option, value);
        }
    }

    @Override
    public Object getOption(int option) throws SocketException {
        StreamEnd open = end();
        if (option == SocketOptions.SO_TIMEOUT) {
            return timeoutMillis;
        }
        if (option == SocketOptions.SO_BINDADDR) {
            InetSocketAddress local = open.path.local();
            return local == null ? NetAddresses.any() : local.getAddress();
        }
        return SocketOptionTable.get(open.settings, option);
    }

    @Override
    protected <T> void setOption(SocketOption<T> option, T value) throws SocketException {
        end().settings.set(option, value);
    }

    @Override
    protected <T> T getOption(SocketOption<T> option) throws SocketException {
        return end().settings.get(option);
    }

    @Override
    protected Set<SocketOption<?>> supportedOptions() {
        return SocketSettings.ofStream().supported();
    }

    // ---- streams

    @Override
    public int read(ByteBuffer target) throws IOException {
        return SocketCalls.read(end(), target, timeoutMillis);
    }

    @Override
    public void writeAll(ByteBuffer source) throws IOException {
        SocketCalls.write(end(), source, false);
    }

    @Override
    public int readable() throws IOException {
        return available();
    }

    @Override
    public void closeSocket() {
        close();
    }
}
