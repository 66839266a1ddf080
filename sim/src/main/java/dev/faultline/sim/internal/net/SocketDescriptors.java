package dev.faultline.sim.internal.net;

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
public final class SocketDescriptors<E> {
    private static final int FIRST = 1 << 29;
    private static final JavaIOFileDescriptorAccess ACCESS = SharedSecrets.getJavaIOFileDescriptorAccess();

    /** Looked up only, never iterated over. */
    private final Map<Integer, E> open = new HashMap<>();

    private int next = FIRST;

    public static boolean isSimulated(FileDescriptor fd) {
        return isSimulated(number(fd));
    }

    public static boolean isSimulated(int number) {
        return number >= FIRST;
    }

    public static int number(FileDescriptor fd) {
        return ACCESS.get(fd);
    }

    /** Returns the number of a new descriptor. */
    public int add(E end) {
        open.put(next, end);
        return next++;
    }

    /** Gives a descriptor that exists the number of a new one. */
    public void add(E end, FileDescriptor fd) {
        ACCESS.set(fd, add(end));
    }

    public FileDescriptor open(E end) {
        return IOUtil.newFD(add(end));
    }

    @Nullable
    public E find(FileDescriptor fd) {
        return open.get(number(fd));
    }

    public E get(FileDescriptor fd) throws SocketException {
        return get(number(fd));
    }

    public E get(int number) throws SocketException {
        E end = open.get(number);
        if (end == null) {
            throw new SocketException("Bad file descriptor");
        }
        return end;
    }

    @Nullable
    public E remove(int number) {
        return open.remove(number);
    }
}
