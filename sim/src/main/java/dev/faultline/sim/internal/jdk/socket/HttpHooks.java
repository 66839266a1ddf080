package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.ProgramThreads;
import dev.faultline.sim.internal.machine.SimProcess;
import dev.faultline.sim.internal.vm.JdkMethods;
import dev.faultline.sim.internal.vm.Vm;
import java.lang.invoke.MethodHandle;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.URLStreamHandlerFactory;
import java.util.Collections;
import java.util.Hashtable;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the HTTP clients of the JDK have one of in a JVM: here, each process has its own. Public only for the JDK. */
public final class HttpHooks {
    private static final String URL_FACTORY = "factory of URL handlers";
    private static final String URL_HANDLERS = "URL handlers";

    private HttpHooks() {}

    public static boolean inSimulation() {
        return Task.current() != null;
    }

    // ---- connections that are kept

    /** {@code HttpClient.kac} of {@code HttpURLConnection}. */
    public static Object keptConnections(Object ofJvm) {
        return own("kept HTTP connections", ofJvm, () -> Internals.make(Internals.NEW_CACHE));
    }

    /** Streams that wait to be read to their end, so that their connection can be kept. */
    public static Object unreadStreams(Object ofJvm) {
        return own("unread HTTP streams", ofJvm, () -> Internals.make(Internals.NEW_QUEUE));
    }

    /** The thread that reads them: one that another process started is none. */
    public static @Nullable Object unreadStreamsThread(@Nullable Thread ofJvm) {
        Task task = Task.current();
        return ofJvm == null || ProgramThreads.processOf(ofJvm) == (task == null ? null : SimProcess.of(task))
                ? ofJvm
                : null;
    }

    /** What servers and proxies were told of who asks, by authenticator. */
    public static Object credentials(Object ofJvm) {
        return own("HTTP credentials", ofJvm, () -> Collections.synchronizedMap(new WeakHashMap<>()));
    }

    // ---- handlers of URLs

    public static @Nullable Object urlHandlerFactory(@Nullable Object ofJvm) {
        return setting(URL_FACTORY, ofJvm);
    }

    /** The handlers that were made so far: a program may bring some of its own, by a factory, a property or a service. */
    public static Object urlHandlers(Object ofJvm) {
        return own(URL_HANDLERS, ofJvm, HttpHooks::noHandlers);
    }

    @SuppressWarnings("JdkObsolete") // it is the type of the field
    private static Object noHandlers() {
        return new Hashtable<>();
    }

    public static void setUrlHandlerFactory(@Nullable URLStreamHandlerFactory factory) {
        if (setting(URL_FACTORY, null) != null) {
            throw new Error("factory already defined");
        }
        set(URL_FACTORY, factory);
        Task task = Task.current();
        if (task != null) {
            SimProcess.of(task).globals.setSingle(URL_HANDLERS, noHandlers());
        }
    }

    // ---- java.net.http

    /** The executor that completes what {@code HttpClient.sendAsync} returns. */
    public static Executor asyncPool(Executor ofJvm) {
        Task task = Task.current();
        return task == null ? ForkJoinPool.commonPool() : SimProcess.of(task).commonPool();
    }

    /** The number of a client, which its threads have in their names. */
    public static long clientNumber(AtomicLong ofJvm) {
        Task task = Task.current();
        return task == null ? ofJvm.incrementAndGet() : SimProcess.of(task).count("HTTP clients") + 1;
    }

    // ---- defaults that a program sets

    public static @Nullable Object cookieHandler(@Nullable Object ofJvm) {
        return setting("cookies", ofJvm);
    }

    public static void setCookieHandler(@Nullable CookieHandler handler) {
        set("cookies", handler);
    }

    public static @Nullable Object responseCache(@Nullable Object ofJvm) {
        return setting("responses", ofJvm);
    }

    public static void setResponseCache(@Nullable ResponseCache cache) {
        set("responses", cache);
    }

    public static @Nullable Object authenticator(@Nullable Object ofJvm) {
        return setting("authenticator", ofJvm);
    }

    public static void setAuthenticator(@Nullable Authenticator authenticator) {
        set("authenticator", authenticator);
    }

    public static @Nullable Object proxySelector(@Nullable Object ofJvm) {
        return setting("proxies", ofJvm);
    }

    public static void setProxySelector(@Nullable ProxySelector selector) {
        set("proxies", selector);
    }

    /** What a program has set, if it has. */
    private record Setting(@Nullable Object value) {}

    private static @Nullable Object setting(String what, @Nullable Object ofJvm) {
        Task task = Task.current();
        if (task == null) {
            return ofJvm;
        }
        // Before it is set, a process finds what a JVM begins with: a selector of proxies, and none of the others.
        Object initial = what.equals("proxies") ? ofJvm : null;
        return ((Setting) SimProcess.of(task).globals.single(what, () -> new Setting(initial))).value();
    }

    private static void set(String what, @Nullable Object value) {
        Task task = Task.current();
        if (task != null) {
            SimProcess.of(task).globals.setSingle(what, new Setting(value));
        }
    }

    private static Object own(String what, Object ofJvm, Supplier<Object> supplier) {
        Task task = Task.current();
        return task == null ? ofJvm : SimProcess.of(task).globals.single(what, supplier);
    }

    /** Private parts of the JDK; apart, because the hooks are initialised before its packages can be touched. */
    private static final class Internals {
        private static final MethodHandle NEW_CACHE =
                JdkMethods.constructor(Vm.classNamed("sun.net.www.http.KeepAliveCache"));
        private static final MethodHandle NEW_QUEUE =
                JdkMethods.constructor(Vm.classNamed("sun.net.www.http.KeepAliveStreamCleaner"));

        private Internals() {}

        static Object make(MethodHandle constructor) {
            try {
                return constructor.invoke();
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
