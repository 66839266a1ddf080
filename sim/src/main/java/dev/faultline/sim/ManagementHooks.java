package dev.faultline.sim;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the platform's MXBeans call: figures of the simulated process where there are such, and round ones that never
 * change where the host's would show. Public only for patched code.
 */
public final class ManagementHooks {
    /** What every simulated JVM says of its heap; the true figures would differ between runs. */
    static final long HEAP_BYTES = 1L << 30;

    static final long OTHER_BYTES = 64L << 20;
    static final long MACHINE_BYTES = 8L << 30;
    private static final int LOADED_CLASSES = 10_000;
    private static final long OPEN_FILES = 64;
    static final long OPEN_FILES_MAX = 1 << 20;
    static final double LOAD = 0.5;
    /** What a turn takes on average. */
    static final long NANOS_PER_TURN = 550;

    private ManagementHooks() {}

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

    public static long none() {
        return 0;
    }

    // ---- the JVM

    public static String vmId() {
        SimProcess process = current().process;
        return process.pid() + "@" + process.node.name();
    }

    public static long startTimeMillis() {
        SimProcess process = current().process;
        return process.node.clock().wallMillis(process.startedNanos());
    }

    public static long uptimeMillis() {
        Task task = current();
        return (task.scheduler.nowNanos() - task.process.startedNanos()) / 1_000_000;
    }

    public static List<String> noArguments() {
        return List.of();
    }

    public static int loadedClasses() {
        return LOADED_CLASSES;
    }

    public static long totalLoadedClasses() {
        return LOADED_CLASSES;
    }

    // ---- memory

    public static MemoryUsage heapUsage() {
        return new MemoryUsage(HEAP_BYTES, HEAP_BYTES / 2, HEAP_BYTES, HEAP_BYTES);
    }

    public static MemoryUsage otherUsage() {
        return new MemoryUsage(0, OTHER_BYTES, OTHER_BYTES, -1);
    }

    public static int noObjects() {
        return 0;
    }

    /** A collection has no effect that a program could see: see {@link ReferenceHooks}. */
    public static void collectGarbage() {
        current();
    }

    /** {@code GarbageCollectorMXBean.getCollectionCount} and {@code getCollectionTime}. */
    public static long collections(java.lang.management.GarbageCollectorMXBean bean) {
        return Task.current() == null ? bean.getCollectionCount() : 0;
    }

    public static long collectionMillis(java.lang.management.GarbageCollectorMXBean bean) {
        return Task.current() == null ? bean.getCollectionTime() : 0;
    }

    public static long heapBytes() {
        return HEAP_BYTES;
    }

    public static long totalMemoryBytes() {
        return MACHINE_BYTES;
    }

    // ---- threads

    private static List<Task> platformTasks() {
        return current().process.tasks().stream()
                .filter(task -> !task.application.isVirtual())
                .toList();
    }

    public static int threads() {
        return platformTasks().size();
    }

    public static int threadsStarted() {
        return current().process.threadsStarted();
    }

    public static long totalThreadsStarted() {
        return threadsStarted();
    }

    public static int daemonThreads() {
        return (int) platformTasks().stream()
                .filter(task -> task.application.isDaemon())
                .count();
    }

    public static long[] threadIds() {
        return platformTasks().stream()
                .mapToLong(task -> task.application.threadId())
                .toArray();
    }

    public static @Nullable ThreadInfo[] threadInfos(Object bean, long[] ids, int depthMax) {
        @Nullable ThreadInfo[] infos = new @Nullable ThreadInfo[ids.length];
        for (Task task : platformTasks()) {
            for (int i = 0; i < ids.length; i++) {
                if (ids[i] == task.application.threadId()) {
                    infos[i] = Infos.of(task, depthMax);
                }
            }
        }
        return infos;
    }

    public static @Nullable ThreadInfo[] threadInfosWithLocks(
            Object bean, long[] ids, boolean monitors, boolean synchronizers, int depthMax) {
        return threadInfos(bean, ids, depthMax);
    }

    public static ThreadInfo[] allThreadInfos(Object bean, boolean monitors, boolean synchronizers, int depthMax) {
        return platformTasks().stream().map(task -> Infos.of(task, depthMax)).toArray(ThreadInfo[]::new);
    }

    public static long currentThreadCpuNanos() {
        return current().turns * NANOS_PER_TURN;
    }

    public static long threadCpuNanos(Object bean, long id) {
        for (Task task : platformTasks()) {
            if (task.application.threadId() == id) {
                return task.turns * NANOS_PER_TURN;
            }
        }
        return -1;
    }

    /** The simulator itself reports when nothing can run any more. */
    public static long @Nullable [] deadlockedThreads() {
        return null;
    }

    // ---- the operating system

    public static double load() {
        return LOAD;
    }

    public static int processors() {
        return current().process.node.spec().processors();
    }

    public static long processCpuNanos() {
        return current().scheduler.turns() * NANOS_PER_TURN;
    }

    /** What the JVM knows of its container; a node's is the whole machine. */
    public static @Nullable Object noContainer() {
        return null;
    }

    public static long openFiles() {
        return OPEN_FILES;
    }

    public static long openFilesMax() {
        return OPEN_FILES_MAX;
    }

    /** Makes what only the VM makes. */
    private static final class Infos {
        private static final MethodHandle MAKE;

        static {
            try {
                MAKE = MethodHandles.privateLookupIn(ThreadInfo.class, MethodHandles.lookup())
                        .findConstructor(
                                ThreadInfo.class,
                                MethodType.methodType(
                                        void.class,
                                        Thread.class,
                                        int.class,
                                        Object.class,
                                        Thread.class,
                                        long.class,
                                        long.class,
                                        long.class,
                                        long.class,
                                        StackTraceElement[].class));
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        static ThreadInfo of(Task task, int depthMax) {
            StackTraceElement[] stack = task.virtual.getStackTrace();
            StackTraceElement[] shown = Arrays.copyOf(stack, Math.min(stack.length, Math.max(0, depthMax)));
            try {
                return (ThreadInfo) MAKE.invoke(
                        task.application, bitsOf(task.virtual.getState()), null, null, 0L, -1L, task.turns, -1L, shown);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        /** Returns the state as the VM's tool interface writes it. */
        private static int bitsOf(Thread.State state) {
            int alive = 0x1;
            return switch (state) {
                case NEW -> 0;
                case RUNNABLE -> alive | 0x4;
                case BLOCKED -> alive | 0x400;
                case WAITING -> alive | 0x80 | 0x10;
                case TIMED_WAITING -> alive | 0x80 | 0x20;
                case TERMINATED -> 0x2;
            };
        }
    }
}
