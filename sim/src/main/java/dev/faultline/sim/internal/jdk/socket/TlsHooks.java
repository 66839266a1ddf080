package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import dev.faultline.sim.internal.vm.JdkMethods;
import dev.faultline.sim.internal.vm.Unchecked;
import dev.faultline.sim.internal.vm.Vm;
import java.lang.invoke.MethodHandle;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What TLS has one of in a JVM: contexts, and key and trust stores that system properties name. Here, each process has
 * its own. Public only to be called by the JDK.
 */
public final class TlsHooks {
    private static final String CONTEXT = "default SSLContext";
    private static final String HTTPS_FACTORY = "SSL socket factory of HttpsURLConnection";

    private TlsHooks() {}

    public static boolean inSimulation() {
        return Task.current() != null;
    }

    private static Task task() {
        Task task = Task.current();
        if (task == null) {
            throw new IllegalStateException("not a simulated thread");
        }
        return task;
    }

    // ---- contexts

    /** {@code SSLContext.getDefault}. */
    public static SSLContext context() {
        return (SSLContext) SimProcess.of(task()).globals.single(CONTEXT, TlsHooks::newContext);
    }

    private static Object newContext() {
        try {
            return SSLContext.getInstance("Default");
        } catch (NoSuchAlgorithmException e) {
            Unchecked.throwUnchecked(e); // SSLContext.getDefault declares it
            throw new AssertionError(e);
        }
    }

    /** {@code SSLContext.setDefault}. */
    public static void setContext(@Nullable SSLContext context) {
        if (context == null) {
            throw new NullPointerException();
        }
        SimProcess.of(task()).globals.setSingle(CONTEXT, context);
    }

    /** {@code HttpsURLConnection.getDefaultSSLSocketFactory}. */
    public static SSLSocketFactory httpsFactory() {
        return (SSLSocketFactory) SimProcess.of(task()).globals.single(HTTPS_FACTORY, SSLSocketFactory::getDefault);
    }

    /** {@code HttpsURLConnection.setDefaultSSLSocketFactory}. */
    public static void setHttpsFactory(@Nullable SSLSocketFactory factory) {
        if (factory == null) {
            throw new IllegalArgumentException("no default SSLSocketFactory specified");
        }
        SimProcess.of(task()).globals.setSingle(HTTPS_FACTORY, factory);
    }

    // ---- stores

    /** Where the JDK would load the default trust store once for all: not while a node has the turn. */
    public static TrustManager[] trustManagersOfJvm() throws Exception {
        return inSimulation() ? new TrustManager[0] : (TrustManager[]) Internals.call(Internals.TRUST_MANAGERS);
    }

    /** Where the JDK would load the default key store once for all. */
    public static KeyManager[] keyManagersOfJvm() throws Exception {
        return inSimulation() ? new KeyManager[0] : (KeyManager[]) Internals.call(Internals.KEY_MANAGERS);
    }

    /** The trust managers of the default context; those of the JVM are none if a node needed them first. */
    public static TrustManager[] trustManagers(TrustManager[] ofJvm) {
        return inSimulation() || ofJvm.length == 0
                ? (TrustManager[]) own("default trust managers", () -> Internals.call(Internals.TRUST_MANAGERS))
                : ofJvm;
    }

    /** The key managers of the default context. */
    public static KeyManager[] keyManagers(KeyManager[] ofJvm) {
        return inSimulation() || ofJvm.length == 0
                ? (KeyManager[]) own("default key managers", () -> Internals.call(Internals.KEY_MANAGERS))
                : ofJvm;
    }

    /** What remembers the default trust store while its file does not change. */
    public static Object trustStores(Object ofJvm) {
        Task task = Task.current();
        return task == null
                ? ofJvm
                : SimProcess.of(task).globals.single("trust stores", () -> Internals.call(Internals.NEW_STORES));
    }

    private static Object own(String what, Supplier<Object> supplier) {
        Task task = Task.current();
        return task == null ? supplier.get() : SimProcess.of(task).globals.single(what, supplier);
    }

    /** Private parts of the JDK; apart, because the hooks are initialised before its packages can be touched. */
    private static final class Internals {
        private static final Class<?> HOLDER = Vm.classNamed("sun.security.ssl.SSLContextImpl$DefaultManagersHolder");
        static final MethodHandle TRUST_MANAGERS = JdkMethods.find(HOLDER, "getTrustManagers", TrustManager[].class);
        static final MethodHandle KEY_MANAGERS = JdkMethods.find(HOLDER, "getKeyManagers", KeyManager[].class);
        static final MethodHandle NEW_STORES =
                JdkMethods.constructor(Vm.classNamed("sun.security.ssl.TrustStoreManager$TrustAnchorManager"));

        private Internals() {}

        static Object call(MethodHandle method) {
            try {
                return method.invoke();
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
