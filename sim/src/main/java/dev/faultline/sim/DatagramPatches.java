package dev.faultline.sim;

import java.util.List;

/**
 * Where {@code DatagramChannel}, {@code DatagramSocket} and {@code MulticastSocket} of the JDK turn to the simulated
 * network: just above their native methods, so that all of their Java code is the real one.
 */
final class DatagramPatches {
    private static final String CHANNEL = "sun/nio/ch/DatagramChannelImpl";
    private static final String DISPATCHER = "sun/nio/ch/DatagramDispatcher";
    private static final String NET = "sun/nio/ch/Net";
    private static final String FD = "Ljava/io/FileDescriptor;";
    private static final String FAMILY = "Ljava/net/ProtocolFamily;";
    private static final String ADDRESS = "Ljava/net/InetAddress;";
    private static final String OPTION = "Ljava/net/SocketOption;";

    private DatagramPatches() {}

    static List<Patch> all() {
        return List.of(
                new Patch.Replace(
                        "sun/nio/ch/SelectorProviderImpl",
                        "openUninterruptibleDatagramChannel()Ljava/nio/channels/DatagramChannel;",
                        NetworkHooks.class,
                        "isSimulated",
                        "channelOfDatagramSocket"),
                new Patch.Replace(NET, "socket(" + FAMILY + "Z)" + FD, DatagramHooks.class, "opensDatagrams", "open"),
                net("bind(" + FAMILY + FD + ADDRESS + "I)V", "isSimulatedOf", "bind"),
                net("connect(" + FAMILY + FD + ADDRESS + "I)I", "isSimulatedOf", "connect"),
                net("localAddress(" + FD + ")Ljava/net/InetSocketAddress;", "isSimulated", "localAddress"),
                net("setSocketOption(" + FD + FAMILY + OPTION + "Ljava/lang/Object;)V", "isSimulated", "setOption"),
                net("getSocketOption(" + FD + FAMILY + OPTION + ")Ljava/lang/Object;", "isSimulated", "getOption"),
                net("join4(" + FD + "III)I", "isSimulated", "join"),
                net("drop4(" + FD + "III)V", "isSimulated", "drop"),
                net("block4(" + FD + "III)I", "isSimulated", "block"),
                net("unblock4(" + FD + "III)V", "isSimulated", "unblock"),
                inChannel(NET + ".setInterface4(" + FD + "I)V", "setInterface"),
                inChannel(NET + ".getInterface4(" + FD + ")I", "getInterface"),
                inChannel("sun/nio/ch/IOUtil.configureBlocking(" + FD + "Z)V", "configureBlocking"),
                inChannel(CHANNEL + ".receive0(" + FD + "JIJZ)I", "receive"),
                inChannel(CHANNEL + ".send0(" + FD + "JIJI)I", "send"),
                inChannel(CHANNEL + ".disconnect0(" + FD + "Z)V", "disconnect"),
                new Patch.Replace(CHANNEL, "park(IJ)V", DatagramHooks.class, "isSimulatedChannel", "park"),
                dispatcher("read(" + FD + "JI)I", "read"),
                dispatcher("readv(" + FD + "JI)J", "readMany"),
                dispatcher("write(" + FD + "JI)I", "write"),
                dispatcher("writev(" + FD + "JI)J", "writeMany"),
                new Patch.Replace(
                        "sun/nio/ch/UnixDispatcher",
                        "close(" + FD + ")V",
                        DatagramHooks.class,
                        "isSimulatedUnder",
                        "close"),
                new Patch.Replace(
                        "sun/nio/ch/NativeDispatcher",
                        "preClose(" + FD + "JJ)V",
                        DatagramHooks.class,
                        "isSimulatedUnder",
                        "preClose"));
    }

    private static Patch net(String method, String guard, String hook) {
        return new Patch.Replace(NET, method, DatagramHooks.class, guard, hook);
    }

    private static Patch dispatcher(String method, String hook) {
        return new Patch.Replace(DISPATCHER, method, DatagramHooks.class, "isSimulatedUnder", hook);
    }

    /** A native method, which can be redirected only where it is called. */
    private static Patch inChannel(String target, String hook) {
        return new Patch.Call(CHANNEL, "*", target, DatagramHooks.class, hook);
    }
}
