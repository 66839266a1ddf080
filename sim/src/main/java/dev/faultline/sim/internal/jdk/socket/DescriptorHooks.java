package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.jdk.file.FileInternals;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.WaitQueue;
import dev.faultline.sim.internal.machine.SimProcess;
import dev.faultline.sim.internal.net.DatagramEnd;
import dev.faultline.sim.internal.net.Endpoint;
import dev.faultline.sim.internal.net.EventPoll;
import dev.faultline.sim.internal.net.Listener;
import dev.faultline.sim.internal.net.NetStack;
import dev.faultline.sim.internal.net.PipeEnd;
import dev.faultline.sim.internal.net.SocketDescriptors;
import dev.faultline.sim.internal.net.StreamEnd;
import dev.faultline.sim.internal.vm.JdkMethods;
import dev.faultline.sim.internal.vm.JdkNatives;
import dev.faultline.sim.internal.vm.Vm;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;
import sun.nio.ch.IOUtil;
import sun.nio.ch.SelChImpl;

/**
 * What the JDK's own channels call instead of the system where their socket or pipe is a simulated one, which the number
 * of the descriptor tells. Public only to be called by the JDK.
 */
public final class DescriptorHooks {
    private DescriptorHooks() {}

    // ---- which descriptors are simulated

    public static boolean isSimulated(FileDescriptor fd) {
        return SocketDescriptors.isSimulated(fd);
    }

    public static boolean isSimulatedOf(ProtocolFamily family, FileDescriptor fd) {
        return SocketDescriptors.isSimulated(fd);
    }

    public static boolean isSimulatedUnder(Object dispatcher, FileDescriptor fd) {
        return SocketDescriptors.isSimulated(fd);
    }

    public static boolean isSimulatedChannel(Channel channel) {
        return SocketDescriptors.isSimulated(((SelChImpl) channel).getFD());
    }

    public static boolean opens() {
        return Task.current() != null;
    }

    static Endpoint end(FileDescriptor fd) throws SocketException {
        return NetStack.of(SocketCalls.task()).topology.descriptors.get(fd);
    }

    // ---- opening and closing

    public static FileDescriptor socket(ProtocolFamily family, boolean stream) throws SocketException {
        Task task = SocketCalls.task();
        NetStack stack = NetStack.of(task);
        SimProcess opener = SocketCalls.opener(task, 1);
        Endpoint end = stream ? new StreamEnd(stack, opener) : new DatagramEnd(stack, opener);
        return stack.topology.descriptors.open(end);
    }

    public static FileDescriptor serverSocket(ProtocolFamily family) throws SocketException {
        Task task = SocketCalls.task();
        NetStack stack = NetStack.of(task);
        return stack.topology.descriptors.open(new Listener(stack, SocketCalls.opener(task, 1)));
    }

    /** Returns the numbers of the ends of a pipe: that to read from is the upper half. */
    public static long pipe(boolean blocking) throws IOException {
        Task task = Task.current();
        if (task == null) {
            return (long) JdkNatives.invoke(JdkNatives.MAKE_PIPE, blocking);
        }
        NetStack stack = NetStack.of(task);
        PipeEnd.Pair pair = PipeEnd.open(stack, SocketCalls.opener(task, 2));
        SocketDescriptors<Endpoint> descriptors = stack.topology.descriptors;
        return (long) descriptors.add(pair.source()) << 32 | descriptors.add(pair.sink());
    }

    /** Wakes whoever waits for the descriptor, which is being closed. */
    public static void preClose(Object dispatcher, FileDescriptor fd) throws SocketException {
        Endpoint end = end(fd);
        if (end instanceof PipeEnd pipe) {
            pipe.setBlocking(false);
        }
        end.changed();
    }

    /** Closes; called by the JDK's cleaner, too, for channels that a dead process has left. */
    public static void close(Object dispatcher, FileDescriptor fd) {
        closeNumber(SocketDescriptors.number(fd));
    }

