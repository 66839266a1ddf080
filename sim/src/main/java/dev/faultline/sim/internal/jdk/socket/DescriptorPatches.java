package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.jdk.Patch;
import java.util.ArrayList;
import java.util.List;

/**
 * Where datagram channels, asynchronous channels and pipes of the JDK turn to the simulated network: just above their
 * native methods, so that all of their Java code is the real one.
 */
public final class DescriptorPatches {
    private static final String PACKAGE = "sun/nio/ch/";
    private static final String NET = PACKAGE + "Net";
    private static final String IO = PACKAGE + "IOUtil";
    private static final String POLL = PACKAGE + "EPoll";
    private static final String DATAGRAMS = "DatagramChannelImpl";
    private static final String ASYNC_STREAM = "UnixAsynchronousSocketChannelImpl";
    private static final String ASYNC_LISTENER = "UnixAsynchronousServerSocketChannelImpl";
    private static final String PORT = "EPollPort";

    private static final String FD = "Ljava/io/FileDescriptor;";
    private static final String FAMILY = "Ljava/net/ProtocolFamily;";
    private static final String ADDRESS = "Ljava/net/InetAddress;";
    private static final String SOCKET_ADDRESS = "Ljava/net/InetSocketAddress;";
    private static final String OPTION = "Ljava/net/SocketOption;";

    private final List<Patch> patches = new ArrayList<>();

    private DescriptorPatches() {}

    public static List<Patch> all() {
        DescriptorPatches all = new DescriptorPatches();
        all.sockets();
        all.dispatchers();
        all.channels();
        all.datagrams();
        all.asynchronous();
        all.poll();
        return all.patches;
    }

    private void replace(String owner, String method, Class<?> hooks, String guard, String hook) {
        patches.add(new Patch.Replace(PACKAGE + owner, method, hooks, guard, hook));
    }

    private void net(String method, String guard, String hook) {
        replace("Net", method, DescriptorHooks.class, guard, hook);
    }

    private void sockets() {
        net("socket(" + FAMILY + "Z)" + FD, "opens", "socket");
        net("serverSocket(" + FAMILY + ")" + FD, "opens", "serverSocket");
        net("bind(" + FAMILY + FD + ADDRESS + "I)V", "isSimulatedOf", "bind");
        net("connect(" + FAMILY + FD + ADDRESS + "I)I", "isSimulatedOf", "connect");
        net("localAddress(" + FD + ")" + SOCKET_ADDRESS, "isSimulated", "localAddress");
        net("setSocketOption(" + FD + FAMILY + OPTION + "Ljava/lang/Object;)V", "isSimulated", "setOption");
        net("getSocketOption(" + FD + FAMILY + OPTION + ")Ljava/lang/Object;", "isSimulated", "getOption");
    }

    private void dispatchers() {
        for (String owner : List.of("DatagramDispatcher", "SocketDispatcher")) {
            dispatcher(owner, "read(" + FD + "JI)I", "read");
            dispatcher(owner, "readv(" + FD + "JI)J", "readMany");
            dispatcher(owner, "write(" + FD + "JI)I", "write");
            dispatcher(owner, "writev(" + FD + "JI)J", "writeMany");
        }
        dispatcher("UnixDispatcher", "close(" + FD + ")V", "close");
        dispatcher("NativeDispatcher", "preClose(" + FD + "JJ)V", "preClose");
    }

    private void dispatcher(String owner, String method, String hook) {
        replace(owner, method, DescriptorHooks.class, "isSimulatedUnder", hook);
    }

    private void channels() {
        for (String owner : List.of("SelChImpl", DATAGRAMS)) {
            replace(owner, "park(IJ)V", DescriptorHooks.class, "isSimulatedChannel", "park");
        }
        for (String owner : List.of(DATAGRAMS, "SourceChannelImpl", "SinkChannelImpl", ASYNC_STREAM, ASYNC_LISTENER)) {
            call(owner, IO + ".configureBlocking(" + FD + "Z)V", DescriptorHooks.class, "configureBlocking");
        }
        replace(
                "SinkChannelImpl",
                "configureSocketNonBlockingIfVirtualThread()V",
                DescriptorHooks.class,
                "isPlatformThread",
                "keepMode");
        for (String owner : List.of("PipeImpl", PORT)) {
            call(owner, IO + ".makePipe(Z)J", DescriptorHooks.class, "pipe");
        }
    }

    /** A native method can be redirected only where it is called. */
    private void call(String owner, String target, Class<?> hooks, String hook) {
        patches.add(new Patch.Call(PACKAGE + owner, "*", target, hooks, hook));
    }

    private void datagrams() {
        patches.add(new Patch.Replace(
                PACKAGE + "SelectorProviderImpl",
                "openUninterruptibleDatagramChannel()Ljava/nio/channels/DatagramChannel;",
                NetworkHooks.class,
                "isSimulated",
                "channelOfDatagramSocket"));
        String itself = PACKAGE + DATAGRAMS;
        call(DATAGRAMS, itself + ".receive0(" + FD + "JIJZ)I", DatagramHooks.class, "receive");
        call(DATAGRAMS, itself + ".send0(" + FD + "JIJI)I", DatagramHooks.class, "send");
        call(DATAGRAMS, itself + ".disconnect0(" + FD + "Z)V", DatagramHooks.class, "disconnect");
        call(DATAGRAMS, NET + ".setInterface4(" + FD + "I)V", DatagramHooks.class, "setInterface");
        call(DATAGRAMS, NET + ".getInterface4(" + FD + ")I", DatagramHooks.class, "getInterface");
        group("join4(" + FD + "III)I", "join");
        group("drop4(" + FD + "III)V", "drop");
        group("block4(" + FD + "III)I", "block");
        group("unblock4(" + FD + "III)V", "unblock");
    }

    private void group(String method, String hook) {
        replace("Net", method, DatagramHooks.class, "isSimulated", hook);
    }

    private void asynchronous() {
        replace(
                "LinuxAsynchronousChannelProvider",
                "defaultEventPort()Lsun/nio/ch/EPollPort;",
                AsyncHooks.class,
                "inSimulation",
                "defaultPort");
        replace(
                "ThreadPool",
                "defaultThreadFactory()Ljava/util/concurrent/ThreadFactory;",
                AsyncHooks.class,
                "inSimulation",
                "threadFactory");
        call("AsynchronousServerSocketChannelImpl", NET + ".listen(" + FD + "I)V", AsyncHooks.class, "listen");
        call(ASYNC_LISTENER, NET + ".accept(" + FD + FD + "[" + SOCKET_ADDRESS + ")I", AsyncHooks.class, "accept");
        call("AsynchronousSocketChannelImpl", NET + ".shutdown(" + FD + "I)V", AsyncHooks.class, "shutdown");
        call(ASYNC_STREAM, PACKAGE + ASYNC_STREAM + ".checkConnect(I)V", AsyncHooks.class, "checkConnect");
    }

    private void poll() {
        call(PORT, POLL + ".create()I", AsyncHooks.class, "create");
        call(PORT, POLL + ".ctl(IIII)I", AsyncHooks.class, "control");
        String task = PORT + "$EventHandlerTask";
        call(task, POLL + ".wait(IJII)I", AsyncHooks.class, "await");
        call(task, IO + ".drain1(I)I", AsyncHooks.class, "drainOne");
        call(PORT, IO + ".write1(IB)I", AsyncHooks.class, "writeOne");
        call(PORT, PACKAGE + "FileDispatcherImpl.closeIntFD(I)V", AsyncHooks.class, "close");
    }
}
