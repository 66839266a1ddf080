package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.jdk.thread.SpinHooks;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.net.Listener;
import dev.faultline.sim.internal.net.NetStack;
import dev.faultline.sim.internal.net.StreamEnd;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.DefaultSelectorProvider;

/**
 * Makes the channels of the JVM: simulated ones for simulated threads, and the JDK's own for every other thread.
 *
 * <p>Public because the JDK makes it, by the name in {@code -Djava.nio.channels.spi.SelectorProvider}.
 */
public final class SimSelectorProvider extends SelectorProvider {
    private static final SelectorProvider PLATFORM = DefaultSelectorProvider.get();

    /** Called by the JDK. */
    public SimSelectorProvider() {}

    @Override
    public AbstractSelector openSelector() throws IOException {
        Task task = Task.current();
        return task == null ? PLATFORM.openSelector() : new SimSelector(this, NetStack.of(task));
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        Task task = Task.current();
        return task == null
                ? PLATFORM.openSocketChannel()
                : new SimSocketChannel(this, new StreamEnd(NetStack.of(task), SocketCalls.opener(task, 1)));
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        Task task = Task.current();
        return task == null
                ? PLATFORM.openServerSocketChannel()
                : new SimServerSocketChannel(this, new Listener(NetStack.of(task), SocketCalls.opener(task, 1)));
    }

    @Override
    public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
        Task task = Task.current();
        if (task == null) {
            return PLATFORM.openSocketChannel(family);
        }
        if (family == StandardProtocolFamily.UNIX) {
            return new UnixSocketChannel(this, new StreamEnd(NetStack.of(task), SocketCalls.opener(task, 1)));
        }
        checkFamily(task, "SocketChannel", family);
        return openSocketChannel();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
        Task task = Task.current();
        if (task == null) {
            return PLATFORM.openServerSocketChannel(family);
        }
        if (family == StandardProtocolFamily.UNIX) {
            return new UnixServerSocketChannel(this, new Listener(NetStack.of(task), SocketCalls.opener(task, 1)));
        }
        checkFamily(task, "ServerSocketChannel", family);
        return openServerSocketChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return Task.current() == null ? PLATFORM.openDatagramChannel() : DatagramHooks.newChannel(this, true);
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        Task task = Task.current();
        if (task == null) {
            return PLATFORM.openDatagramChannel(family);
        }
        checkFamily(task, "DatagramChannel", family);
        return openDatagramChannel();
    }

    @Override
    public Pipe openPipe() throws IOException {
        Task task = Task.current();
        if (task == null) {
            return PLATFORM.openPipe();
        }
        // No less than a reading of the clock: a program may do nothing else until it is interrupted.
        SpinHooks.readsClock(task);
        return DescriptorHooks.newPipe(this);
    }

    @Override
    public @Nullable Channel inheritedChannel() throws IOException {
        return Task.current() == null ? PLATFORM.inheritedChannel() : null;
    }

    private static void checkFamily(Task task, String what, ProtocolFamily family) {
        if (family != StandardProtocolFamily.INET) {
            throw NetworkHooks.unmodelled(task, what + " of family " + family);
        }
    }
}