    static void closeNumber(int number) {
        Task task = Task.current();
        Endpoint end =
                task == null ? null : NetStack.of(task).topology.descriptors.remove(number);
        if (end != null) {
            DescriptorCalls.close(end);
        }
    }

    /** Matters to the sinks of pipes only; everywhere else the channel itself waits, in {@link #park}. */
    public static void configureBlocking(FileDescriptor fd, boolean blocking) throws IOException {
        if (!SocketDescriptors.isSimulated(fd)) {
            IOUtil.configureBlocking(fd, blocking);
        } else if (end(fd) instanceof PipeEnd pipe) {
            pipe.setBlocking(blocking);
        }
    }

    /** Whether the JDK takes a thread for a virtual one, and its writes for such as may be partial, which is none. */
    public static boolean isPlatformThread(Object channel) {
        Task task = Task.current();
        return task != null && task.application != task.virtual;
    }

    /** Leaves the descriptor in blocking mode. */
    public static void keepMode() {
        // Nothing to do.
    }

    // ---- addresses and options

    public static void bind(ProtocolFamily family, FileDescriptor fd, InetAddress address, int port)
            throws SocketException {
        DescriptorCalls.bind(end(fd), new InetSocketAddress(address, port));
    }

    public static int connect(ProtocolFamily family, FileDescriptor fd, InetAddress address, int port)
            throws SocketException {
        return DescriptorCalls.connect(end(fd), new InetSocketAddress(address, port));
    }

    public static InetSocketAddress localAddress(FileDescriptor fd) throws SocketException {
        return DescriptorCalls.localAddress(end(fd));
    }

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

    // ---- waiting

    /** Waits until the channel is ready or something else happens; as long as is said, or for ever if that is 0. */
    public static void park(Channel channel, int event, long nanos) throws IOException {
        Task task = SocketCalls.task();
        Endpoint end = end(((SelChImpl) channel).getFD());
        // As in the JDK: the wait of a DatagramSocket ends by an interrupt if the thread is a virtual one.
        boolean interruptible = task.application == task.virtual
                && channel instanceof DatagramChannel datagrams
                && !DatagramHooks.isInterruptible(datagrams);
        boolean write = event == EventPoll.OUT;
        int op = write ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (channel.isOpen() && (end.readyOps() & op) == 0) {
            WaitQueue queue = write ? end.writers : end.readers;
            queue.await(task, end.stack.deadline(nanos), interruptible);
        }
        if (interruptible && Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException();
        }
    }

    // ---- data

    public static int read(Object dispatcher, FileDescriptor fd, long address, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        int count = DescriptorCalls.read(end(fd), target);
        FileInternals.copyToNative(target.array(), 0, address, Math.max(0, count));
        return count;
    }

    /** Fills several buffers; an element of the array at the address is a pair of address and length. */
    public static long readMany(Object dispatcher, FileDescriptor fd, long vector, int buffers) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(SocketMemory.length(vector, buffers));
        int count = DescriptorCalls.read(end(fd), target);
        SocketMemory.scatter(target.array(), Math.max(0, count), vector, buffers);
        return count;
    }

    public static int write(Object dispatcher, FileDescriptor fd, long address, int length) throws IOException {
        return DescriptorCalls.write(end(fd), ByteBuffer.wrap(SocketMemory.bytes(address, length)));
    }

    public static long writeMany(Object dispatcher, FileDescriptor fd, long vector, int buffers) throws IOException {
        return DescriptorCalls.write(end(fd), ByteBuffer.wrap(SocketMemory.gather(vector, buffers)));
    }

    /** Returns a new pipe of the JDK that, as it is made by a simulated thread, is a simulated one. */
    static Pipe newPipe(SelectorProvider provider) {
        try {
            return (Pipe) Internals.NEW_PIPE.invoke(provider);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Private parts of the JDK; apart, because the hooks are initialised before its package can be touched. */
    private static final class Internals {
        private static final MethodHandle NEW_PIPE =
                JdkMethods.constructor(Vm.classNamed("sun.nio.ch.PipeImpl"), SelectorProvider.class);

        private Internals() {}
    }
}
