package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.net.Datagram;
import dev.faultline.sim.internal.net.DatagramEnd;
import dev.faultline.sim.internal.net.Endpoint;
import dev.faultline.sim.internal.net.EventPoll;
import dev.faultline.sim.internal.net.Listener;
import dev.faultline.sim.internal.net.NetAddresses;
import dev.faultline.sim.internal.net.PipeEnd;
import dev.faultline.sim.internal.net.StreamEnd;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.IOStatus;

/** The system calls on descriptors of sockets and pipes. None blocks; what is not ready is {@code UNAVAILABLE}. */
final class DescriptorCalls {
    private DescriptorCalls() {}

    static void bind(Endpoint end, InetSocketAddress address) throws SocketException {
        switch (end) {
            case StreamEnd stream -> SocketCalls.bind(stream, address);
            case Listener listener -> SocketCalls.bind(listener, address);
            case DatagramEnd datagrams -> datagrams.bind(NetAddresses.normal(address));
            case PipeEnd _, EventPoll _ -> throw notASocket();
        }
    }

    /** Returns 1 if the socket is connected now, and {@code UNAVAILABLE} if the connection is on its way. */
    static int connect(Endpoint end, InetSocketAddress address) throws SocketException {
        InetSocketAddress target = NetAddresses.target(address);
        switch (end) {
            case StreamEnd stream -> {
                stream.request(target);
                return IOStatus.UNAVAILABLE;
            }
            case DatagramEnd datagrams -> {
                datagrams.connect(target);
                return 1;
            }
            case Listener _, PipeEnd _, EventPoll _ -> throw notASocket();
        }
    }

    static InetSocketAddress localAddress(Endpoint end) throws SocketException {
        return NetAddresses.copy(
                switch (end) {
                    case StreamEnd stream -> stream.path.local();
                    case Listener listener -> listener.local();
                    case DatagramEnd datagrams -> datagrams.local();
                    case PipeEnd _, EventPoll _ -> throw notASocket();
                });
    }

    /** Reads what is there; {@code EOF} at the end. */
    static int read(Endpoint end, ByteBuffer target) throws IOException {
        int count = switch (end) {
            case StreamEnd stream -> orUnavailable(stream.read(target));
            case DatagramEnd datagrams -> receive(datagrams, target);
            case PipeEnd pipe -> pipe.read(target);
            case Listener _, EventPoll _ -> throw notASocket();
        };
        if (count == IOStatus.UNAVAILABLE) {
            end.stack.polledInVain(SocketCalls.task());
        }
        return count;
    }

    private static int receive(DatagramEnd end, ByteBuffer target) throws PortUnreachableException {
        Datagram datagram = poll(end);
        if (datagram == null) {
            return IOStatus.UNAVAILABLE;
        }
        int count = Math.min(target.remaining(), datagram.bytes.length);
        target.put(datagram.bytes, 0, count);
        return count;
    }

    /** Takes a datagram; null if there is none. */
    @Nullable
    static Datagram poll(DatagramEnd end) throws PortUnreachableException {
        checkRefusal(end);
        return end.poll();
    }

    /** Writes what there is room for. */
    static int write(Endpoint end, ByteBuffer source) throws IOException {
        int count = switch (end) {
            case StreamEnd stream -> orUnavailable(writeAll(stream, source));
            case DatagramEnd datagrams -> send(datagrams, source);
            case PipeEnd pipe -> pipe.write(source);
            case Listener _, EventPoll _ -> throw notASocket();
        };
        if (count == IOStatus.UNAVAILABLE) {
            end.stack.polledInVain(SocketCalls.task());
        }
        return count;
    }

    private static int writeAll(StreamEnd end, ByteBuffer source) throws IOException {
        int before = source.remaining();
        while (source.hasRemaining() && end.write(source, false) > 0) {
            // until the buffer is full
        }
        return before - source.remaining();
    }

    private static int send(DatagramEnd end, ByteBuffer source) throws SocketException {
        InetSocketAddress to = end.remote();
        if (to == null) {
            throw new SocketException("Destination address required");
        }
        return send(end, source, to);
    }

    static int send(DatagramEnd end, ByteBuffer source, InetSocketAddress to) throws SocketException {
        checkRefusal(end);
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        end.send(bytes, to);
        return bytes.length;
    }

    private static void checkRefusal(DatagramEnd end) throws PortUnreachableException {
        if (end.takeRefusal()) {
            throw new PortUnreachableException();
        }
    }

    static void close(Endpoint end) {
        switch (end) {
            case StreamEnd stream -> SocketCalls.close(stream);
            case Listener listener -> listener.close();
            case DatagramEnd datagrams -> datagrams.close();
            case PipeEnd pipe -> pipe.close();
            case EventPoll poll -> poll.close();
        }
    }

    private static int orUnavailable(int count) {
        return count == 0 ? IOStatus.UNAVAILABLE : count;
    }

    private static SocketException notASocket() {
        return new SocketException("Operation not supported");
    }
}
