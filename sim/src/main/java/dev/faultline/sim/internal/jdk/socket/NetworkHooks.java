package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.UnmodelledUse;
import dev.faultline.sim.internal.kernel.Spending;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.Unmodelled;
import dev.faultline.sim.internal.machine.SimNode;
import dev.faultline.sim.internal.machine.SimProcess;
import dev.faultline.sim.internal.net.Link;
import dev.faultline.sim.internal.net.NetAddresses;
import dev.faultline.sim.internal.net.NetInterfaces;
import dev.faultline.sim.internal.net.NetStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.spi.SelectorProvider;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the patches of the network classes call. Public because woven JDK code calls it; not for any other use.
 *
 * <p>Each hook is called only where its guard holds, so there is a simulated thread.
 */
public final class NetworkHooks {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int MTU_LOOPBACK = 65_536;
    private static final int MTU_ETHERNET = 1_500;

    private NetworkHooks() {}

    private static Task task() {
        Task task = Task.current();
        if (task == null) {
            throw new IllegalStateException("not a simulated thread");
        }
        return task;
    }

    static UnsupportedOperationException unmodelled(Task task, String what) {
        Unmodelled.report(task, UnmodelledUse.Kind.NETWORK, what);
        return new UnsupportedOperationException(what + " is not modelled by the simulator");
    }

    /** Guard: whether a simulated thread calls. */
    public static boolean isSimulated() {
        return Task.current() != null;
    }

    /** Guard: whether a simulated thread asks for the addresses of no host at all. */
    public static boolean isSimulatedWithoutHost(@Nullable String host) {
        return (host == null || host.isEmpty()) && Task.current() != null;
    }

    // ---- names and addresses

    /** InetAddress.getAllByName0: no cache that nodes would share. */
    public static InetAddress[] resolve(String host) throws UnknownHostException {
        return new InetAddress[] {ResolverProvider.lookUp(task(), host)};
    }

    /** InetAddress.getAllByName of no name. */
    public static InetAddress[] resolveNothing() {
        return new InetAddress[] {loopback()};
    }

    /** InetAddress.getLoopbackAddress. */
    public static InetAddress loopback() {
        return NetAddresses.named("localhost", LOOPBACK);
    }

    /** InetAddress.anyLocalAddress. */
    public static InetAddress anyLocal() {
        return NetAddresses.any();
    }

    /** InetAddress.getLocalHost. */
    public static InetAddress localHost() {
        SimNode node = SimProcess.of(task()).node;
        return NetAddresses.named(node.name(), node.address().getAddress());
    }

    /** InetAddress.isReachable: there and back on links that are whole, or no answer in time. */
    public static boolean reachable(InetAddress address, @Nullable NetworkInterface from, int ttl, int timeoutMillis)
            throws IOException {
        if (ttl < 0 || timeoutMillis < 0) {
            throw new IllegalArgumentException((ttl < 0 ? "ttl" : "timeout") + " can't be negative");
        }
        Task task = task();
        NetStack here = NetStack.of(task);
        NetStack there = here.reached(address);
        long timeoutNanos = timeoutMillis * 1_000_000L;
        if (there != null && !there.isDown()) {
            Link way = here.topology.link(here, there);
            Link back = here.topology.link(there, here);
            long thereNanos = way.echoNanos();
            long backNanos = back.echoNanos();
            if (thereNanos >= 0 && backNanos >= 0 && thereNanos + backNanos <= timeoutNanos) {
                Spending.spend(task.scheduler, thereNanos + backNanos);
                return true;
            }
        }
        Spending.spend(task.scheduler, timeoutNanos);
        return false;
    }

    // ---- interfaces

    /** NetworkInterface.getNetworkInterfaces. */
    public static Enumeration<NetworkInterface> interfaces() {
        return Collections.enumeration(NetInterfaces.of(SimProcess.of(task()).node));
    }

    /** NetworkInterface.networkInterfaces. */
    public static Stream<NetworkInterface> interfaceStream() {
        return NetInterfaces.of(SimProcess.of(task()).node).stream();
    }

    /** NetworkInterface.getByName. */
    public static @Nullable NetworkInterface interfaceNamed(String name) {
        return interfaceWhere(each -> each.getName().equals(name));
    }

    /** NetworkInterface.getByIndex. */
    public static @Nullable NetworkInterface interfaceAt(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("Interface index can't be negative");
        }
        return interfaceWhere(each -> each.getIndex() == index);
    }

    /** NetworkInterface.getByInetAddress. */
    public static @Nullable NetworkInterface interfaceOf(InetAddress address) {
        return interfaceWhere(each -> each.inetAddresses().anyMatch(address::equals));
    }

    /** NetworkInterface.isBoundInetAddress. */
    public static boolean isInterfaceAddress(InetAddress address) {
        return interfaceOf(address) != null;
    }

    /** NetworkInterface.isUp. */
    public static boolean isUp() {
        return true;
    }

    /** NetworkInterface.isLoopback. */
    public static boolean isLoopback(NetworkInterface each) {
        return each.getIndex() == NetInterfaces.LOOPBACK_INDEX;
    }

    /** NetworkInterface.isPointToPoint. */
    public static boolean isPointToPoint() {
        return false;
    }

    /** NetworkInterface.supportsMulticast: as Linux has it. */
    public static boolean supportsMulticast(NetworkInterface each) {
        return !isLoopback(each);
    }

    /** NetworkInterface.getMTU. */
    public static int mtu(NetworkInterface each) {
        return isLoopback(each) ? MTU_LOOPBACK : MTU_ETHERNET;
    }

    /** NetworkInterface.getHardwareAddress: a locally administered one that ends in the IP address. */
    public static byte @Nullable [] hardwareAddress(NetworkInterface each) {
        if (isLoopback(each)) {
            return null;
        }
        byte[] ip = each.getInetAddresses().nextElement().getAddress();
        return new byte[] {0x02, 0x00, ip[0], ip[1], ip[2], ip[3]};
    }

    private static @Nullable NetworkInterface interfaceWhere(Predicate<NetworkInterface> test) {
        List<NetworkInterface> all = NetInterfaces.of(SimProcess.of(task()).node);
        return all.stream().filter(test).findFirst().orElse(null);
    }

    // ---- channels

    /** The channel below a DatagramSocket or MulticastSocket. */
    public static Object channelOfDatagramSocket() throws SocketException {
        return DatagramHooks.newChannel(SelectorProvider.provider(), false);
    }

    // ---- what is not modelled yet

    /** A channel of the JDK's own provider, which talks to the real network. */
    public static Object platformChannel() {
        return refuse("a channel of the JDK's own selector provider");
    }

    /** The JDK's own socket, below a SOCKS or HTTP proxy. */
    public static Object platformSocket() {
        return refuse("java.net.Socket through a proxy");
    }

    private static Object refuse(String what) {
        throw unmodelled(task(), what);
    }
}
