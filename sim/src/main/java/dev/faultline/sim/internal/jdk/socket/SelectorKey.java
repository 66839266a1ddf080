package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.kernel.Watcher;
import dev.faultline.sim.internal.net.ChannelEndpoint;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectionKey;

/** A channel's registration with a selector. */
final class SelectorKey extends AbstractSelectionKey implements Watcher {
    private final SimSelector selector;
    private final SelectableChannel channel;
    final ChannelEndpoint endpoint;
    /** Whether the selector has it among those to be looked at. */
    boolean queued;

    private int interest;
    private int ready;

    SelectorKey(SimSelector selector, SelectableChannel channel, ChannelEndpoint endpoint, int interest) {
        this.selector = selector;
        this.channel = channel;
        this.endpoint = endpoint;
        this.interest = interest;
    }

    /** Tells the selector that the channel may have become ready. */
    @Override
    public void signal() {
        if (interest != 0 && isValid()) {
            selector.look(this);
        }
    }

    /** Returns the operations that are wanted and would not block. */
    int current() {
        return interest & endpoint.readyOps();
    }

    void setReady(int ops) {
        ready = ops;
    }

    int ready() {
        return ready;
    }

    @Override
    public SelectableChannel channel() {
        return channel;
    }

    @Override
    public Selector selector() {
        return selector;
    }

    @Override
    public int interestOps() {
        ensureValid();
        return interest;
    }

    @Override
    public SelectionKey interestOps(int ops) {
        ensureValid();
        if ((ops & ~channel.validOps()) != 0) {
            throw new IllegalArgumentException();
        }
        interest = ops;
        signal();
        return this;
    }

    @Override
    public int interestOpsOr(int ops) {
        int before = interestOps();
        interestOps(before | ops);
        return before;
    }

    @Override
    public int interestOpsAnd(int ops) {
        int before = interestOps();
        interestOps(before & ops);
        return before;
    }

    @Override
    public int readyOps() {
        ensureValid();
        return ready;
    }

    private void ensureValid() {
        if (!isValid()) {
            throw new CancelledKeyException();
        }
    }

    @Override
    public String toString() {
        return "channel=" + channel + ", selector=" + selector
                + (isValid() ? ", interestOps=" + interest + ", readyOps=" + ready : ", invalid");
    }
}
