package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.jdk.file.FileInternals;
import dev.faultline.sim.internal.net.Datagram;
import dev.faultline.sim.internal.net.DatagramEnd;
import dev.faultline.sim.internal.net.SocketDescriptors;
import dev.faultline.sim.internal.vm.JdkMethods;
import dev.faultline.sim.internal.vm.JdkNatives;
import dev.faultline.sim.internal.vm.Vm;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.IOStatus;

/**
 * What the datagram channels of the JDK call instead of the system, besides {@link DescriptorHooks}. Public only to be
 * called by the JDK.
 */
public final class DatagramHooks {
    private DatagramHooks() {}

    private static DatagramEnd end(FileDescriptor fd) throws SocketException {
        return (DatagramEnd) DescriptorHooks.end(fd);
    }

    /** Returns a new channel of the JDK that, as it is made by a simulated thread, has a simulated socket. */
    static DatagramChannel newChannel(SelectorProvider provider, boolean interruptible) throws SocketException {
        return Internals.newChannel(provider, interruptible);
    }

    public static boolean isSimulated(FileDescriptor fd) {
        return SocketDescriptors.isSimulated(fd);
    }

    static boolean isInterruptible(DatagramChannel channel) {
        return Vm.UNSAFE.getBoolean(channel, Internals.INTERRUPTIBLE);
    }

    public static void disconnect(FileDescriptor fd, boolean ofVersion6) throws IOException {
        if (SocketDescriptors.isSimulated(fd)) {
            end(fd).disconnect();
        } else {
            JdkNatives.invoke(JdkNatives.DISCONNECT, fd, ofVersion6);
        }
    }

    // ---- data

    /** Receives; tells where the datagram is from in a {@code sockaddr_in} at the address. */
    public static int receive(FileDescriptor fd, long address, int length, long sender, boolean connected)
            throws IOException {
        if (!SocketDescriptors.isSimulated(fd)) {
            return JdkNatives.call(JdkNatives.RECEIVE, fd, address, length, sender, connected);
        }
        DatagramEnd end = end(fd);
        Datagram datagram = DescriptorCalls.poll(end);
        if (datagram == null) {
            end.stack.polledInVain(SocketCalls.task());
            return IOStatus.UNAVAILABLE;
        }
        SocketMemory.putAddress(sender, datagram.from);
        int count = Math.min(length, datagram.bytes.length);
        FileInternals.copyToNative(datagram.bytes, 0, address, count);
        return count;
    }

    public static int send(FileDescriptor fd, long address, int length, long target, int targetLength)
            throws IOException {
        if (!SocketDescriptors.isSimulated(fd)) {
            return JdkNatives.call(JdkNatives.SEND, fd, address, length, target, targetLength);
        }
        ByteBuffer bytes = ByteBuffer.wrap(SocketMemory.bytes(address, length));
        return DescriptorCalls.send(end(fd), bytes, SocketMemory.address(target));
    }

    // ---- groups

    public static int join(FileDescriptor fd, int group, int at, int source) throws SocketException {
        end(fd).groups.join(SocketMemory.host(group), SocketMemory.host(at), source(source));
        return 0;
    }

    public static void drop(FileDescriptor fd, int group, int at, int source) throws SocketException {
        end(fd).groups.leave(SocketMemory.host(group), SocketMemory.host(at), source(source));
    }

    public static int block(FileDescriptor fd, int group, int at, int source) throws SocketException {
        end(fd).groups.block(true, SocketMemory.host(group), SocketMemory.host(at), SocketMemory.host(source));
        return 0;
    }

    public static void unblock(FileDescriptor fd, int group, int at, int source) throws SocketException {
        end(fd).groups.block(false, SocketMemory.host(group), SocketMemory.host(at), SocketMemory.host(source));
    }

    private static @Nullable InetAddress source(int address) {
        return address == 0 ? null : SocketMemory.host(address);
    }

    public static void setInterface(FileDescriptor fd, int address) throws IOException {
        if (SocketDescriptors.isSimulated(fd)) {
            end(fd).setOutgoing(address == 0 ? null : SocketMemory.host(address));
        } else {
            JdkNatives.invoke(JdkNatives.SET_INTERFACE, fd, address);
        }
    }

    public static int getInterface(FileDescriptor fd) throws IOException {
        if (!SocketDescriptors.isSimulated(fd)) {
            return JdkNatives.call(JdkNatives.GET_INTERFACE, fd);
        }
        InetAddress outgoing = end(fd).outgoing();
        return outgoing == null ? 0 : SocketMemory.number(outgoing);
    }

    /** Private parts of the JDK; apart, because the hooks are initialised before its package can be touched. */
    private static final class Internals {
        private static final Class<?> CHANNEL = Vm.classNamed("sun.nio.ch.DatagramChannelImpl");
        private static final long INTERRUPTIBLE = Vm.UNSAFE.objectFieldOffset(CHANNEL, "interruptible");
        private static final MethodHandle NEW_CHANNEL =
                JdkMethods.constructor(CHANNEL, SelectorProvider.class, ProtocolFamily.class, boolean.class);

        private Internals() {}

        static DatagramChannel newChannel(SelectorProvider provider, boolean interruptible) throws SocketException {
            try {
                return (DatagramChannel) NEW_CHANNEL.invoke(provider, StandardProtocolFamily.INET, interruptible);
            } catch (SocketException e) {
                throw e; // there may be no more
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
