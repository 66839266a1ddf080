package dev.faultline.sim.internal.net;

import dev.faultline.sim.UnmodelledUse;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.Unmodelled;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import org.jspecify.annotations.Nullable;

/** Makes and checks the addresses that sockets and channels are given. */
public final class NetAddresses {
    private static final byte[] ANY = {0, 0, 0, 0};
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private NetAddresses() {}

    /** Returns a new address without a host name. */
    public static InetAddress of(byte[] bytes) {
        return named(null, bytes);
    }

    public static InetAddress named(@Nullable String name, byte[] bytes) {
        try {
            return InetAddress.getByAddress(name, bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    public static InetAddress loopback() {
        return of(LOOPBACK);
    }

    public static InetAddress any() {
        return named("0.0.0.0", ANY);
    }

    /** Returns an address for a channel, or throws what a channel throws. */
    public static InetSocketAddress checked(@Nullable SocketAddress address) {
        if (address == null) {
            throw new NullPointerException();
        }
        if (!(address instanceof InetSocketAddress internet)) {
            throw new UnsupportedAddressTypeException();
        }
        if (internet.isUnresolved()) {
            throw new UnresolvedAddressException();
        }
        return normal(internet);
    }

    /** Returns where a connection really goes: the wildcard address stands for this host. */
    public static InetSocketAddress target(InetSocketAddress address) throws SocketException {
        InetSocketAddress normal = normal(address);
        InetAddress host = normal.getAddress();
        if (host.isAnyLocalAddress()) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), normal.getPort());
        }
        if (host instanceof Inet6Address) {
            reportIpv6(host);
            throw new SocketException(
                    "Network is unreachable (simulated nodes have no IPv6 but its wildcard and loopback addresses)");
        }
        if (host.isMulticastAddress()) {
            throw new SocketException("Network is unreachable");
        }
        return normal;
    }

    /** Lists in the run that an address is refused as on a machine that has IPv6 switched off. */
    public static void reportIpv6(InetAddress host) {
        Task task = Task.current();
        if (task != null) {
            Unmodelled.report(task, UnmodelledUse.Kind.NETWORK, "IPv6 address " + host.getHostAddress());
        }
    }

    static String text(@Nullable InetSocketAddress address) {
        return address == null ? "" : address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    public static int port(@Nullable InetSocketAddress address) {
        return address == null ? 0 : address.getPort();
    }

    /** Returns the address without a host name, in an object of its own: resolving it must not show elsewhere. */
    public static InetSocketAddress copy(@Nullable InetSocketAddress address) {
        return address == null
                ? new InetSocketAddress(of(ANY), 0)
                : new InetSocketAddress(of(address.getAddress().getAddress()), address.getPort());
    }

    /** Returns the address as this stack, which speaks IPv4 only, understands it. */
    public static InetSocketAddress normal(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        if (host instanceof Inet6Address) {
            byte[] bytes = host.isAnyLocalAddress() ? ANY : host.isLoopbackAddress() ? LOOPBACK : null;
            return bytes == null ? address : new InetSocketAddress(of(bytes), address.getPort());
        }
        return address;
    }
}
