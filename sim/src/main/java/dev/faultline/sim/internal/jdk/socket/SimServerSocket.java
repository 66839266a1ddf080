package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.net.Listener;
import dev.faultline.sim.internal.net.NetAddresses;
import dev.faultline.sim.internal.net.NetStack;
import dev.faultline.sim.internal.net.SocketSettings;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands behind a {@link java.net.ServerSocket} of a simulated thread. */
final class SimServerSocket extends SocketImpl {
    private @Nullable Listener listener;
    private int timeoutMillis;

    private Listener listener() throws SocketException {
        Listener open = listener;
        if (open == null || open.isClosed()) {
            throw new SocketException("Socket closed");
        }
        return open;
    }

    @Override
    protected void create(boolean stream) throws SocketException {
        Task task = SocketCalls.task();
        listener = new Listener(NetStack.of(task), SocketCalls.opener(task, 1));
    }

    @Override
    protected void bind(InetAddress host, int toPort) throws IOException {
        Listener open = listener();
        SocketCalls.bind(open, new InetSocketAddress(host, toPort));
        address = host;
        localport = NetAddresses.port(open.local());
    }

    @Override
    protected void listen(int backlog) throws IOException {
        listener().listen(backlog);
    }

    @Override
    protected void accept(SocketImpl accepted) throws IOException {
        if (!(accepted instanceof SimSocket socket)) {
            throw new SocketException("a server socket of a simulated node cannot accept with a "
                    + accepted.getClass().getName());
        }
        socket.take(SocketCalls.accept(listener(), timeoutMillis));
    }

    @Override
    protected void close() {
        if (listener != null) {
            listener.close();
        }
    }

    @Override
    public void setOption(int option, Object value) throws SocketException {
        Listener open = listener();
        if (option == SocketOptions.SO_TIMEOUT) {
            timeoutMillis = (Integer) value;
        } else {
            SocketOptionTable.set(open.settings, option, value);
        }
    }

    @Override
    public Object getOption(int option) throws SocketException {
        Listener open = listener();
        if (option == SocketOptions.SO_TIMEOUT) {
            return timeoutMillis;
        }
        if (option == SocketOptions.SO_BINDADDR) {
            InetSocketAddress local = open.local();
            return local == null ? NetAddresses.any() : local.getAddress();
        }
        return SocketOptionTable.get(open.settings, option);
    }

    @Override
    protected <T> void setOption(SocketOption<T> option, T value) throws SocketException {
        listener().settings.set(option, value);
    }

    @Override
    protected <T> T getOption(SocketOption<T> option) throws SocketException {
        return listener().settings.get(option);
    }

    @Override
    protected Set<SocketOption<?>> supportedOptions() {
        return SocketSettings.ofListener().supported();
    }

    // ---- what a server socket has no use for

    @Override
    protected void connect(String host, int toPort) throws SocketException {
        throw notConnected();
    }

    @Override
    protected void connect(InetAddress host, int toPort) throws SocketException {
        throw notConnected();
    }

    @Override
    protected void connect(SocketAddress to, int timeout) throws SocketException {
        throw notConnected();
    }

    @Override
    protected InputStream getInputStream() throws SocketException {
        throw notConnected();
    }

    @Override
    protected OutputStream getOutputStream() throws SocketException {
        throw notConnected();
    }

    @Override
    protected int available() throws SocketException {
        throw notConnected();
    }

    @Override
    protected void sendUrgentData(int data) throws SocketException {
        throw notConnected();
    }

    private static SocketException notConnected() {
        return new SocketException("a server socket has no connection");
    }
}
