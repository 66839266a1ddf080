package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.jdk.Patch;
import java.util.List;

/** The changes to JDK classes that the network needs beside the JDK's own hooks for providers. */
public final class NetworkPatches {
    private static final String ADDRESS = "java/net/InetAddress";
    private static final String INTERFACE = "java/net/NetworkInterface";

    private NetworkPatches() {}

    public static List<Patch> all() {
        return List.of(
                replace(ADDRESS, "getAllByName0(Ljava/lang/String;Z)[Ljava/net/InetAddress;", "resolve"),
                new Patch.Replace(
                        ADDRESS,
                        "getAllByName(Ljava/lang/String;)[Ljava/net/InetAddress;",
                        NetworkHooks.class,
                        "isSimulatedWithoutHost",
                        "resolveNothing"),
                stream("newInputStream(Ljava/nio/channels/ReadableByteChannel;)Ljava/io/InputStream;", "input"),
                stream("newOutputStream(Ljava/nio/channels/WritableByteChannel;)Ljava/io/OutputStream;", "output"),
                replace(ADDRESS, "getLoopbackAddress()Ljava/net/InetAddress;", "loopback"),
                replace(ADDRESS, "anyLocalAddress()Ljava/net/InetAddress;", "anyLocal"),
                replace(ADDRESS, "getLocalHost()Ljava/net/InetAddress;", "localHost"),
                replace(ADDRESS, "isReachable(Ljava/net/NetworkInterface;II)Z", "reachable"),
                replace(INTERFACE, "getNetworkInterfaces()Ljava/util/Enumeration;", "interfaces"),
                replace(INTERFACE, "networkInterfaces()Ljava/util/stream/Stream;", "interfaceStream"),
                replace(INTERFACE, "getByName(Ljava/lang/String;)Ljava/net/NetworkInterface;", "interfaceNamed"),
                replace(INTERFACE, "getByIndex(I)Ljava/net/NetworkInterface;", "interfaceAt"),
                replace(
                        INTERFACE,
                        "getByInetAddress(Ljava/net/InetAddress;)Ljava/net/NetworkInterface;",
                        "interfaceOf"),
                replace(INTERFACE, "isBoundInetAddress(Ljava/net/InetAddress;)Z", "isInterfaceAddress"),
                replace(INTERFACE, "isUp()Z", "isUp"),
                replace(INTERFACE, "isLoopback()Z", "isLoopback"),
                replace(INTERFACE, "isPointToPoint()Z", "isPointToPoint"),
                replace(INTERFACE, "supportsMulticast()Z", "supportsMulticast"),
                replace(INTERFACE, "getMTU()I", "mtu"),
                replace(INTERFACE, "getHardwareAddress()[B", "hardwareAddress"),
                replace("java/net/SocketImpl", "createPlatformSocketImpl(Z)Ljava/net/SocketImpl;", "platformSocket"),
                platform("openSocketChannel()Ljava/nio/channels/SocketChannel;"),
                platform("openSocketChannel(Ljava/net/ProtocolFamily;)Ljava/nio/channels/SocketChannel;"),
                platform("openServerSocketChannel()Ljava/nio/channels/ServerSocketChannel;"),
                platform("openServerSocketChannel(Ljava/net/ProtocolFamily;)Ljava/nio/channels/ServerSocketChannel;"),
                platform("openDatagramChannel()Ljava/nio/channels/DatagramChannel;"),
                platform("openDatagramChannel(Ljava/net/ProtocolFamily;)Ljava/nio/channels/DatagramChannel;"),
                platform("openPipe()Ljava/nio/channels/Pipe;"),
                replace(
                        "sun/nio/ch/EPollSelectorProvider",
                        "openSelector()Ljava/nio/channels/spi/AbstractSelector;",
                        "platformChannel"));
    }

    private static Patch replace(String owner, String method, String hook) {
        return new Patch.Replace(owner, method, NetworkHooks.class, "isSimulated", hook);
    }

    private static Patch stream(String method, String hook) {
        return new Patch.Replace("java/nio/channels/Channels", method, ChannelStreamHooks.class, "isSocket", hook);
    }

    /** No path of a simulated thread may lead to a real socket. */
    private static Patch platform(String method) {
        return replace("sun/nio/ch/SelectorProviderImpl", method, "platformChannel");
    }
}
