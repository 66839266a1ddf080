package dev.faultline.sim.internal.net;

import dev.faultline.sim.internal.disk.FilePaths;
import dev.faultline.sim.internal.disk.FileTree;
import dev.faultline.sim.internal.disk.Inode;
import dev.faultline.sim.internal.disk.InodeSocket;
import dev.faultline.sim.internal.disk.PosixError;
import dev.faultline.sim.internal.disk.PosixException;
import dev.faultline.sim.internal.disk.Storage;
import dev.faultline.sim.internal.kernel.Task;
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
public final class UnixAddresses {
    public static final UnixDomainSocketAddress UNNAMED = UnixDomainSocketAddress.of("");

    private static final int PATH_BYTES_MAX = 108;

    private UnixAddresses() {}

    public static UnixDomainSocketAddress checked(@Nullable SocketAddress address) {
        if (address == null) {
            throw new NullPointerException();
        }
        if (address instanceof UnixDomainSocketAddress unix) {
            return unix;
        }
        throw new UnsupportedAddressTypeException();
    }

    /** Enters the name of a socket into the file tree. */
    public static void bind(UnixDomainSocketAddress address, @Nullable Listener listener) throws SocketException {
        Task task = Task.required();
        try {
            tree(task).createSocket(path(task, address), listener);
        } catch (PosixException e) {
            throw new BindException(e.error == PosixError.EEXIST ? "Address already in use" : e.error.text);
        }
    }

    /** Returns a name that is free, for a listener that wants any. */
    public static UnixDomainSocketAddress any() throws SocketException {
        Task task = Task.required();
        String name = "/socket_" + Integer.toUnsignedString((int) task.random().next());
        return UnixDomainSocketAddress.of(Storage.of(task).calls().temporaryDirectory() + name);
    }

    /** Returns where the socket of this name listens. */
    public static InetSocketAddress target(UnixDomainSocketAddress address) throws IOException {
        Task task = Task.required();
        Inode inode;
        try {
            inode = tree(task).find(path(task, address), true).existing();
        } catch (PosixException e) {
            throw new SocketException(e.error.text);
        }
        InetSocketAddress local = inode instanceof InodeSocket socket
                        && socket.holder instanceof Listener listener
                        && !listener.isClosed()
                ? listener.local()
                : null;
        if (local == null) {
            throw new ConnectException("Connection refused");
        }
        return local;
    }

    private static FileTree tree(Task task) {
        return Storage.of(task).calls().tree();
    }

    private static String path(Task task, UnixDomainSocketAddress address) throws SocketException {
        String path = address.getPath().toString();
        if (path.getBytes(StandardCharsets.UTF_8).length > PATH_BYTES_MAX) {
            throw new SocketException("Unix domain path too long");
        }
        return FilePaths.absolute(task, path);
    }

    public static void checkSupported(Set<SocketOption<?>> supported, SocketOption<?> option) {
        if (!supported.contains(option)) {
            throw new UnsupportedOperationException("'" + option + "' not supported");
        }
    }
}
