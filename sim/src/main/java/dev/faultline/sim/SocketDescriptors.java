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
 * The descriptors of simulated sockets and pipes, for the channels of the JDK that are used on top of them. Their numbers
 * are far above those of the host and of simulated files, and none is used twice in a run.
 */
final class SocketDescriptors {
    private static final int FIRST = 1 << 29;
    private static final JavaIOFileDescriptorAccess ACCESS = SharedSecrets.getJavaIOFileDescriptorAccess();

    /** Looked up only, never iterated over. */
    private final Map<Integer, Endpoint> open = new HashMap<>();

    private int next = FIRST;

    static boolean isSimulated(FileDescriptor fd) {
        return isSimulated(number(fd));
    }

    static boolean isSimulated(int number) {
        return number >= FIRST;
    }

    static int number(FileDescriptor fd) {
        return ACCESS.get(fd);
    }

    /** Returns the number of a new descriptor. */
    int add(Endpoint end) {
        open.put(next, end);
        return next++;
    }

    /** Gives a descriptor that exists the number of a new one. */
    void add(Endpoint end, FileDescriptor fd) {
        ACCESS.set(fd, add(end));
    }

    FileDescriptor open(Endpoint end) {
        return IOUtil.newFD(add(end));
    }

    @Nullable
    Endpoint find(FileDescriptor fd) {
        return open.get(number(fd));
    }

    Endpoint get(FileDescriptor fd) throws SocketException {
        return get(number(fd));
    }

    Endpoint get(int number) throws SocketException {
        Endpoint end = open.get(number);
        if (end == null) {
            throw new SocketException("Bad file descriptor");
        }
        return end;
    }

    @Nullable
    Endpoint remove(int number) {
        return open.remove(number);
    }
}
