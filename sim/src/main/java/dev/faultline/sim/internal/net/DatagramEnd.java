package dev.faultline.sim.internal.net;

import dev.faultline.sim.Cause;
import dev.faultline.sim.internal.kernel.Life;
import dev.faultline.sim.internal.kernel.Task;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** A UDP socket, as the operating system of its node keeps it. No method blocks. */
public final class DatagramEnd extends Endpoint {
    /** What fits in an IPv4 datagram. */
    private static final int BYTES_MAX = 65_507;

    private static final int UNFRAGMENTED_BYTES_MAX = 1_472;
    /** What a datagram takes up in a receive buffer besides its bytes, so that empty ones cannot be without number. */
    private static final int OVERHEAD_BYTES = 512;

    public final DatagramGroups groups = new DatagramGroups();
    private final ArrayDeque<Datagram> queue = new ArrayDeque<>();
    private int queuedBytes;
    private @Nullable NetBinding binding;
    private @Nullable InetSocketAddress local;
    private @Nullable InetSocketAddress remote;
    /** Where multicast datagrams go out; null for wherever the system says. */
    private @Nullable InetAddress outgoing;
    /** Whether the next call is to be told that the other side has no such port. */
    private boolean refused;

    private boolean closed;

    public DatagramEnd(NetStack stack, @Nullable Life owner) {
        super(stack, owner, SocketSettings.ofDatagrams());
    }

    // ---- addresses

    /** Returns the local address: the wildcard and port 0 before it is bound. */
    public InetSocketAddress local() {
        InetSocketAddress address = local;
        return address == null ? new InetSocketAddress(NetAddresses.any(), 0) : address;
    }

    int port() {
        return local().getPort();
    }

    @Nullable
    public InetSocketAddress remote() {
        return remote;
    }

    public void bind(InetSocketAddress address) throws SocketException {
        NetBinding bound = stack.datagrams.ports.bind(address, settings);
        binding = bound;
        local = bound.address();
        stack.datagrams.add(this);
    }

    public void connect(InetSocketAddress to) throws SocketException {
        bindIfUnbound();
        remote = to;
        if (local().getAddress().isAnyLocalAddress()) {
            local = stack.sourceFor(to, port());
        }
    }

    public void disconnect() {
        remote = null;
        local = binding == null ? null : binding.address();
    }

    private void bindIfUnbound() throws SocketException {
        if (binding == null) {
            bind(local());
        }
    }

    @Nullable
    public InetAddress outgoing() {
        return outgoing;
    }

    public void setOutgoing(@Nullable InetAddress interfaceAddress) {
        outgoing = interfaceAddress;
    }

    // ---- sending

    /** Returns whether the other side of a connected socket has refused a datagram, once. */
    public boolean takeRefusal() {
        boolean was = refused;
        refused = false;
        return was;
    }

    public void send(byte[] bytes, InetSocketAddress to) throws SocketException {
        InetAddress host = to.getAddress();
        boolean whole = settings.get(ExtendedSocketOptions.IP_DONTFRAGMENT);
        if (bytes.length > (whole ? UNFRAGMENTED_BYTES_MAX : BYTES_MAX)) {
            throw new SocketException("Message too long");
        }
        if (DatagramTable.isBroadcast(host) && !settings.get(StandardSocketOptions.SO_BROADCAST)) {
            throw new BindException("Permission denied");
        }
        bindIfUnbound();
        InetSocketAddress from = source(to);
        int number = stack.topology.nextDatagram();
        Cause sent = record(number, from, to, bytes.length);
        scheduler().setCause(sent);
        if (host.isMulticastAddress() || DatagramTable.isBroadcast(host)) {
            for (NetStack target : stack.topology.stacks()) {
                if (reaches(target, host) && target.datagrams.hasPort(to.getPort())) {
                    launch(target, number, from, to, bytes, sent);
                }
            }
        } else {
            NetStack target = stack.reached(host);
            if (target != null) {
                launch(target, number, from, to, bytes, sent);
            }
        }
    }

