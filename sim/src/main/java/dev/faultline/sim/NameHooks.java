package dev.faultline.sim;

import java.security.ProtectionDomain;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import jdk.internal.access.JavaLangAccess;
import org.jspecify.annotations.Nullable;

/**
 * Names of classes that the JDK makes for the application: of a lambda by an address in memory, of a proxy by a number in
 * the JVM. Programs print them, and here they follow from what the process has made before. Public only for woven code.
 */
public final class NameHooks {
    private static final long NAME = Vm.UNSAFE.objectFieldOffset(Class.class, "name");
    private static final long MODULE = moduleOfProxy();

    private NameHooks() {}

    private static long moduleOfProxy() {
        try {
            return Vm.UNSAFE.objectFieldOffset(
                    Class.forName("java.lang.reflect.Proxy$ProxyBuilder$ProxyClassContext"), "module");
        } catch (ClassNotFoundException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** {@code JavaLangAccess.defineClass}, of a hidden class. */
    public static Class<?> defineHidden(
            Object access,
            ClassLoader loader,
            Class<?> nest,
            String name,
            byte[] bytes,
            @Nullable ProtectionDomain domain,
            boolean initialize,
            int flags,
            @Nullable Object data) {
        JavaLangAccess jdk = (JavaLangAccess) access;
        Task task = Task.current();
        if (task == null || HashHooks.isOfJdk(nest)) {
            return jdk.defineClass(loader, nest, name, bytes, domain, initialize, flags, data);
        }
        String ownName = name.replace('/', '.');
        ownName += "/0x" + HexFormat.of().toHexDigits((long) task.process.count("class " + ownName));
        Class<?> type = ClassHashes.withHash(
                ownName, () -> jdk.defineClass(loader, nest, name, bytes, domain, false, flags, data));
        Vm.UNSAFE.putReference(type, NAME, ownName);
        if (initialize) {
            Vm.UNSAFE.ensureClassInitialized(type);
        }
        return type;
    }

    /** Before {@code Proxy.ProxyBuilder.defineProxyClass}. */
    public static void beforeProxy(Object context) {
        Task task = Task.current();
        if (task != null) {
            Module module = (Module) Vm.UNSAFE.getReference(context, MODULE);
            task.namesProxies = !HashHooks.isOfJdk(module.getClassLoader());
        }
    }

    /** The number of a proxy class. Of one that all processes share, it has to be the JVM's. */
    public static long proxyNumber(AtomicLong ofJvm) {
        Task task = Task.current();
        return task == null || !task.namesProxies ? ofJvm.getAndIncrement() : task.process.count("proxies");
    }

    /** Before the JDK makes a module for the proxies of a loader. */
    public static void beforeProxyModule(@Nullable ClassLoader loader) {
        Task task = Task.current();
        if (task != null) {
            task.namesProxies = !HashHooks.isOfJdk(loader);
        }
    }

    /** The number of such a module. */
    public static int proxyModuleNumber(AtomicInteger ofJvm) {
        Task task = Task.current();
        return task == null || !task.namesProxies
                ? ofJvm.incrementAndGet()
                : task.process.count("modules of proxies") + 1;
    }

    /** After {@code Proxy.ProxyBuilder.defineProxyClass}. */
    public static Object afterProxy(Object type) {
        return Task.current() == null ? type : ClassHashes.give((Class<?>) type);
    }
}
