package dev.faultline.sim.internal.vm;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;

/**
 * Native methods of the JDK's channels. Hooks stand in the place of calls to them and hand on what does not concern the
 * simulation: the channels of every other thread in this JVM.
 */
public final class JdkNatives {
    private static final Class<?> DATAGRAMS = Vm.classNamed("sun.nio.ch.DatagramChannelImpl");
    private static final Class<?> STREAM = Vm.classNamed("sun.nio.ch.UnixAsynchronousSocketChannelImpl");
    private static final Class<?> NET = Vm.classNamed("sun.nio.ch.Net");
    private static final Class<?> IO = Vm.classNamed("sun.nio.ch.IOUtil");
    private static final Class<?> POLL = Vm.classNamed("sun.nio.ch.EPoll");
    private static final Class<?> FILES = Vm.classNamed("sun.nio.ch.FileDispatcherImpl");

    public static final MethodHandle RECEIVE = JdkMethods.find(
            DATAGRAMS, "receive0", int.class, FileDescriptor.class, long.class, int.class, long.class, boolean.class);
    public static final MethodHandle SEND = JdkMethods.find(
            DATAGRAMS, "send0", int.class, FileDescriptor.class, long.class, int.class, long.class, int.class);
    public static final MethodHandle DISCONNECT =
            JdkMethods.find(DATAGRAMS, "disconnect0", void.class, FileDescriptor.class, boolean.class);
    public static final MethodHandle SET_INTERFACE =
            JdkMethods.find(NET, "setInterface4", void.class, FileDescriptor.class, int.class);
    public static final MethodHandle GET_INTERFACE =
            JdkMethods.find(NET, "getInterface4", int.class, FileDescriptor.class);
    public static final MethodHandle LISTEN =
            JdkMethods.find(NET, "listen", void.class, FileDescriptor.class, int.class);
    public static final MethodHandle ACCEPT = JdkMethods.find(
            NET, "accept", int.class, FileDescriptor.class, FileDescriptor.class, InetSocketAddress[].class);
    public static final MethodHandle SHUTDOWN =
            JdkMethods.find(NET, "shutdown", void.class, FileDescriptor.class, int.class);
    public static final MethodHandle CHECK_CONNECT = JdkMethods.find(STREAM, "checkConnect", void.class, int.class);
    public static final MethodHandle MAKE_PIPE = JdkMethods.find(IO, "makePipe", long.class, boolean.class);
    public static final MethodHandle WRITE_ONE = JdkMethods.find(IO, "write1", int.class, int.class, byte.class);
    public static final MethodHandle DRAIN_ONE = JdkMethods.find(IO, "drain1", int.class, int.class);
    public static final MethodHandle CLOSE = JdkMethods.find(FILES, "closeIntFD", void.class, int.class);
    public static final MethodHandle POLL_CREATE = JdkMethods.find(POLL, "create", int.class);
    public static final MethodHandle POLL_CONTROL =
            JdkMethods.find(POLL, "ctl", int.class, int.class, int.class, int.class, int.class);
    public static final MethodHandle POLL_WAIT =
            JdkMethods.find(POLL, "wait", int.class, int.class, long.class, int.class, int.class);

    private JdkNatives() {}

    public static int call(MethodHandle method, Object... arguments) throws IOException {
        return (int) invoke(method, arguments);
    }

    public static Object invoke(MethodHandle method, Object... arguments) throws IOException {
        try {
            return method.invokeWithArguments(arguments);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
