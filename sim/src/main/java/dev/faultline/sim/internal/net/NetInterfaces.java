package dev.faultline.sim.internal.net;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.List;

/** The network interfaces of a node: lo and eth0. */
public final class NetInterfaces {
    public static final int LOOPBACK_INDEX = 1;

    private static final int ETHERNET_INDEX = 2;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final short LOOPBACK_PREFIX_BITS = 8;
    private static final short ETHERNET_PREFIX_BITS = 16;

    private static final MethodHandle NEW_INTERFACE;
    private static final VarHandle DISPLAY_NAME;
    private static final VarHandle BINDINGS;
    private static final VarHandle CHILDREN;
    private static final MethodHandle NEW_BINDING;
    private static final VarHandle BINDING_ADDRESS;
    private static final VarHandle BINDING_BROADCAST;
    private static final VarHandle BINDING_MASK;

    static {
        try {
            var lookup = MethodHandles.privateLookupIn(NetworkInterface.class, MethodHandles.lookup());
            NEW_INTERFACE = lookup.findConstructor(
                    NetworkInterface.class,
                    MethodType.methodType(void.class, String.class, int.class, InetAddress[].class));
            DISPLAY_NAME = lookup.findVarHandle(NetworkInterface.class, "displayName", String.class);
            BINDINGS = lookup.findVarHandle(NetworkInterface.class, "bindings", InterfaceAddress[].class);
            CHILDREN = lookup.findVarHandle(NetworkInterface.class, "childs", NetworkInterface[].class);
            var bindings = MethodHandles.privateLookupIn(InterfaceAddress.class, MethodHandles.lookup());
            NEW_BINDING = bindings.findConstructor(InterfaceAddress.class, MethodType.methodType(void.class));
            BINDING_ADDRESS = bindings.findVarHandle(InterfaceAddress.class, "address", InetAddress.class);
            BINDING_BROADCAST = bindings.findVarHandle(InterfaceAddress.class, "broadcast", Inet4Address.class);
            BINDING_MASK = bindings.findVarHandle(InterfaceAddress.class, "maskLength", short.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private NetInterfaces() {}

    public static List<NetworkInterface> of(Attached node) {
        return List.of(
                create("lo", LOOPBACK_INDEX, LOOPBACK, LOOPBACK_PREFIX_BITS),
                create("eth0", ETHERNET_INDEX, node.address().getAddress(), ETHERNET_PREFIX_BITS));
    }

    private static NetworkInterface create(String name, int index, byte[] address, short prefixBits) {
        try {
            InetAddress host = NetAddresses.of(address);
            NetworkInterface made = (NetworkInterface) NEW_INTERFACE.invoke(name, index, new InetAddress[] {host});
            InterfaceAddress binding = (InterfaceAddress) NEW_BINDING.invoke();
            BINDING_ADDRESS.set(binding, host);
            BINDING_MASK.set(binding, prefixBits);
            if (index == ETHERNET_INDEX) {
                BINDING_BROADCAST.set(binding, (Inet4Address) DatagramTable.subnetBroadcast());
            }
            DISPLAY_NAME.set(made, name);
            BINDINGS.set(made, new InterfaceAddress[] {binding});
            CHILDREN.set(made, new NetworkInterface[0]);
            return made;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
