package dev.faultline.sim.internal.jdk.lang;

import dev.faultline.sim.internal.jdk.Patch;
import java.util.List;

/** The changes to the JDK that let the names of generated classes follow from the run; see {@link NameHooks}. */
public final class NamePatches {
    private static final String PROXIES = "java/lang/reflect/Proxy$ProxyBuilder";
    private static final String DEFINE_PROXY =
            "defineProxyClass(Ljava/lang/reflect/Proxy$ProxyBuilder$ProxyClassContext;Ljava/util/List;)Ljava/lang/Class;";

    private NamePatches() {}

    public static List<Patch> all() {
        return List.of(
                new Patch.Call(
                        "java/lang/invoke/MethodHandles$Lookup$ClassDefiner",
                        "defineClass(ZLjava/lang/Object;)Ljava/lang/Class;",
                        "jdk/internal/access/JavaLangAccess.defineClass(Ljava/lang/ClassLoader;Ljava/lang/Class;"
                                + "Ljava/lang/String;[BLjava/security/ProtectionDomain;ZILjava/lang/Object;)"
                                + "Ljava/lang/Class;",
                        NameHooks.class,
                        "define"),
                new Patch.Before(PROXIES, DEFINE_PROXY, NameHooks.class, "beforeProxy"),
                new Patch.Call(
                        PROXIES,
                        DEFINE_PROXY,
                        "java/util/concurrent/atomic/AtomicLong.getAndIncrement()J",
                        NameHooks.class,
                        "proxyNumber"),
                new Patch.After(PROXIES, DEFINE_PROXY, NameHooks.class, "afterProxy"),
                new Patch.Before(
                        PROXIES,
                        "getDynamicModule(Ljava/lang/ClassLoader;)Ljava/lang/Module;",
                        NameHooks.class,
                        "beforeProxyModule"),
                new Patch.Call(
                        PROXIES,
                        "*",
                        "java/util/concurrent/atomic/AtomicInteger.incrementAndGet()I",
                        NameHooks.class,
                        "proxyModuleNumber"));
    }
}
