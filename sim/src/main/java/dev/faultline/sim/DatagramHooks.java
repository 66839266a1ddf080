package dev.faultline.sim;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.IOStatus;
import sun.nio.ch.IOUtil;
import sun.nio.ch.SelChImpl;

/**
 * What the datagram channels of the JDK call instead of the system: a socket is known by the number of its descriptor.
 * Public only to be called by the JDK.
 */
public final class DatagramHooks {
    private DatagramHooks() {}

    // ---- which sockets are simulated

    public static boolean opensDatagrams(ProtocolFamily family, boolean stream) {
        return !stream && Task.current() != null;
    }

    public static boolean isSimulated(FileDescriptor fd) {
        return SocketDescriptors.isSimulated(fd);
    }

    public static boolean isSimulatedOf(ProtocolFamily family, FileDescriptor fd) {
        return SocketDescriptors.isSimulated(fd);
    }

    public static boolean isSimulatedUnder(Object dispatcher, FileDescriptor fd) {
        return SocketDescriptors.isSimulated(fd);
    }

    public static boolean isSimulatedChannel(DatagramChannel channel) {
        return SocketDescriptors.isSimulated(((SelChImpl) channel).getFD());
    }

    private static DatagramEnd end(FileDescriptor fd) throws SocketException {
        return NetStack.of(SocketCalls.task()).topology.descriptors.get(fd);
    }

    // ---- opening, closing, addresses

    /** Returns a new channel of the JDK that, as it is made by a simulated thread, has a simulated socket. */
    static DatagramChannel newChannel(SelectorProvider provider, boolean interruptible) {
        return Internals.newChannel(provider, interruptible);
    }

    public static FileDescriptor open(ProtocolFamily family) throws SocketException {
        Task task = SocketCalls.task();
        NetStack stack = NetStack.of(task);
        return stack.topology.descriptors.add(new DatagramEnd(stack, task.process));
    }

    public static void bind(ProtocolFamily family, FileDescriptor fd, InetAddress address, int port)
            throws SocketException {
        end(fd).bind(NetStack.normal(new InetSocketAddress(address, port)));
    }

    public static int connect(ProtocolFamily family, FileDescriptor fd, InetAddress address, int port)
            throws SocketException {
        end(fd).connect(NetAddresses.target(new InetSocketAddress(address, port)));
        return 1;
    }

    public static void disconnect(FileDescriptor fd, boolean ofVersion6) throws SocketException {
        end(fd).disconnect();
    }

    public static InetSocketAddress localAddress(FileDescriptor fd) throws SocketException {
        return NetStack.copy(end(fd).local());
    }

    /** Wakes whoever waits for the socket, which is being closed. */
    public static void preClose(Object dispatcher, FileDescriptor fd) throws SocketException {
        end(fd).changed();
    }

    /** Closes; called by the JDK's cleaner, too, for channels that a dead process has left. */
    public static void close(Object dispatcher, FileDescriptor fd) {
        Task task = Task.current();
        DatagramEnd end =
                task == null ? null : NetStack.of(task).topology.descriptors.remove(fd);
        if (end != null) {
            end.close();
        }
    }

    /** No call of ours blocks: the channel itself waits, in {@link #park}. */
    public static void configureBlocking(FileDescriptor fd, boolean blocking) throws IOException {
        if (!SocketDescriptors.isSimulated(fd)) {
            IOUtil.configureBlocking(fd, blocking);
        }
    }

    // ---- waiting

    /** Waits until the socket is ready or something else happens; as long as is said, or for ever if that is 0. */
    public static void park(DatagramChannel channel, int event, long nanos) throws IOException {
        Task task = SocketCalls.task();
        DatagramEnd end = end(((SelChImpl) channel).getFD());
        // As in the JDK: the wait of a DatagramSocket ends by an interrupt if the thread is a virtual one.
        boolean interruptible = task.application == task.virtual && !Internals.isInterruptible(channel);
        if (channel.isOpen() && !end.isReadable()) {
            end.readers.await(task, end.stack.deadline(nanos), interruptible);
        }
        if (interruptible && Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException();
        }
    }

    // ---- data

    /** Receives; tells where the datagram is from in a {@code sockaddr_in} at the address. */
    public static int receive(FileDescriptor fd, long address, int length, long sender, boolean connected)
            throws IOException {
        Datagram datagram = poll(fd);
        if (datagram == null) {
            return IOStatus.UNAVAILABLE;
        }
        DatagramMemory.putAddress(sender, datagram.from);
        return put(datagram, address, length);
    }

    public static int send(FileDescriptor fd, long address, int length, long target, int targetLength)
            throws IOException {
        return send(fd, DatagramMemory.bytes(address, length), DatagramMemory.address(target));
    }

