package dev.faultline.sim.internal.net;

import dev.faultline.sim.internal.kernel.Life;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.WaitQueue;
import dev.faultline.sim.internal.kernel.Watcher;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Linux's epoll, on which the JDK builds its asynchronous channels. */
public final class EventPoll extends Endpoint {
    static final int IN = 1;
    public static final int OUT = 4;

    private static final int ONE_SHOT = 1 << 30;
    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int NO_SUCH_ENTRY = 2;

    private final Map<Integer, Watch> watches = new LinkedHashMap<>();
    /** The watches to be looked at. */
    private final ArrayDeque<Watch> queue = new ArrayDeque<>();

    private boolean closed;

    public EventPoll(NetStack stack, Life owner) {
        super(stack, owner, SocketSettings.ofStream());
    }

    /** A descriptor that is watched. */
    private final class Watch implements Watcher {
        final int descriptor;
        final Endpoint end;
        int wanted;
        boolean queued;

        Watch(int descriptor, Endpoint end) {
            this.descriptor = descriptor;
            this.end = end;
        }

        @Override
        public void signal() {
            if (!queued && wanted != 0) {
                queued = true;
                queue.add(this);
            }
            readable();
        }

        @Override
        public void gone() {
            wanted = 0;
            watches.remove(descriptor);
        }

        int events() {
            int ops = end.readyOps();
            int in = (ops & (SelectionKey.OP_READ | SelectionKey.OP_ACCEPT)) != 0 ? IN : 0;
            return wanted & (in | ((ops & SelectionKey.OP_WRITE) != 0 ? OUT : 0));
        }
    }

    /**
     * Watches a descriptor or no longer does.
     *
     * @return 0, or the number of an error
     */
    public int control(int operation, int descriptor, Endpoint end, int events) {
        Watch watch = watches.get(descriptor);
        if (operation == DELETE) {
            if (watch == null) {
                return NO_SUCH_ENTRY;
            }
            watch.wanted = 0;
            watches.remove(descriptor);
            end.unwatch(watch);
            return 0;
        }
        if (operation == ADD) {
            watch = new Watch(descriptor, end);
            watches.put(descriptor, watch);
            end.watch(watch);
        } else if (watch == null) {
            return NO_SUCH_ENTRY;
        }
        watch.wanted = events;
        watch.signal();
        return 0;
    }

    /** One that is ready. */
    public record Ready(int descriptor, int events) {}

    /** Takes the next descriptor that is ready; null if there is none now. */
    @Nullable
    Ready poll() {
        for (int left = queue.size(); left > 0; left--) {
            Watch watch = queue.remove();
            int events = watch.events();
            watch.queued = false;
            if (events != 0) {
                if ((watch.wanted & ONE_SHOT) != 0) {
                    watch.wanted = 0;
                } else {
                    watch.queued = true;
                    queue.add(watch);
                }
                return new Ready(watch.descriptor, events);
            }
        }
        return null;
    }

    /** Waits until a descriptor is ready; null if this is closed meanwhile. */
    @Nullable
    public Ready await(Task task) {
        Ready ready = poll();
        while (ready == null && !closed) {
            readers.await(task, WaitQueue.NEVER);
            ready = poll();
        }
        return ready;
    }

    @Override
    public int readyOps() {
        return 0;
    }

    public void close() {
        if (!closed) {
            closed = true;
            changed();
            abandon();
        }
    }

    @Override
    void processEnded() {
        close();
    }

    @Override
    void powerOff() {
        close();
    }
}
