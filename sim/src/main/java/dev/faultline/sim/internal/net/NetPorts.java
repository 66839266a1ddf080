package dev.faultline.sim.internal.net;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which sockets of a node hold which ports. The rules are those of Linux. */
final class NetPorts {
    /** Ports that are given out where the program asks for any, as in Linux. */
    private static final int EPHEMERAL_FIRST = 32_768;

    private static final int EPHEMERAL_LAST = 60_999;
    private static final long TIME_WAIT_NANOS = 60_000_000_000L;

    private final NetStack stack;
    private final Predicate<InetAddress> bindable;
    /** Looked up only, never iterated over. */
    private final Map<Integer, Port> ports = new HashMap<>();

    private int nextEphemeral = EPHEMERAL_FIRST;

    /** @param bindable which addresses sockets can have */
    NetPorts(NetStack stack, Predicate<InetAddress> bindable) {
        this.stack = stack;
        this.bindable = bindable;
    }

    /** One port and who holds it. */
    private static final class Port {
        final List<NetBinding> bindings = new ArrayList<>(1);
        /** Live connections accepted by listeners of this port. */
        int accepted;

        int acceptedWithoutReuse;
        /** A connection that was closed here first bars the port until then, unless SO_REUSEADDR is set. */
        long timeWaitUntilNanos;

        boolean isFree() {
            return bindings.isEmpty() && accepted == 0;
        }
    }

    /**
     * Takes an address and port, 0 for any free port.
     *
     * @throws BindException if it is in use or the address is not the node's
     */
    NetBinding bind(InetSocketAddress wanted, SocketSettings settings) throws SocketException {
        if (!bindable.test(wanted.getAddress())) {
            throw new BindException("Cannot assign requested address");
        }
        int number = wanted.getPort() != 0 ? wanted.getPort() : ephemeral();
        InetSocketAddress address = new InetSocketAddress(wanted.getAddress(), number);
        NetBinding binding = new NetBinding(address, settings.reuseAddress(), settings.reusePort(), false);
        Port port = port(number);
        boolean barred = settings.reuseAddress()
                ? port.acceptedWithoutReuse > 0
                : port.accepted > 0 || port.timeWaitUntilNanos > stack.scheduler.nowNanos();
        if (barred) {
            throw new BindException("Address already in use");
        }
        for (NetBinding other : port.bindings) {
            if (other.conflicts(binding)) {
                throw new BindException("Address already in use");
            }
        }
        port.bindings.add(binding);
        return binding;
    }

    /** Holds the port of a connection that is being requested. */
    NetBinding connecting(InetSocketAddress local) {
        NetBinding binding = new NetBinding(local, false, false, false);
        port(local.getPort()).bindings.add(binding);
        return binding;
    }

    /** Holds the port of a connection that a listener has made. */
    NetBinding accepted(InetSocketAddress local, boolean reuseAddress) {
        Port port = port(local.getPort());
        port.accepted++;
        port.acceptedWithoutReuse += reuseAddress ? 0 : 1;
        return new NetBinding(local, reuseAddress, false, true);
    }

    void release(NetBinding binding, boolean timeWait) {
        Port port = port(binding.port());
        if (binding.isAccepted()) {
            port.accepted--;
            port.acceptedWithoutReuse -= binding.reusesAddress() ? 0 : 1;
        } else {
            port.bindings.remove(binding);
        }
        if (timeWait) {
            port.timeWaitUntilNanos = stack.scheduler.nowNanos() + TIME_WAIT_NANOS;
        } else if (port.isFree() && port.timeWaitUntilNanos <= stack.scheduler.nowNanos()) {
            ports.remove(binding.port());
        }
    }

    /** Returns who listens for connections to that address; the more specific address wins. */
    @Nullable
    Listener listener(InetSocketAddress to) {
        Port port = ports.get(to.getPort());
        Listener found = null;
        if (port != null) {
            for (NetBinding binding : port.bindings) {
                boolean specific = !binding.address().getAddress().isAnyLocalAddress();
                if (binding.listener() != null && binding.takes(to) && (found == null || specific)) {
                    found = binding.listener();
                }
            }
        }
        return found;
    }

    /**
     * Returns a port that nobody holds: the next one in turn.
     *
     * @throws BindException if there is none
     */
    int ephemeral() throws SocketException {
        for (int tries = EPHEMERAL_FIRST; tries <= EPHEMERAL_LAST; tries++) {
            int number = nextEphemeral;
            nextEphemeral = number == EPHEMERAL_LAST ? EPHEMERAL_FIRST : number + 1;
            Port port = ports.get(number);
            if (port == null || port.isFree()) {
                return number;
            }
        }
        throw new BindException("Cannot assign requested address: all ports are in use");
    }

    /** Forgets everything, as a machine without power does. */
    void clear() {
        ports.clear();
    }

    private Port port(int number) {
        return ports.computeIfAbsent(number, ignored -> new Port());
    }
}
