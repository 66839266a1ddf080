package dev.faultline.sim.internal.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The UDP sockets of a node that have a port, and who of them gets a datagram. The rules are those of Linux. */
final class DatagramTable {
    private static final byte[] LIMITED_BROADCAST = {-1, -1, -1, -1};
    private static final byte[] SUBNET_BROADCAST = {10, 0, -1, -1};

    final NetPorts ports;
    private final NetStack stack;
    /** In the order in which they got their ports. */
    private final List<DatagramEnd> bound = new ArrayList<>();

    private @Nullable DatagramService service;

    DatagramTable(NetStack stack) {
        this.stack = stack;
        ports = new NetPorts(
                stack, address -> stack.isLocal(address) || address.isMulticastAddress() || isBroadcast(address));
    }

    static boolean isBroadcast(InetAddress address) {
        return address.equals(NetAddresses.of(LIMITED_BROADCAST)) || address.equals(NetAddresses.of(SUBNET_BROADCAST));
    }

    static InetAddress subnetBroadcast() {
        return NetAddresses.of(SUBNET_BROADCAST);
    }

    void add(DatagramEnd end) {
        bound.add(end);
    }

    void remove(DatagramEnd end) {
        bound.remove(end);
    }

    boolean hasPort(int port) {
        return bound.stream().anyMatch(end -> end.port() == port);
    }

    /** Called when a datagram has arrived. */
    void take(Datagram datagram) {
        InetAddress to = datagram.to.getAddress();
        if (service().isAt(datagram.to)) {
            datagram.arrived();
            service().asked(datagram);
            return;
        }
        List<DatagramEnd> takers = to.isMulticastAddress() || isBroadcast(to) ? all(datagram) : best(datagram);
        if (!takers.isEmpty()) {
            datagram.arrived();
            takers.forEach(end -> end.arrived(datagram));
        } else if (to.isMulticastAddress() || isBroadcast(to)) {
            datagram.dropped("no receiver");
        } else {
            datagram.dropped("no such port");
            Link back = stack.topology.link(stack, datagram.link.from);
            back.send(new DatagramUnreachable(back, datagram));
        }
    }

    private DatagramService service() {
        if (service == null) {
            service = stack.topology.services.apply(stack);
        }
        return service;
    }

    private List<DatagramEnd> all(Datagram datagram) {
        return bound.stream().filter(end -> end.matches(datagram)).toList();
    }

    /** The most specific socket; of several, the one that was bound last. */
    private List<DatagramEnd> best(Datagram datagram) {
        @Nullable DatagramEnd best = null;
        for (DatagramEnd end : bound) {
            if (end.matches(datagram) && (best == null || end.specificness() >= best.specificness())) {
                best = end;
            }
        }
        return best == null ? List.of() : List.of(best);
    }

    /** Forgets everything, as a machine without power does. */
    void clear() {
        bound.clear();
        ports.clear();
    }
}
