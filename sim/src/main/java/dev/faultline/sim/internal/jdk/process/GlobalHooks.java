package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.MachineFigures;
import dev.faultline.sim.internal.machine.ProcessGlobals;
import dev.faultline.sim.internal.machine.ProcessSignals;
import dev.faultline.sim.internal.machine.SimProcess;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TimeZone;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import jdk.internal.misc.Signal;
import org.jspecify.annotations.Nullable;

/** What patched code calls where the JDK would use a static field that is a process's own. Public only for that. */
public final class GlobalHooks {
    private static final String PROVIDERS = "security providers";
    private static final String TLS = "default TLS context";
    static final String LOG_MANAGER = "log manager";

    private GlobalHooks() {}

    public static boolean inSimulation() {
        return Task.current() != null;
    }

    private static SimProcess process() {
        Task task = Task.current();
        if (task == null) {
            throw new IllegalStateException("not a simulated thread");
        }
        return SimProcess.of(task);
    }

    // ---- class loaders

    /** Whether the caller is a process's code, and not the JDK that sets up something for the whole JVM. */
    public static boolean isOfProcess() {
        Task task = Task.current();
        return task != null && !task.setsUpJvm;
    }

    public static ClassLoader systemClassLoader() {
        return process().loader();
    }

    // ---- JDBC

    /** {@code DriverManager.registeredDrivers}. */
    public static CopyOnWriteArrayList<?> registeredDrivers(CopyOnWriteArrayList<?> ofJvm) {
        Task task = Task.current();
        return task == null ? ofJvm : SimProcess.of(task).globals.drivers;
    }

    /** {@code DriverManager.ensureDriversInitialized}: finds the drivers on the class path of the node. */
    public static void initializeDrivers() {
        SimProcess process = process();
        synchronized (process.globals) {
            if (process.globals.testAndSetDriversInitialized()) {
                return;
            }
            instantiateAll(platformClass("java.sql.Driver"));
            for (String name :
                    process.properties().getProperty("jdbc.drivers", "").split(":", -1)) {
                try {
                    if (!name.isEmpty()) {
                        Class.forName(name, true, process.loader());
                    }
                } catch (ClassNotFoundException ignored) {
                    // DriverManager only logs it
                }
            }
        }
    }

    /** A driver registers itself when it is initialised. As in the JDK, the first that fails ends the search. */
    private static void instantiateAll(Class<?> service) {
        try {
            for (Object driver : ServiceLoader.load(service)) {
                if (driver == null) {
                    throw new IllegalStateException("a service loader gives no null");
                }
            }
        } catch (ServiceConfigurationError | LinkageError ignored) {
            // DriverManager ignores it
        }
    }

