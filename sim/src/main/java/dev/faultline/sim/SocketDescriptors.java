package dev.faultline.sim;

import java.io.FileDescriptor;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Map;
import jdk.internal.access.JavaIOFileDescriptorAccess;
import jdk.internal.access.SharedSecrets;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.IOUtil;

/**
 * The descriptors of simulated datagram sockets, for the channels of the JDK that are used on top of them. Their numbers
 * are far above those of the host and of simulated files, and none is used twice in a run.
 */
final class SocketDescriptors {
    private static final int FIRST = 1 << 29;
    private static final JavaIOFileDescriptorAccess ACCESS = SharedSecrets.getJavaIOFileDescriptorAccess();

    /** Looked up only, never iterated over. */
    private final Map<Integer, DatagramEnd> open = new HashMap<>();

    private int next = FIRST;

    static boolean isSimulated(FileDescriptor fd) {
        return ACCESS.get(fd) >= FIRST;
    }

    FileDescriptor add(DatagramEnd end) {
        int number = next++;
        open.put(number, end);
        return IOUtil.newFD(number);
    }

    @Nullable
    DatagramEnd find(FileDescriptor fd) {
        return open.get(ACCESS.get(fd));
    }

    DatagramEnd get(FileDescriptor fd) throws SocketException {
        DatagramEnd end = find(fd);
        if (end == null) {
            throw new SocketException("Bad file descriptor");
        }
        return end;
    }

    @Nullable
    DatagramEnd remove(FileDescriptor fd) {
        return open.remove(ACCESS.get(fd));
    }
}
