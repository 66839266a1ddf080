package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.jdk.JdkStatics;
import dev.faultline.sim.internal.jdk.Patch;
import dev.faultline.sim.internal.vm.MemberHooks;
import java.util.ArrayList;
import java.util.List;

/** The patches that give each process its own of what the JDK keeps in static fields. */
public final class GlobalPatches {
    private static final String LOCALE = "java/util/Locale";
    private static final String CATEGORY = "Ljava/util/Locale$Category;";
    private static final String LOG_MANAGER = "java/util/logging/LogManager";
    private static final String PROVIDERS = "sun/security/jca/Providers";
    private static final String PROVIDER_LIST = "Lsun/security/jca/ProviderList;";
    private static final String TLS = "javax/net/ssl/SSLContext";
    private static final String HANDLE = "java/lang/ProcessHandleImpl";
    private static final String SIGNAL = "jdk/internal/misc/Signal";

    private GlobalPatches() {}

    public static List<Patch> all() {
        List<Patch> all = new ArrayList<>();
        all.addAll(drivers());
        all.addAll(localeAndTimeZone());
        all.addAll(logging());
        all.addAll(process());
        all.addAll(loaders());
        all.addAll(preferences());
        all.add(replace(TLS, "getDefault()L" + TLS + ";", "defaultTls"));
        all.add(replace(TLS, "setDefault(L" + TLS + ";)V", "setDefaultTls"));
        all.add(new Patch.Replace(
                PROVIDERS, "getSystemProviderList()" + PROVIDER_LIST, GlobalHooks.class, "hasProviders", "providers"));
        all.add(replace(PROVIDERS, "setSystemProviderList(" + PROVIDER_LIST + ")V", "setProviders"));
        return all;
    }

    private static List<Patch> drivers() {
        String owner = "java/sql/DriverManager";
        return List.of(
                replace(owner, "ensureDriversInitialized()V", "initializeDrivers"),
                read(owner, owner + ".registeredDrivers", "registeredDrivers"));
    }

    private static List<Patch> localeAndTimeZone() {
        String locale = "Ljava/util/Locale;";
        String zone = "Ljava/util/TimeZone;";
        return List.of(
                replace(LOCALE, "getDefault()" + locale, "defaultLocale"),
                replace(LOCALE, "getDefault(" + CATEGORY + ")" + locale, "defaultLocaleOf"),
                replace(LOCALE, "setDefault(" + locale + ")V", "setDefaultLocale"),
                replace(LOCALE, "setDefault(" + CATEGORY + locale + ")V", "setDefaultLocaleOf"),
                replace("java/util/TimeZone", "getDefaultRef()" + zone, "defaultTimeZone"),
                replace("java/util/TimeZone", "setDefault(" + zone + ")V", "setDefaultTimeZone"));
    }

    private static List<Patch> logging() {
        return List.of(
                read(LOG_MANAGER, LOG_MANAGER + ".manager", "logManager"),
                loggerBehind("wrapped()Ljava/lang/System$Logger;", "wrapped"),
                loggerBehind("platform()Lsun/util/logging/PlatformLogger$Bridge;", "platform"),
                new Patch.Call(
                        "jdk/internal/logger/LazyLoggers",
                        "getLazyLogger(Ljava/lang/String;Ljava/lang/Module;)Ljava/lang/System$Logger;",
                        "jdk/internal/logger/BootstrapLogger.useLazyLoggers()Z",
                        LoggerHooks.class,
                        "useLazyLoggers"),
                new Patch.Replace(
                        "jdk/internal/logger/LoggerFinderLoader",
                        "service()Ljava/lang/System$LoggerFinder;",
                        LoggerHooks.class,
                        "hasNoFinder",
                        "defaultFinder"),
                new Patch.Replace(
                        "jdk/internal/event/EventHelper",
                        "isLoggingSecurity()Z",
                        LoggerHooks.class,
                        "isOfProcess",
                        "isLoggingSecurity"),
                new Patch.Call(
                        "java/util/logging/LogRecord",
                        "*",
                        "java/util/concurrent/atomic/AtomicLong.getAndIncrement()J",
                        GlobalHooks.class,
                        "nextLogRecord"));
    }