    private static Class<?> platformClass(String name) {
        try {
            return Class.forName(name, false, ClassLoader.getPlatformClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this JDK has no class " + name, e);
        }
    }

    // ---- locale and time zone

    public static Locale defaultLocale() {
        SimProcess process = process();
        return process.globals.locale(process.properties());
    }

    public static Locale defaultLocaleOf(Locale.Category category) {
        SimProcess process = process();
        return process.globals.locale(category, process.properties());
    }

    public static void setDefaultLocale(@Nullable Locale locale) {
        if (locale == null) {
            throw new NullPointerException("Can't set default locale to NULL");
        }
        process().globals.setLocale(locale);
    }

    public static void setDefaultLocaleOf(Locale.@Nullable Category category, @Nullable Locale locale) {
        if (category == null || locale == null) {
            throw new NullPointerException("neither category nor locale can be null");
        }
        process().globals.setLocale(category, locale);
    }

    public static TimeZone defaultTimeZone() {
        SimProcess process = process();
        return process.globals.timeZone(process.properties());
    }

    public static void setDefaultTimeZone(@Nullable TimeZone zone) {
        process().globals.setTimeZone(zone == null ? null : (TimeZone) zone.clone());
    }

    // ---- security providers

    /** Whether the process has changed its list of providers. */
    public static boolean hasProviders() {
        Task task = Task.current();
        return task != null && SimProcess.of(task).globals.single(PROVIDERS) != null;
    }

    public static @Nullable Object providers() {
        return process().globals.single(PROVIDERS);
    }

    public static void setProviders(Object list) {
        process().globals.setSingle(PROVIDERS, list);
    }

    // ---- the default context of TLS

    /** {@code SSLContext.getDefault}. */
    public static SSLContext defaultTls() throws NoSuchAlgorithmException {
        ProcessGlobals globals = process().globals;
        Object known = globals.single(TLS);
        if (known == null) {
            known = SSLContext.getInstance("Default");
            globals.setSingle(TLS, known);
        }
        return (SSLContext) known;
    }

    /** {@code SSLContext.setDefault}. */
    public static void setDefaultTls(SSLContext context) {
        process().globals.setSingle(TLS, Objects.requireNonNull(context));
    }

    // ---- logging

    /** {@code LogManager.manager}. */
    public static Object logManager(Object ofJvm) {
        Task task = Task.current();
        return task == null || task.setsUpJvm
                ? ofJvm
                : SimProcess.of(task).globals.single(LOG_MANAGER, LogManagers::make);
    }

    /** {@code globalSequenceNumber.getAndIncrement()} of {@code LogRecord}. */
    public static long nextLogRecord(AtomicLong ofJvm) {
        Task task = Task.current();
        return task == null
                ? ofJvm.getAndIncrement()
                : SimProcess.of(task).globals.count("log records");
    }

    private static final class LogManagers {
        private static final MethodHandle MAKE;

        static {
            try {
                Class<?> type = Class.forName("java.util.logging.LogManager");
                MAKE = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                        .findStatic(type, "initLogManager", MethodType.methodType(type))
                        .asType(MethodType.methodType(Object.class));
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        static Object make() {
            try {
                return MAKE.invokeExact();
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    // ---- the process as the operating system sees it

    /** {@code ProcessHandle.pid()}: there is no other process to have a handle of. */
    public static long pid() {
        return process().pid();
    }

    public static Optional<ProcessHandle> handleOf(long pid) {
        return pid == pid() ? Optional.of(ProcessHandle.current()) : Optional.empty();
    }

    public static Stream<ProcessHandle> children(long pid) {
        return Stream.empty();
    }

    public static Optional<ProcessHandle> parent() {
        return Optional.empty();
    }

    public static ProcessHandle.Info info() {
        return new ProcessInfo(
                System.getProperty("java.home") + "/bin/java", MachineFigures.argumentsOf(process().node));
    }

    /** {@code Signal.handle}. */
    public static Object handleSignal(Object signal, Object handler) {
        return ProcessSignals.of(process())
                .handle((Signal) Objects.requireNonNull(signal), (Signal.Handler) Objects.requireNonNull(handler));
    }

    /** {@code Signal.raise}. */
    public static void raiseSignal(Object signal) {
        ProcessSignals.of(process()).raise((Signal) Objects.requireNonNull(signal));
    }

    /** What is known about a simulated process: nothing of the host. */
    private record ProcessInfo(String java, List<String> words) implements ProcessHandle.Info {
        @Override
        public Optional<String> command() {
            return Optional.of(java);
        }

        @Override
        public Optional<String> commandLine() {
            return Optional.of(words.isEmpty() ? java : java + " " + String.join(" ", words));
        }

        @Override
        public Optional<String[]> arguments() {
            return Optional.of(words.toArray(String[]::new));
        }

        @Override
        public Optional<java.time.Instant> startInstant() {
            return Optional.empty();
        }

        @Override
        public Optional<java.time.Duration> totalCpuDuration() {
            return Optional.empty();
        }

        @Override
        public Optional<String> user() {
            return Optional.of("faultline");
        }

        @Override
        public String toString() {
            return "[user: Optional[faultline], cmd: " + java + ", args: " + words + "]";
        }
    }
}