    /** Sends what a server of the machine itself has to say, from that address. */
    void answer(byte[] bytes, InetSocketAddress from, InetSocketAddress to) {
        NetStack target = stack.reached(to.getAddress());
        if (target != null) {
            int number = stack.topology.nextDatagram();
            Cause sent = record(number, from, to, bytes.length);
            scheduler().setCause(sent);
            launch(target, number, from, to, bytes, sent);
        }
    }

    private void launch(
            NetStack target, int number, InetSocketAddress from, InetSocketAddress to, byte[] bytes, Cause sent) {
        Link link = stack.topology.link(stack, target);
        link.datagrams.send(new Datagram(link, number, this, from, to, bytes, sent));
    }

    private InetSocketAddress source(InetSocketAddress to) {
        InetSocketAddress here = local();
        if (!here.getAddress().isAnyLocalAddress() && !here.getAddress().isMulticastAddress()) {
            return here;
        }
        boolean inside = to.getAddress().isMulticastAddress() && goesInside();
        return inside ? new InetSocketAddress(NetAddresses.loopback(), port()) : stack.sourceFor(to, port());
    }

    /** Returns whether multicast datagrams stay within the node. */
    private boolean goesInside() {
        return outgoing != null && outgoing.isLoopbackAddress();
    }

    private boolean reaches(NetStack target, InetAddress to) {
        if (!to.isMulticastAddress()) {
            return true;
        }
        return target == stack
                ? settings.get(StandardSocketOptions.IP_MULTICAST_LOOP)
                : !goesInside() && settings.get(StandardSocketOptions.IP_MULTICAST_TTL) > 0;
    }

    private Cause record(int number, InetSocketAddress from, InetSocketAddress to, int bytes) {
        Task task = Task.running;
        return scheduler()
                .recorder
                .record(
                        "DatagramSent",
                        stack.node.name(),
                        task != null ? task.name() : "network",
                        scheduler().nowNanos(),
                        scheduler().cause(),
                        "datagram",
                        number,
                        "from",
                        NetAddresses.text(from),
                        "to",
                        NetAddresses.text(to),
                        "bytes",
                        bytes);
    }

    // ---- what arrives

    /** Returns whether a datagram is meant for this socket. */
    boolean matches(Datagram datagram) {
        InetSocketAddress here = local();
        InetAddress to = datagram.to.getAddress();
        if (here.getPort() != datagram.to.getPort()
                || !(here.getAddress().isAnyLocalAddress() || here.getAddress().equals(to))
                || !(remote == null || remote.equals(datagram.from))) {
            return false;
        }
        if (to.isMulticastAddress()) {
            InetAddress source = datagram.from.getAddress();
            InetAddress at = source.isLoopbackAddress() ? source : stack.node.address();
            return groups.want(to, at, source);
        }
        return true;
    }

    int specificness() {
        return (remote != null ? 2 : 0) + (local().getAddress().isAnyLocalAddress() ? 0 : 1);
    }

    void arrived(Datagram datagram) {
        int size = datagram.bytes.length + OVERHEAD_BYTES;
        if (queuedBytes + size > settings.receiveBufferBytes()) {
            datagram.dropped("full buffer");
        } else {
            queue.add(datagram);
            queuedBytes += size;
            readable();
        }
    }

    /** Called when a node says that nobody there has the port. */
    void refusedBy(InetSocketAddress nobody) {
        if (!closed && nobody.equals(remote)) {
            refused = true;
            changed();
        }
    }

    /** Takes the datagram that has waited longest; null if there is none. */
    @Nullable
    public Datagram poll() {
        Datagram datagram = queue.poll();
        if (datagram != null) {
            queuedBytes -= datagram.bytes.length + OVERHEAD_BYTES;
            stack.seen(datagram.received);
        }
        return datagram;
    }

    /** Returns whether a call that receives would have a result. */
    boolean isReadable() {
        return !queue.isEmpty() || refused || closed;
    }

    @Override
    public int readyOps() {
        return SelectionKey.OP_WRITE | (isReadable() ? SelectionKey.OP_READ : 0);
    }

    // ---- closing

    public void close() {
        if (!closed) {
            closed = true;
            stack.datagrams.remove(this);
            if (binding != null) {
                stack.datagrams.ports.release(binding, false);
            }
            queue.clear();
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
