package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.WaitQueue;
import dev.faultline.sim.internal.net.ChannelEndpoint;
import dev.faultline.sim.internal.net.Endpoint;
import dev.faultline.sim.internal.net.NetStack;
import dev.faultline.sim.internal.net.NetTurn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.IllegalSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.SelChImpl;

/**
 * The {@link Selector} of simulated threads.
 *
 * <p>Sockets tell it when they change, so a selection looks only at keys that changed or were ready at the last one: it
 * costs O(ready), not O(keys). The selected keys are listed in the order in which they became ready.
 */
final class SimSelector extends AbstractSelector {
    private final NetStack stack;
    private final WaitQueue waiters = new WaitQueue();
    private final NetTurn selecting = new NetTurn();
    private final Set<SelectionKey> keys = new LinkedHashSet<>();
    private final Set<SelectionKey> publicKeys = Collections.unmodifiableSet(keys);
    private final Set<SelectionKey> selected = new LinkedHashSet<>();
    private final Set<SelectionKey> publicSelected = new SelectorSelectedKeys(selected);
    /** The keys to be looked at. */
    private final ArrayDeque<SelectorKey> queue = new ArrayDeque<>();

    private boolean wakeup;

    SimSelector(SelectorProvider provider, NetStack stack) {
        super(provider);
        this.stack = stack;
    }

    // ---- keys

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, @Nullable Object attachment) {
        ensureOpen();
        ChannelEndpoint endpoint = endpointOf(channel);
        SelectorKey key = new SelectorKey(this, channel, endpoint, ops);
        key.attach(attachment);
        keys.add(key);
        endpoint.endpoint().watch(key);
        key.signal();
        return key;
    }

    private ChannelEndpoint endpointOf(AbstractSelectableChannel channel) {
        if (channel instanceof ChannelEndpoint own) {
            return own;
        }
        Endpoint end = channel instanceof SelChImpl ofJdk ? stack.topology.descriptors.find(ofJdk.getFD()) : null;
        if (end == null) {
            throw new IllegalSelectorException();
        }
        return end;
    }

    /** Puts a key among those to be looked at. */
    void look(SelectorKey key) {
        if (!key.queued) {
            key.queued = true;
            queue.add(key);
        }
        waiters.wakeAll();
    }

    @Override
    public Set<SelectionKey> keys() {
        ensureOpen();
        return publicKeys;
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        ensureOpen();
        return publicSelected;
    }

    /** Takes out what was cancelled. The JDK keeps that in a hash set, but the order has no effect. */
    private void removeCancelled() {
        Set<SelectionKey> cancelled = cancelledKeys();
        synchronized (cancelled) {
            for (SelectionKey key : cancelled) {
                remove((SelectorKey) key);
            }
            cancelled.clear();
        }
    }

    private void remove(SelectorKey key) {
        keys.remove(key);
        selected.remove(key);
        key.endpoint.endpoint().unwatch(key);
        deregister(key);
        if (key.channel() instanceof SelChImpl ofJdk
                && !ofJdk.isOpen()
                && !key.channel().isRegistered()) {
            try {
                ofJdk.kill();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    // ---- selecting

    @Override
    public int select() throws IOException {
        return selectUntil(null, WaitQueue.NEVER);
    }

    @Override
    public int select(long timeoutMillis) throws IOException {
        return selectUntil(null, deadline(timeoutMillis));
    }

    @Override
    public int selectNow() throws IOException {
        return selectUntil(null, Long.MIN_VALUE);
    }

    @Override
    public int select(Consumer<SelectionKey> action) throws IOException {
        return selectUntil(Objects.requireNonNull(action), WaitQueue.NEVER);
    }

    @Override
    public int select(Consumer<SelectionKey> action, long timeoutMillis) throws IOException {
        return selectUntil(Objects.requireNonNull(action), deadline(timeoutMillis));
    }

    @Override
    public int selectNow(Consumer<SelectionKey> action) throws IOException {
        return selectUntil(Objects.requireNonNull(action), Long.MIN_VALUE);
    }

    private long deadline(long timeoutMillis) {
        if (timeoutMillis < 0) {
            throw new IllegalArgumentException("Negative timeout");
        }
        return stack.deadline(timeoutMillis > Long.MAX_VALUE / 1_000_000L ? 0 : timeoutMillis * 1_000_000L);
    }

    private int selectUntil(@Nullable Consumer<SelectionKey> action, long deadlineNanos) throws IOException {
        Task task = SocketCalls.task();
        selecting.take(task);
        try {
            ensureOpen();
            removeCancelled();
            boolean waited = await(task, deadlineNanos);
            removeCancelled();
            List<SelectionKey> toConsume = action == null ? List.of() : new ArrayList<>();
            int count = collect(action == null ? null : toConsume);
            if (action != null) {
                for (SelectionKey key : toConsume) {
                    action.accept(key);
                    ensureOpen();
                }
            }
            if (!waited) {
                // A key may be ready all the time while the thread waits for another, in a loop without an end.
                stack.polledInVain(task);
            }
            return count;
        } finally {
            selecting.giveBack();
        }
    }

    /** Waits for a key; returns whether there was need to. */
    private boolean await(Task task, long deadlineNanos) {
        if (deadlineNanos == Long.MIN_VALUE) {
            wakeup = false;
            return false;
        }
        boolean waited = false;
        try {
            begin();
            while (isOpen() && !wakeup && !isAnyReady() && waiters.await(task, deadlineNanos)) {
                waited = true;
                removeCancelled();
            }
        } finally {
            end();
            wakeup = false;
        }
        return waited;
    }

    /** Drops keys that are not ready after all; tells whether one is. */
    private boolean isAnyReady() {
        for (SelectorKey key = queue.peek(); key != null; key = queue.peek()) {
            if (key.isValid() && key.current() != 0) {
                return true;
            }
            queue.remove();
            key.queued = false;
        }
        return false;
    }

    /** Updates the selected keys; or, where a list is given, only lists the ready ones. */
    private int collect(@Nullable List<SelectionKey> list) {
        int count = 0;
        for (int left = queue.size(); left > 0; left--) {
            SelectorKey key = queue.remove();
            int ops = key.isValid() ? key.current() : 0;
            if (ops == 0) {
                key.queued = false;
                continue;
            }
            // It may still be ready at the next selection.
            queue.add(key);
            if (list != null) {
                key.setReady(ops);
                list.add(key);
                count++;
            } else if (selected.add(key)) {
                key.setReady(ops);
                count++;
            } else if ((key.ready() | ops) != key.ready()) {
                key.setReady(key.ready() | ops);
                count++;
            }
        }
        return count;
    }

    @Override
    public Selector wakeup() {
        wakeup = true;
        waiters.wakeAll();
        return this;
    }

    @Override
    protected void implCloseSelector() {
        wakeup();
        for (SelectionKey key : List.copyOf(keys)) {
            remove((SelectorKey) key);
        }
        queue.clear();
    }

    @Override
    public String toString() {
        return "Selector[" + stack.node.name() + (isOpen() ? "]" : ", closed]");
    }

    private void ensureOpen() {
        if (!isOpen()) {
            throw new ClosedSelectorException();
        }
    }
}