    private static Patch loggerBehind(String method, String hook) {
        return new Patch.Replace(
                "jdk/internal/logger/LazyLoggers$LazyLoggerAccessor", method, LoggerHooks.class, "isOfProcess", hook);
    }

    private static List<Patch> process() {
        return List.of(
                replace(HANDLE, "pid()J", "pid"),
                replace(HANDLE, "get(J)Ljava/util/Optional;", "handleOf"),
                replace(HANDLE, "children(J)Ljava/util/stream/Stream;", "children"),
                replace(HANDLE, "parent()Ljava/util/Optional;", "parent"),
                replace(HANDLE, "info()Ljava/lang/ProcessHandle$Info;", "info"),
                replace(
                        SIGNAL,
                        "handle(Ljdk/internal/misc/Signal;Ljdk/internal/misc/Signal$Handler;)"
                                + "Ljdk/internal/misc/Signal$Handler;",
                        "handleSignal"),
                replace(SIGNAL, "raise(Ljdk/internal/misc/Signal;)V", "raiseSignal"));
    }

    private static List<Patch> loaders() {
        String bytes = "Ljava/lang/ClassLoader;Ljava/lang/String;[BII";
        String buffer = "Ljava/lang/ClassLoader;Ljava/lang/String;Ljava/nio/ByteBuffer;II";
        String rest = "Ljava/security/ProtectionDomain;Ljava/lang/String;)Ljava/lang/Class;";
        return List.of(
                new Patch.Replace(
                        "java/lang/ClassLoader",
                        "loadClass(Ljava/lang/String;)Ljava/lang/Class;",
                        LoaderHooks.class,
                        "loadsHook",
                        "loadHook"),
                new Patch.Call(
                        "java/lang/ClassLoader",
                        "loadClass(Ljava/lang/String;)Ljava/lang/Class;",
                        "java/lang/ClassLoader.loadClass(Ljava/lang/String;Z)Ljava/lang/Class;",
                        LoaderHooks.class,
                        "load"),
                new Patch.Before(
                        "java/lang/ClassLoader",
                        "loadClass(Ljava/lang/String;Z)Ljava/lang/Class;",
                        LoaderHooks.class,
                        "beforeLock"),
                new Patch.Call(
                        "java/lang/Class",
                        "*",
                        "java/lang/Class.getDeclaredMethods0(Z)[Ljava/lang/reflect/Method;",
                        MemberHooks.class,
                        "declaredMethods"),
                definition("defineClass1(" + bytes + rest, "defineBytes"),
                definition("defineClass2(" + buffer + rest, "defineBuffer"),
                new Patch.Replace(
                        "java/lang/ClassLoader",
                        "getSystemClassLoader()Ljava/lang/ClassLoader;",
                        GlobalHooks.class,
                        "isOfProcess",
                        "systemClassLoader"));
    }

    private static Patch definition(String target, String hook) {
        String loader = "java/lang/ClassLoader";
        return new Patch.Call(loader, "*", loader + "." + target, LoaderHooks.class, hook);
    }

    /** The native methods of preferences; their statics are in the list of {@link JdkStatics}. */
    private static List<Patch> preferences() {
        return List.of(
                preference("lockFile0(Ljava/lang/String;IZ)[I", "lock"),
                preference("unlockFile0(I)I", "unlock"),
                preference("chmod(Ljava/lang/String;I)I", "setPermissions"));
    }

    private static Patch preference(String target, String hook) {
        String owner = "java/util/prefs/FileSystemPreferences";
        return new Patch.Call(owner, "*", owner + "." + target, PreferencesHooks.class, hook);
    }

    private static Patch replace(String owner, String method, String hook) {
        return new Patch.Replace(owner, method, GlobalHooks.class, "inSimulation", hook);
    }

    private static Patch read(String owner, String field, String hook) {
        return new Patch.StaticRead(owner, "*", field, GlobalHooks.class, hook);
    }
}
