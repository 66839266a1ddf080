package dev.faultline.sim;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Unix domain sockets: names in the file tree of a node. The streams behind them are those of the node's loopback
 * interface, between ports of which the program does not see anything.
 */
final class UnixAddresses {
    static final UnixDomainSocketAddress UNNAMED = UnixDomainSocketAddress.of("");

    private static final int PATH_BYTES_MAX = 108;

    private UnixAddresses() {}

    static UnixDomainSocketAddress checked(@Nullable SocketAddress address) {
        if (address == null) {
            throw new NullPointerException();
        }
        if (address instanceof UnixDomainSocketAddress unix) {
            return unix;
        }
        throw new UnsupportedAddressTypeException();
    }

    /** Enters the name of a socket into the file tree. */
    static void bind(UnixDomainSocketAddress address, @Nullable Listener listener) throws SocketException {
        Task task = SocketCalls.task();
        try {
            tree(task).createSocket(path(task, address), listener);
        } catch (PosixException e) {
            throw new BindException(e.error == PosixError.EEXIST ? "Address already in use" : e.error.text);
        }
    }

    /** Returns a name that is free, for a listener that wants any. */
    static UnixDomainSocketAddress any() throws SocketException {
        Task task = SocketCalls.task();
        String name = "/socket_" + Integer.toUnsignedString((int) task.random().next());
        return UnixDomainSocketAddress.of(task.process.node.disk().calls().temporaryDirectory() + name);
    }

    /** Returns where the socket of this name listens. */
    static InetSocketAddress target(UnixDomainSocketAddress address) throws IOException {
        Task task = SocketCalls.task();
        Inode inode;
        try {
            inode = tree(task).find(path(task, address), true).existing();
        } catch (PosixException e) {
            throw new SocketException(e.error.text);
        }
        InetSocketAddress local =
                inode instanceof InodeSocket socket && socket.listener != null && !socket.listener.isClosed()
                        ? socket.listener.local()
                        : null;
        if (local == null) {
            throw new ConnectException("Connection refused");
        }
        return local;
    }

    private static FileTree tree(Task task) {
        return task.process.node.disk().calls().tree();
    }

    private static String path(Task task, UnixDomainSocketAddress address) throws SocketException {
        String path = address.getPath().toString();
        if (path.getBytes(StandardCharsets.UTF_8).length > PATH_BYTES_MAX) {
            throw new SocketException("Unix domain path too long");
        }
        return FilePaths.absolute(task, path);
    }

    static void checkSupported(Set<SocketOption<?>> supported, SocketOption<?> option) {
        if (!supported.contains(option)) {
            throw new UnsupportedOperationException("'" + option + "' not supported");
        }
    }
}
