package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.WaitQueue;
import dev.faultline.sim.internal.machine.SimProcess;
import dev.faultline.sim.internal.net.Listener;
import dev.faultline.sim.internal.net.NetAddresses;
import dev.faultline.sim.internal.net.StreamEnd;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The blocking operations of java.net sockets, which ignore interrupts. */
final class SocketCalls {
    private SocketCalls() {}

    /** Returns the calling simulated thread. */
    static Task task() throws SocketException {
        Task task = Task.current();
        if (task == null) {
            throw new SocketException("a socket of a simulated node can be used by its threads only");
        }
        return task;
    }

    /** Returns the process for which a socket is to be opened, if it may have so many more. */
    static SimProcess opener(Task task, int sockets) throws SocketException {
        if (!task.life.machine.allowance().mayOpen(sockets)) {
            throw new SocketException("Too many open files");
        }
        return SimProcess.of(task);
    }

    /** Connects; closes the end if that fails. */
    static void connect(StreamEnd end, InetSocketAddress to, int timeoutMillis) throws IOException {
        Task task = task();
        long deadline = end.stack.deadline(timeoutMillis * 1_000_000L);
        try {
            end.request(NetAddresses.target(to));
            while (end.isRequesting()) {
                if (!await(end.readers, task, deadline)) {
                    throw new SocketTimeoutException("Connect timed out");
                }
            }
            checkConnected(end);
        } catch (SocketTimeoutException e) {
            end.close();
            throw e;
        } catch (InterruptedIOException e) {
            end.close();
            throw new SocketException("Closed by interrupt");
        } catch (IOException e) {
            end.close();
            throw e;
        }
    }

    /** Throws what a request that came to nothing is told. */
    static void checkConnected(StreamEnd end) throws IOException {
        if (end.isOrphan()) {
            throw new SocketException("Socket closed");
        }
        String failure = end.failure();
        if (failure != null) {
            throw new ConnectException(failure);
        }
    }

    /** Reads at least one byte; -1 at the end. */
    static int read(StreamEnd end, ByteBuffer target, int timeoutMillis) throws IOException {
        Task task = task();
        long deadline = end.stack.deadline(timeoutMillis * 1_000_000L);
        while (true) {
            checkOpen(end);
            int count = end.read(target);
            if (count != 0) {
                return count;
            }
            if (!await(end.readers, task, deadline)) {
                throw new SocketTimeoutException("Read timed out");
            }
        }
    }

    /** Waits; fails if the thread is a virtual one and interrupted, upon which {@link java.net.Socket} closes itself. */
    private static boolean await(WaitQueue queue, Task task, long deadline) throws InterruptedIOException {
        boolean interruptible = task.application.isVirtual();
        boolean inTime = queue.await(task, deadline, interruptible);
        if (interruptible && inTime && task.virtual.isInterrupted()) {
            throw new InterruptedIOException();
        }
        return inTime;
    }

    /** Writes all of it. */
    static void write(StreamEnd end, ByteBuffer source, boolean urgent) throws IOException {
        Task task = task();
        end.writing.take(task);
        try {
            while (source.hasRemaining()) {
                checkOpen(end);
                if (end.write(source, urgent) == 0) {
                    boolean _ = await(end.writers, task, WaitQueue.NEVER);
                }
            }
        } finally {
            end.writing.giveBack();
        }
    }

    /** Waits for a connection. */
    static StreamEnd accept(Listener listener, int timeoutMillis) throws IOException {
        Task task = task();
        SimProcess _ = opener(task, 1);
        long deadline = listener.stack.deadline(timeoutMillis * 1_000_000L);
        while (true) {
            if (listener.isClosed()) {
                throw new SocketException("Socket closed");
            }
            StreamEnd end = listener.poll(task);
            if (end != null) {
                return end;
            }
            if (!await(listener.readers, task, deadline)) {
                throw new SocketTimeoutException("Accept timed out");
            }
        }
    }

    /** Closes; waits as long as SO_LINGER says for the other end to have everything. */
    static void close(StreamEnd end) {
        if (end.settings.lingerSeconds() != 0 && end.receiver.available() > 0) {
            // As the JDK does: the other end reads the end of the stream first, and then hears of the reset.
            end.shutOutput();
        }
        end.close();
        Task task = Task.current();
        int seconds = end.settings.lingerSeconds();
        if (task != null && seconds > 0) {
            long deadline = end.stack.deadline(seconds * 1_000_000_000L);
            while (!end.isGone() && !end.sender.isDone() && end.writers.await(task, deadline)) {
                // until it is done or the time is up
            }
        }
    }

    static void bind(StreamEnd end, @Nullable InetSocketAddress address) throws SocketException {
        InetSocketAddress wanted =
                address == null ? new InetSocketAddress(NetAddresses.any(), 0) : NetAddresses.normal(address);
        checkFamily(wanted);
        end.path.bind(wanted, end.settings);
    }

    static void bind(Listener listener, @Nullable InetSocketAddress address) throws SocketException {
        InetSocketAddress wanted =
                address == null ? new InetSocketAddress(NetAddresses.any(), 0) : NetAddresses.normal(address);
        checkFamily(wanted);
        listener.bind(wanted);
    }

    private static void checkFamily(InetSocketAddress address) throws SocketException {
        if (address.getAddress() instanceof Inet6Address) {
            NetAddresses.reportIpv6(address.getAddress());
            throw new BindException("Cannot assign requested address");
        }
    }

    private static void checkOpen(StreamEnd end) throws SocketException {
        if (end.isOrphan()) {
            throw new SocketException("Socket closed");
        }
    }
}