    public static int read(Object dispatcher, FileDescriptor fd, long address, int length) throws IOException {
        Datagram datagram = poll(fd);
        return datagram == null ? IOStatus.UNAVAILABLE : put(datagram, address, length);
    }

    /** Fills several buffers; an element of the array at the address is a pair of address and length. */
    public static long readMany(Object dispatcher, FileDescriptor fd, long vector, int buffers) throws IOException {
        Datagram datagram = poll(fd);
        return datagram == null ? IOStatus.UNAVAILABLE : DatagramMemory.scatter(datagram.bytes, vector, buffers);
    }

    public static int write(Object dispatcher, FileDescriptor fd, long address, int length) throws IOException {
        return send(fd, DatagramMemory.bytes(address, length), null);
    }

    public static long writeMany(Object dispatcher, FileDescriptor fd, long vector, int buffers) throws IOException {
        return send(fd, DatagramMemory.gather(vector, buffers), null);
    }

    private static @Nullable Datagram poll(FileDescriptor fd) throws IOException {
        DatagramEnd end = end(fd);
        checkRefusal(end);
        Datagram datagram = end.poll();
        if (datagram == null) {
            end.stack.polledInVain(SocketCalls.task());
        }
        return datagram;
    }

    private static int put(Datagram datagram, long address, int length) {
        int count = Math.min(length, datagram.bytes.length);
        FileInternals.copyToNative(datagram.bytes, 0, address, count);
        return count;
    }

    private static int send(FileDescriptor fd, byte[] bytes, @Nullable InetSocketAddress to) throws IOException {
        DatagramEnd end = end(fd);
        checkRefusal(end);
        InetSocketAddress target = to != null ? to : end.remote();
        if (target == null) {
            throw new SocketException("Destination address required");
        }
        end.send(bytes, target);
        return bytes.length;
    }

    private static void checkRefusal(DatagramEnd end) throws PortUnreachableException {
        if (end.takeRefusal()) {
            throw new PortUnreachableException();
        }
    }

    // ---- options and groups

    public static void setOption(FileDescriptor fd, ProtocolFamily family, SocketOption<?> option, Object value)
            throws SocketException {
        if (value == null) {
            throw new IllegalArgumentException("Invalid option value");
        }
        end(fd).settings.set(option, value);
    }

    public static Object getOption(FileDescriptor fd, ProtocolFamily family, SocketOption<?> option)
            throws SocketException {
        return end(fd).settings.get(option);
    }

    public static int join(FileDescriptor fd, int group, int at, int source) throws SocketException {
        end(fd).groups.join(DatagramMemory.host(group), DatagramMemory.host(at), source(source));
        return 0;
    }

    public static void drop(FileDescriptor fd, int group, int at, int source) throws SocketException {
        end(fd).groups.leave(DatagramMemory.host(group), DatagramMemory.host(at), source(source));
    }

    public static int block(FileDescriptor fd, int group, int at, int source) throws SocketException {
        end(fd).groups.block(true, DatagramMemory.host(group), DatagramMemory.host(at), DatagramMemory.host(source));
        return 0;
    }

    public static void unblock(FileDescriptor fd, int group, int at, int source) throws SocketException {
        end(fd).groups.block(false, DatagramMemory.host(group), DatagramMemory.host(at), DatagramMemory.host(source));
    }

    private static @Nullable InetAddress source(int address) {
        return address == 0 ? null : DatagramMemory.host(address);
    }

    public static void setInterface(FileDescriptor fd, int address) throws IOException {
        end(fd).setOutgoing(address == 0 ? null : DatagramMemory.host(address));
    }

    public static int getInterface(FileDescriptor fd) throws IOException {
        InetAddress outgoing = end(fd).outgoing();
        return outgoing == null ? 0 : DatagramMemory.number(outgoing);
    }

    /** Private parts of the JDK; apart, because the hooks are initialised before its package can be touched. */
    private static final class Internals {
        private static final Class<?> CHANNEL = Vm.classNamed("sun.nio.ch.DatagramChannelImpl");
        private static final long INTERRUPTIBLE = Vm.UNSAFE.objectFieldOffset(CHANNEL, "interruptible");
        private static final MethodHandle NEW_CHANNEL;

        static {
            try {
                NEW_CHANNEL = MethodHandles.privateLookupIn(CHANNEL, MethodHandles.lookup())
                        .findConstructor(
                                CHANNEL,
                                MethodType.methodType(
                                        void.class, SelectorProvider.class, ProtocolFamily.class, boolean.class));
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private Internals() {}

        static DatagramChannel newChannel(SelectorProvider provider, boolean interruptible) {
            try {
                return (DatagramChannel) NEW_CHANNEL.invoke(provider, StandardProtocolFamily.INET, interruptible);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        static boolean isInterruptible(DatagramChannel channel) {
            return Vm.UNSAFE.getBoolean(channel, INTERRUPTIBLE);
        }
    }
}
