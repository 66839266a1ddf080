package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import dev.faultline.sim.internal.net.Endpoint;
import dev.faultline.sim.internal.net.EventPoll;
import dev.faultline.sim.internal.net.Listener;
import dev.faultline.sim.internal.net.NetAddresses;
import dev.faultline.sim.internal.net.NetStack;
import dev.faultline.sim.internal.net.SocketDescriptors;
import dev.faultline.sim.internal.net.StreamEnd;
import dev.faultline.sim.internal.vm.JdkMethods;
import dev.faultline.sim.internal.vm.JdkNatives;
import dev.faultline.sim.internal.vm.Vm;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.concurrent.ThreadFactory;
import sun.nio.ch.IOStatus;

/**
 * What the asynchronous channels of the JDK call instead of the system, besides {@link DescriptorHooks}, and what they
 * have one of in a JVM. Public only to be called by the JDK.
 */
public final class AsyncHooks {
    private static final int SHUT_INPUT = 0;
    private static final int SHUT_OUTPUT = 1;

    private AsyncHooks() {}

    public static boolean inSimulation() {
        return Task.current() != null;
    }

    // ---- one of each for a process

    /** The group of channels that are opened without one. */
    public static Object defaultPort(AsynchronousChannelProvider provider) throws IOException {
        return SimProcess.of(SocketCalls.task())
                .globals
                .single("asynchronous channel group", () -> Internals.newPort(provider));
    }

    /** What makes the threads that the JDK needs for itself: such of the node, as they run its input and output. */
    public static ThreadFactory threadFactory() {
        return body -> {
            Task task = Task.current();
            String name =
                    "asynchronous-io-" + (task == null ? 0 : SimProcess.of(task).count("asynchronous threads") + 1);
            Thread thread = new Thread(body, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    // ---- sockets

    public static void listen(FileDescriptor fd, int backlog) throws IOException {
        if (SocketDescriptors.isSimulated(fd)) {
            ((Listener) DescriptorHooks.end(fd)).listen(backlog);
        } else {
            JdkNatives.invoke(JdkNatives.LISTEN, fd, backlog);
        }
    }

    /** Accepts a connection, whose descriptor and address it puts where it is told. */
    public static int accept(FileDescriptor fd, FileDescriptor accepted, InetSocketAddress[] from) throws IOException {
        if (!SocketDescriptors.isSimulated(fd)) {
            return JdkNatives.call(JdkNatives.ACCEPT, fd, accepted, from);
        }
        Task task = SocketCalls.task();
        SimProcess _ = SocketCalls.opener(task, 1);
        StreamEnd end = ((Listener) DescriptorHooks.end(fd)).poll(task);
        if (end == null) {
            return IOStatus.UNAVAILABLE;
        }
        end.stack.topology.descriptors.add(end, accepted);
        from[0] = NetAddresses.copy(end.path.remote());
        return 1;
    }

    public static void checkConnect(int descriptor) throws IOException {
        if (!SocketDescriptors.isSimulated(descriptor)) {
            JdkNatives.invoke(JdkNatives.CHECK_CONNECT, descriptor);
            return;
        }
        String failure = ((StreamEnd) end(descriptor)).failure();
        if (failure != null) {
            throw new ConnectException(failure);
        }
    }

    public static void shutdown(FileDescriptor fd, int how) throws IOException {
        if (!SocketDescriptors.isSimulated(fd)) {
            JdkNatives.invoke(JdkNatives.SHUTDOWN, fd, how);
            return;
        }
        StreamEnd end = (StreamEnd) DescriptorHooks.end(fd);
        if (how != SHUT_OUTPUT) {
            end.shutInput();
        }
        if (how != SHUT_INPUT) {
            end.shutOutput();
        }
    }

    private static Endpoint end(int descriptor) throws SocketException {
        return NetStack.of(SocketCalls.task()).topology.descriptors.get(descriptor);
    }

    // ---- epoll, and the pipe that wakes it

    public static int create() throws IOException {
        Task task = Task.current();
        if (task == null) {
            return JdkNatives.call(JdkNatives.POLL_CREATE);
        }
        NetStack stack = NetStack.of(task);
        return stack.topology.descriptors.add(new EventPoll(stack, SocketCalls.opener(task, 1)));
    }

    public static int control(int poll, int operation, int descriptor, int events) throws IOException {
        return SocketDescriptors.isSimulated(poll)
                ? ((EventPoll) end(poll)).control(operation, descriptor, end(descriptor), events)
                : JdkNatives.call(JdkNatives.POLL_CONTROL, poll, operation, descriptor, events);
    }

    /** Waits for an event and stores it at the address; one at a time. */
    public static int await(int poll, long address, int eventsMax, int timeoutMillis) throws IOException {
        if (!SocketDescriptors.isSimulated(poll)) {
            return JdkNatives.call(JdkNatives.POLL_WAIT, poll, address, eventsMax, timeoutMillis);
        }
        EventPoll.Ready ready = ((EventPoll) end(poll)).await(SocketCalls.task());
        if (ready == null) {
            throw new IOException("Bad file descriptor");
        }
        Internals.putEvent(address, ready);
        return 1;
    }

    public static int writeOne(int descriptor, byte value) throws IOException {
        return SocketDescriptors.isSimulated(descriptor)
                ? DescriptorCalls.write(end(descriptor), ByteBuffer.wrap(new byte[] {value}))
                : JdkNatives.call(JdkNatives.WRITE_ONE, descriptor, value);
    }

    public static int drainOne(int descriptor) throws IOException {
        return SocketDescriptors.isSimulated(descriptor)
                ? DescriptorCalls.read(end(descriptor), ByteBuffer.allocate(1))
                : JdkNatives.call(JdkNatives.DRAIN_ONE, descriptor);
    }

    public static void close(int descriptor) throws IOException {
        if (SocketDescriptors.isSimulated(descriptor)) {
            DescriptorHooks.closeNumber(descriptor);
        } else {
            JdkNatives.invoke(JdkNatives.CLOSE, descriptor);
        }
    }

    /** Private parts of the JDK; apart, because the hooks are initialised before its package can be touched. */
    private static final class Internals {
        private static final Class<?> PORT = Vm.classNamed("sun.nio.ch.EPollPort");
        private static final Class<?> POOL = Vm.classNamed("sun.nio.ch.ThreadPool");
        private static final Class<?> POLL = Vm.classNamed("sun.nio.ch.EPoll");
        private static final MethodHandle NEW_PORT =
                JdkMethods.constructor(PORT, AsynchronousChannelProvider.class, POOL);
        private static final MethodHandle START = JdkMethods.virtual(PORT, "start", PORT);
        private static final MethodHandle NEW_POOL = JdkMethods.find(POOL, "createDefault", POOL);
        private static final int OFFSET_OF_EVENTS = JdkMethods.staticInt(POLL, "OFFSETOF_EVENTS");
        private static final int OFFSET_OF_DESCRIPTOR = JdkMethods.staticInt(POLL, "OFFSETOF_FD");

        private Internals() {}

        static Object newPort(AsynchronousChannelProvider provider) {
            try {
                return START.invoke(NEW_PORT.invoke(provider, NEW_POOL.invoke()));
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        static void putEvent(long address, EventPoll.Ready ready) {
            Vm.UNSAFE.putInt(address + OFFSET_OF_EVENTS, ready.events());
            Vm.UNSAFE.putInt(address + OFFSET_OF_DESCRIPTOR, ready.descriptor());
        }
    }
}
