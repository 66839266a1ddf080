package dev.faultline.sim.internal.net;

import dev.faultline.sim.internal.kernel.Life;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.kernel.WaitQueue;
import dev.faultline.sim.internal.kernel.Watcher;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a socket is to the operating system of its node: something that threads wait for and selectors watch.
 *
 * <p>It outlives the process that opened it where TCP says so: a killed process's last bytes still arrive.
 */
public abstract sealed class Endpoint implements ChannelEndpoint
        permits StreamEnd, Listener, DatagramEnd, PipeEnd, EventPoll {
    public final NetStack stack;
    public final SocketSettings settings;
    /** Wait for data, for a connection to accept, or for a connection to be made. */
    public final WaitQueue readers = new WaitQueue();
    /** Wait for room in the send buffer. */
    public final WaitQueue writers = new WaitQueue();

    private final List<Watcher> watchers = new ArrayList<>(1);
    private @Nullable Life owner;

    Endpoint(NetStack stack, @Nullable Life owner, SocketSettings settings) {
        this.stack = stack;
        this.owner = owner;
        this.settings = settings;
        if (owner != null) {
            stack.opened(this);
        }
    }

    final Scheduler scheduler() {
        return stack.scheduler;
    }

    @Nullable
    Life owner() {
        return owner;
    }

    /** Hands a connection that nobody had to the process that accepts it. */
    final void adopt(Life process) {
        owner = process;
        stack.opened(this);
    }

    /** Lets go of the process and of everything in it that waits for this. */
    final void abandon() {
        Life process = owner;
        if (process == null) {
            return;
        }
        owner = null;
        stack.closed(this);
        watchers.forEach(Watcher::gone);
        watchers.clear();
        if (process.hasEnded()) {
            readers.forget(process);
            writers.forget(process);
        }
    }

    @Override
    public final Endpoint endpoint() {
        return this;
    }

    /** Returns the operations that would not block now, as bits of {@link java.nio.channels.SelectionKey}. */
    @Override
    public abstract int readyOps();

    /** Called when the process is killed: what the operating system does with the socket then. */
    abstract void processEnded();

    /** Called when the machine loses its power: nothing is sent. */
    abstract void powerOff();

    public final void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    public final void unwatch(Watcher watcher) {
        watchers.remove(watcher);
    }

    /** Tells everyone that waits for input, and every selector, that something may have changed. */
    final void readable() {
        readers.wakeAll();
        signal();
    }

    /** Tells everyone that waits for room, and every selector, that something may have changed. */
    final void writable() {
        writers.wakeAll();
        signal();
    }

    final boolean hasWaitersForRoom() {
        return !writers.isEmpty() || !watchers.isEmpty();
    }

    /** Tells everyone. */
    public final void changed() {
        readers.wakeAll();
        writable();
    }

    private void signal() {
        for (int i = 0; i < watchers.size(); i++) {
            watchers.get(i).signal();
        }
    }
}
