package dev.faultline.sim;

import java.io.PrintStream;
import java.util.List;
import java.util.regex.Pattern;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;

/** What code calls that asks for what a JVM has one of. Public only for that. */
public final class RuntimeHooks {
    /** What every simulated JVM says of its heap; the true figures would differ between runs. */
    private static final long HEAP_BYTES = 1L << 30;

    /** Libraries that compute and do nothing else: no threads, no input or output of their own. */
    private static final Pattern PURE_LIBRARIES =
            Pattern.compile(".*(snappyjava|zstd-jni|lz4-java|jansi)[^/]*", Pattern.CASE_INSENSITIVE);

    private RuntimeHooks() {}

    public static boolean inSimulation() {
        return Task.current() != null;
    }

    private static Task current() {
        Task task = Task.current();
        if (task == null) {
            throw new IllegalStateException("not a simulated thread");
        }
        return task;
    }

    /** What code reads from {@code System.out}. */
    public static PrintStream out(PrintStream ofJvm) {
        Task task = Task.current();
        return task == null ? ofJvm : task.process.standardOut;
    }

    /** What code reads from {@code System.err}. */
    public static PrintStream err(PrintStream ofJvm) {
        Task task = Task.current();
        return task == null ? ofJvm : task.process.standardError;
    }

    public static void setOut(PrintStream stream) {
        current().process.standardOut = stream;
    }

    public static void setErr(PrintStream stream) {
        current().process.standardError = stream;
    }

    public static int availableProcessors(Runtime runtime) {
        Task task = Task.current();
        return task == null
                ? runtime.availableProcessors()
                : task.process.node.spec().processors();
    }

    public static long freeMemory(Runtime runtime) {
        return Task.current() == null ? runtime.freeMemory() : HEAP_BYTES / 2;
    }

    public static long totalMemory(Runtime runtime) {
        return Task.current() == null ? runtime.totalMemory() : HEAP_BYTES;
    }

    public static long maxMemory(Runtime runtime) {
        return Task.current() == null ? runtime.maxMemory() : HEAP_BYTES;
    }

    /** A collection would deliver references at a moment that no seed decides. */
    public static void runtimeGc(Runtime runtime) {
        if (Task.current() == null) {
            runtime.gc();
        }
    }

    public static void systemGc() {
        runtimeGc(Runtime.getRuntime());
    }

    public static void exit(Runtime runtime, int status) {
        current().process.exit(status);
    }

    public static void halt(Runtime runtime, int status) {
        current().process.halt(status);
    }

    public static void addShutdownHook(Runtime runtime, Thread hook) {
        current().process.addShutdownHook(hook);
    }

    public static boolean removeShutdownHook(Runtime runtime, Thread hook) {
        return current().process.removeShutdownHook(hook);
    }

    public static MBeanServer platformMBeanServer() {
        Task task = Task.current();
        return task == null
                ? java.lang.management.ManagementFactory.getPlatformMBeanServer()
                : (MBeanServer) task.process.mbeanServer(MBeanServerFactory::newMBeanServer);
    }

    /** Before {@code System.load} and {@code loadLibrary}: refuses what could escape the simulation. */
    public static void nativeLibrary(String name) {
        Task task = Task.current();
        if (task != null && !PURE_LIBRARIES.matcher(name).matches()) {
            String shortName = name.substring(name.lastIndexOf('/') + 1).replaceAll("[0-9]{4,}", "N");
            Unmodelled.report(task, "native library " + shortName);
            throw new UnsatisfiedLinkError("native library " + shortName + " is not let into the simulation: its input,"
                    + " output and threads could not be controlled");
        }
    }

    /** {@code ProcessBuilder.start}. */
    public static Process startProcess(ProcessBuilder builder, ProcessBuilder.Redirect[] redirects)
            throws java.io.IOException {
        List<String> command = builder.command();
        String program = command.isEmpty() ? "" : command.getFirst();
        Unmodelled.report(current(), "process " + program);
        throw new java.io.IOException(
                "Cannot run program \"" + program + "\": a simulated node cannot start a process of the host");
    }
}
