package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.net.NetAddresses;
import dev.faultline.sim.internal.net.StreamEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A socket channel, seen as a {@link Socket}. The file is as long as that class has methods, each of which is answered here. */
final class SimSocketAdaptor extends Socket implements SocketStreams {
    private final SimSocketChannel channel;
    private int timeoutMillis;

    SimSocketAdaptor(SimSocketChannel channel) throws SocketException {
        // Never asked: every method that would is overridden here.
        super(new SimSocket());
        this.channel = channel;
    }

    private StreamEnd end() {
        return channel.endpoint();
    }

    private void checkOpen() throws SocketException {
        if (!channel.isOpen()) {
            throw new SocketException("Socket is closed");
        }
    }

    @Override
    public void connect(SocketAddress to) throws IOException {
        connect(to, 0);
    }

    @Override
    public void connect(@Nullable SocketAddress to, int timeout) throws IOException {
        if (to == null) {
            throw new IllegalArgumentException("connect: The address can't be null");
        }
        if (timeout < 0) {
            throw new IllegalArgumentException("connect: timeout can't be negative");
        }
        if (to instanceof InetSocketAddress internet && internet.isUnresolved()) {
            checkOpen();
            close();
            throw new UnknownHostException(internet.getHostString());
        }
        channel.ensureBlocking();
        SocketTranslation.run(() -> channel.connect(to, end().stack.deadline(timeout * 1_000_000L)));
    }

    @Override
    public void bind(@Nullable SocketAddress local) throws IOException {
        SocketTranslation.run(() -> channel.bind(local));
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        InetSocketAddress remote = channel.remote();
        return remote == null ? null : remote.getAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        InetSocketAddress local = end().path.local();
        return local == null || !channel.isOpen() ? NetAddresses.any() : local.getAddress();
    }

    @Override
    public int getPort() {
        return NetAddresses.port(channel.remote());
    }

    @Override
    public int getLocalPort() {
        InetSocketAddress local = end().path.local();
        return local == null ? -1 : local.getPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return channel.remote();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return end().path.local();
    }

    @Override
    public SocketChannel getChannel() {
        return channel;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        checkConnected();
        if (channel.isInputShut()) {
            throw new SocketException("Socket input is shutdown");
        }
        return SocketStreams.input(this);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        checkConnected();
        if (channel.isOutputShut()) {
            throw new SocketException("Socket output is shutdown");
        }
        return SocketStreams.output(this);
    }

    private void checkConnected() throws SocketException {
        checkOpen();
        if (!channel.isConnected()) {
            throw new SocketException("Socket is not connected");
        }
    }

    @Override
    public void sendUrgentData(int data) throws IOException {
        if (channel.write(ByteBuffer.wrap(new byte[] {(byte) data}), true) == 0) {
            throw new IOException("Socket buffer full");
        }
    }

    // ---- options

    private <T> void set(SocketOption<T> option, T value) throws SocketException {
        checkOpen();
        end().settings.set(option, value);
    }

    private <T> T get(SocketOption<T> option) throws SocketException {
        checkOpen();
        return end().settings.get(option);
    }

    private static int positive(String what, int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("Invalid " + what + " size");
        }
        return bytes;
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        set(StandardSocketOptions.TCP_NODELAY, on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return get(StandardSocketOptions.TCP_NODELAY);
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        if (on && seconds < 0) {
            throw new IllegalArgumentException("invalid value for SO_LINGER");
        }
        set(StandardSocketOptions.SO_LINGER, on ? seconds : -1);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return get(StandardSocketOptions.SO_LINGER);
    }

    @Override
    public void setOOBInline(boolean on) throws SocketException {
        checkOpen();
        end().settings.setUrgentInline(on);
    }

    @Override
    public boolean getOOBInline() throws SocketException {
        checkOpen();
        return end().settings.urgentInline();
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        checkOpen();
        if (millis < 0) {
            throw new IllegalArgumentException("timeout < 0");
        }
        timeoutMillis = millis;
    }

    @Override
    public int getSoTimeout() throws SocketException {
        checkOpen();
        return timeoutMillis;
    }

    @Override
    public void setSendBufferSize(int bytes) throws SocketException {
        set(StandardSocketOptions.SO_SNDBUF, positive("send", bytes));
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return get(StandardSocketOptions.SO_SNDBUF);
    }

    @Override
    public void setReceiveBufferSize(int bytes) throws SocketException {
        set(StandardSocketOptions.SO_RCVBUF, positive("receive", bytes));
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return get(StandardSocketOptions.SO_RCVBUF);
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        set(StandardSocketOptions.SO_KEEPALIVE, on);
    }

    @Override
    public boolean getKeepAlive() throws SocketException {
        return get(StandardSocketOptions.SO_KEEPALIVE);
    }

    @Override
    public void setTrafficClass(int tc) throws SocketException {
        set(StandardSocketOptions.IP_TOS, tc);
    }

    @Override
    public int getTrafficClass() throws SocketException {
        return get(StandardSocketOptions.IP_TOS);
    }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
        set(StandardSocketOptions.SO_REUSEADDR, on);
    }

    @Override
    public boolean getReuseAddress() throws SocketException {
        return get(StandardSocketOptions.SO_REUSEADDR);
    }

    @Override
    public <T> Socket setOption(SocketOption<T> option, T value) throws IOException {
        channel.setOption(option, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        return channel.getOption(option);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return channel.supportedOptions();
    }

    // ---- closing

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public void shutdownInput() throws IOException {
        SocketTranslation.run(channel::shutdownInput);
    }

    @Override
    public void shutdownOutput() throws IOException {
        SocketTranslation.run(channel::shutdownOutput);
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isBound() {
        return end().isBound();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isInputShutdown() {
        return channel.isInputShut();
    }

    @Override
    public boolean isOutputShutdown() {
        return channel.isOutputShut();
    }

    @Override
    public String toString() {
        return isConnected()
                ? "Socket[addr=" + getInetAddress() + ",port=" + getPort() + ",localport=" + getLocalPort() + "]"
                : "Socket[unconnected]";
    }

    // ---- streams

    @Override
    public int read(ByteBuffer target) throws IOException {
        channel.ensureBlocking();
        return SocketTranslation.call(() -> channel.read(target, end().stack.deadline(timeoutMillis * 1_000_000L)));
    }

    @Override
    public void writeAll(ByteBuffer source) throws IOException {
        channel.ensureBlocking();
        SocketTranslation.run(() -> channel.write(source));
    }

    @Override
    public int readable() throws IOException {
        checkConnected();
        int available = end().receiver.available();
        if (available == 0) {
            end().stack.polledInVain(SocketCalls.task());
        }
        return available;
    }

    @Override
    public void closeSocket() throws IOException {
        channel.close();
    }
}
