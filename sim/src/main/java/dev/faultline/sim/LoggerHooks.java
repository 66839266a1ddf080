package dev.faultline.sim;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;

/**
 * What the loggers of the JDK's own classes ask for the logger behind them. The classes keep theirs in static fields, for
 * all processes; what is behind is the process's own, and goes through its log manager. Public only for patched code.
 */
public final class LoggerHooks {
    private static final String OWN = "loggers of the JDK";
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

    @SuppressWarnings("unchecked") // nobody else puts anything there
    private static Behind behind(Object accessor) {
        Map<String, Behind> known =
                (Map<String, Behind>) FileHooks.task().process.globals.single(OWN, HashMap::new);
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
            ThreadHooks.throwUnchecked(e);
            throw new IllegalStateException(e);
        }
    }
}
