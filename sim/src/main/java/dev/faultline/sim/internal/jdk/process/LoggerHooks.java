package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.jdk.file.FileHooks;
import dev.faultline.sim.internal.kernel.OncePerJvm;
import dev.faultline.sim.internal.machine.SimProcess;
import dev.faultline.sim.internal.vm.JdkMethods;
import dev.faultline.sim.internal.vm.Unchecked;
import dev.faultline.sim.internal.vm.Vm;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the loggers of the JDK's own classes ask for the logger behind them. The classes keep theirs in static fields, for
 * all processes; what is behind is the process's own, and goes through its log manager. Public only for patched code.
 */
public final class LoggerHooks {
    private static final String OWN = "loggers of the JDK";
    private static final String NO_FINDER = "has no logger finder";
    private static final String SERVICE = "META-INF/services/java.lang.System$LoggerFinder";
    private static final List<String> CONFIGURATION =
            List.of("java.util.logging.config.file", "java.util.logging.config.class", "java.util.logging.manager");
    private static final String SECURITY = "logs events of security";
    private static final Class<?> ACCESSOR = Vm.classNamed("jdk.internal.logger.LazyLoggers$LazyLoggerAccessor");
    private static final Class<?> BRIDGE = Vm.classNamed("sun.util.logging.PlatformLogger$Bridge");
    private static final MethodHandle NAME;
    private static final MethodHandle CREATE = JdkMethods.virtual(ACCESSOR, "createLogger", System.Logger.class);
    private static final MethodHandle CONVERT = JdkMethods.find(BRIDGE, "convert", BRIDGE, System.Logger.class);

    static {
        try {
            MethodHandles.Lookup lookup = JdkMethods.within(ACCESSOR);
            NAME = lookup.findGetter(ACCESSOR, "name", String.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private LoggerHooks() {}

    /** The logger behind one of the JDK's, in both of its shapes. */
    private record Behind(Object logger, Object bridge) {}

    /** Whether a process logs, and not the JDK that sets up something for the whole JVM. */
    public static boolean isOfProcess() {
        return StaticHooks.isOfProcess();
    }

    /**
     * {@code BootstrapLogger.useLazyLoggers()}, for every thread of the JVM: only a lazy logger asks for what is behind it.
     * The JDK has none any more once the JVM has a log manager, as it has under most test runners.
     */
    public static boolean useLazyLoggers() {
        return true;
    }

    /** {@code LazyLoggerAccessor.wrapped}. */
    public static Object wrapped(Object accessor) {
        return behind(accessor).logger();
    }

    /** {@code LazyLoggerAccessor.platform}. */
    public static Object platform(Object accessor) {
        return behind(accessor).bridge();
    }

    /** Whether a process logs whose class path has no {@code System.LoggerFinder}; one that has goes the way of the JDK. */
    public static boolean hasNoFinder() {
        if (!isOfProcess()) {
            return false;
        }
        SimProcess process = SimProcess.of(FileHooks.task());
        return (boolean) process.globals.single(NO_FINDER, () -> {
            Object streams = OncePerJvm.enter(); // to look for it costs nothing, as it would not where there is none
            try {
                return process.loader().getResource(SERVICE) == null;
            } finally {
                OncePerJvm.leave(streams);
            }
        });
    }

    /** {@code LoggerFinderLoader.service}: that of the JDK, which has no state, whatever the host's class path has. */
    public static Object defaultFinder() {
        return DefaultFinder.FINDER;
    }

    private static final class DefaultFinder {
        static final Object FINDER = load();

        private static Object load() {
            Object streams = OncePerJvm.enter();
            try {
                return JdkMethods.find(
                                Vm.classNamed("jdk.internal.logger.LoggerFinderLoader"),
                                "loadDefaultImplementation",
                                System.LoggerFinder.class)
                        .invoke();
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            } finally {
                OncePerJvm.leave(streams);
            }
        }
    }

    /**
     * {@code EventHelper.isLoggingSecurity}: whether the process's log says so when it is first asked. Nobody logs such an
     * event while the logger is being made, as in the JDK. A process that has no log manager yet, and has set none up, does
     * not get one for this: by the JDK's own configuration the answer is no.
     */
    public static boolean isLoggingSecurity() {
        SimProcess process = SimProcess.of(FileHooks.task());
        Object known = process.globals.single(SECURITY);
        if (known == null) {
            process.globals.setSingle(SECURITY, false);
            known = mayHaveBeenSet(process) && SecurityEvents.logger().isLoggable(System.Logger.Level.DEBUG);
            process.globals.setSingle(SECURITY, known);
        }
        return (boolean) known;
    }

    private static boolean mayHaveBeenSet(SimProcess process) {
        return process.globals.single(GlobalHooks.LOG_MANAGER) != null
                || !hasNoFinder()
                || CONFIGURATION.stream().anyMatch(process.properties()::containsKey);
    }

    /** The logger of the JDK for events of security: one for the JVM, behind which is each process's own. */
    private static final class SecurityEvents {
        private static final Class<?> TYPE = Vm.classNamed("jdk.internal.event.EventHelper");
        private static final VarHandle LOGGER;

        static {
            try {
                LOGGER = JdkMethods.within(TYPE).findStaticVarHandle(TYPE, "securityLogger", System.Logger.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        static System.Logger logger() {
            System.Logger logger = (System.Logger) LOGGER.getVolatile();
            if (logger == null) {
                LOGGER.compareAndSet((System.Logger) null, lazyLogger("jdk.event.security"));
                logger = (System.Logger) LOGGER.getVolatile();
            }
            return logger;
        }

        private static System.Logger lazyLogger(String name) {
            try {
                return (System.Logger) JdkMethods.find(
                                Vm.classNamed("jdk.internal.logger.LazyLoggers"),
                                "getLazyLogger",
                                System.Logger.class,
                                String.class,
                                Module.class)
                        .invokeExact(name, Object.class.getModule());
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @SuppressWarnings("unchecked") // nobody else puts anything there
    private static Behind behind(Object accessor) {
        Map<String, Behind> known =
                (Map<String, Behind>) SimProcess.of(FileHooks.task()).globals.single(OWN, HashMap::new);
        try {
            String name = (String) NAME.invoke(accessor);
            Behind found = known.get(name);
            if (found == null) {
                Object logger = CREATE.invoke(accessor);
                found = new Behind(logger, CONVERT.invoke(logger));
                known.put(name, found);
            }
            return found;
        } catch (Throwable e) {
            Unchecked.throwUnchecked(e);
            throw new IllegalStateException(e);
        }
    }
}
