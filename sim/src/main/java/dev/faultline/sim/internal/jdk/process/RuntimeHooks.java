package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.kernel.KnownPrograms;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.HeapFigures;
import dev.faultline.sim.internal.machine.SimProcess;
import java.io.PrintStream;
import java.util.List;

/** What code calls that asks for what a JVM has one of. Public only for that. */
public final class RuntimeHooks {
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
        return task == null ? ofJvm : SimProcess.of(task).standardOut;
    }

    /** What code reads from {@code System.err}. */
    public static PrintStream err(PrintStream ofJvm) {
        Task task = Task.current();
        return task == null ? ofJvm : SimProcess.of(task).standardError;
    }

    public static void setOut(PrintStream stream) {
        SimProcess.of(current()).standardOut = stream;
    }

    public static void setErr(PrintStream stream) {
        SimProcess.of(current()).standardError = stream;
    }

    public static int availableProcessors(Runtime runtime) {
        Task task = Task.current();
        return task == null
                ? runtime.availableProcessors()
                : SimProcess.of(task).node.spec().processors();
    }

    public static long freeMemory(Runtime runtime) {
        Task task = Task.current();
        return task == null ? runtime.freeMemory() : HeapFigures.of(task).freeBytes();
    }

    public static long totalMemory(Runtime runtime) {
        Task task = Task.current();
        return task == null ? runtime.totalMemory() : HeapFigures.of(task).bytes();
    }

    public static long maxMemory(Runtime runtime) {
        Task task = Task.current();
        return task == null ? runtime.maxMemory() : HeapFigures.of(task).bytes();
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
        SimProcess.of(current()).exit(status);
    }

    public static void halt(Runtime runtime, int status) {
        SimProcess.of(current()).halt(status);
    }

    public static void addShutdownHook(Runtime runtime, Thread hook) {
        Task task = current();
        if (!task.setsUpJvm) { // else it is the JVM's, and of no process
            SimProcess.of(task).addShutdownHook(hook);
        }
    }

    public static boolean removeShutdownHook(Runtime runtime, Thread hook) {
        return SimProcess.of(current()).removeShutdownHook(hook);
    }

    /** {@code ProcessBuilder.start}. */
    public static Process startProcess(ProcessBuilder builder, ProcessBuilder.Redirect[] redirects)
            throws java.io.IOException {
        List<String> command = builder.command();
        String program = command.isEmpty() ? "" : command.getFirst();
        KnownPrograms.report(current(), program);
        throw new java.io.IOException(
                "Cannot run program \"" + program + "\": a simulated node cannot start a process of the host");
    }
}
