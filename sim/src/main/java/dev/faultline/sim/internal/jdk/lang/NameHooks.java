package dev.faultline.sim.internal.jdk.lang;

import dev.faultline.sim.internal.jdk.process.LoaderHooks;
import dev.faultline.sim.internal.kernel.ClassHashes;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.NodeLoader;
import dev.faultline.sim.internal.machine.SimProcess;
import dev.faultline.sim.internal.vm.Vm;
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
    /** A flag of the JDK's, as in {@code MethodHandleNatives.Constants}. */
    private static final int HIDDEN = 2;

    private static final long NAME = Vm.UNSAFE.objectFieldOffset(Class.class, "name");
    private static final long MODULE = moduleOfProxy();

    private NameHooks() {}

    /** Returns whether the process has the loader for itself, so that no other one's names are in the way. */
    private static boolean isOfProcess(@Nullable ClassLoader loader) {
        for (ClassLoader each = loader; each != null; each = each.getParent()) {
            if (each instanceof NodeLoader) {
                return true;
            }
        }
        return false;
    }

    private static long moduleOfProxy() {
        try {
            return Vm.UNSAFE.objectFieldOffset(
                    Class.forName("java.lang.reflect.Proxy$ProxyBuilder$ProxyClassContext"), "module");
        } catch (ClassNotFoundException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** {@code JavaLangAccess.defineClass}, as {@code Lookup} calls it for hidden classes and others. */
    public static Class<?> define(
            Object access,
            @Nullable ClassLoader loader,
            Class<?> nest,
            String name,
            byte[] bytes,
            @Nullable ProtectionDomain domain,
            boolean initialize,
            int flags,
            @Nullable Object data) {
        JavaLangAccess jdk = (JavaLangAccess) access;
        Task task = Task.current();
        if (task == null || !isOfProcess(loader)) {
            return jdk.defineClass(loader, nest, name, bytes, domain, initialize, flags, data);
        }
        boolean isHidden = (flags & HIDDEN) != 0;
        String plain = name.replace('/', '.');
        String ownName = isHidden
                ? plain + "/0x"
                        + HexFormat.of().toHexDigits((long) SimProcess.of(task).count("class " + plain))
                : plain;
        byte[] defined = isHidden ? bytes : LoaderHooks.woven(task, bytes);
        Class<?> type = ClassHashes.withHash(
                ownName, () -> jdk.defineClass(loader, nest, name, defined, domain, false, flags, data));
        if (isHidden) {
            Vm.UNSAFE.putReference(type, NAME, ownName);
        }
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
            task.namesProxies = isOfProcess(module.getClassLoader());
        }
    }

    /** The number of a proxy class. Of one that all processes share, it has to be the JVM's. */
    public static long proxyNumber(AtomicLong ofJvm) {
        Task task = Task.current();
        return task == null || !task.namesProxies
                ? ofJvm.getAndIncrement()
                : SimProcess.of(task).count("proxies");
    }

    /** Before the JDK makes a module for the proxies of a loader. */
    public static void beforeProxyModule(@Nullable ClassLoader loader) {
        Task task = Task.current();
        if (task != null) {
            task.namesProxies = isOfProcess(loader);
        }
    }

    /** The number of such a module. */
    public static int proxyModuleNumber(AtomicInteger ofJvm) {
        Task task = Task.current();
        return task == null || !task.namesProxies
                ? ofJvm.incrementAndGet()
                : SimProcess.of(task).count("modules of proxies") + 1;
    }

    /** After {@code Proxy.ProxyBuilder.defineProxyClass}. */
    public static Object afterProxy(Object type) {
        return Task.current() == null ? type : ClassHashes.give((Class<?>) type);
    }
}
