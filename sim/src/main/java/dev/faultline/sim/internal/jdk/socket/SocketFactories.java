package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.SimulationException;
import dev.faultline.sim.internal.kernel.Task;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketImpl;
import java.net.spi.InetAddressResolver;
import java.nio.channels.spi.SelectorProvider;

/** Gives simulated threads simulated sockets, and every other thread the JDK's own. */
public final class SocketFactories {
    private static final MethodHandle PLATFORM_SOCKET;
    private static final MethodHandle LOAD_RESOLVER;

    static {
        try {
            PLATFORM_SOCKET = MethodHandles.privateLookupIn(SocketImpl.class, MethodHandles.lookup())
                    .findStatic(
                            SocketImpl.class,
                            "createPlatformSocketImpl",
                            MethodType.methodType(SocketImpl.class, boolean.class));
            LOAD_RESOLVER = MethodHandles.privateLookupIn(InetAddress.class, MethodHandles.lookup())
                    .findStatic(InetAddress.class, "resolver", MethodType.methodType(InetAddressResolver.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private SocketFactories() {}

    @SuppressWarnings("deprecation") // the only way to have sockets of our own without a change to the JDK
    public static void install() {
        try {
            Socket.setSocketImplFactory(() -> Task.current() != null ? new SimSocket() : platform(false));
            ServerSocket.setSocketFactory(() -> Task.current() != null ? new SimServerSocket() : platform(true));
            // The JDK looks for these once, by system properties and services that a simulated thread would not find.
            SelectorProvider.provider();
            LOAD_RESOLVER.invoke();
        } catch (IOException e) {
            throw new SimulationException("another socket factory is installed in this JVM", e);
        } catch (Throwable e) {
            throw new SimulationException("the providers of selectors and addresses cannot be loaded", e);
        }
    }

    private static SocketImpl platform(boolean server) {
        try {
            return (SocketImpl) PLATFORM_SOCKET.invokeExact(server);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
