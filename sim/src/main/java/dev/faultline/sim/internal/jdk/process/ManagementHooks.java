package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.HeapFigures;
import dev.faultline.sim.internal.machine.LockCycles;
import dev.faultline.sim.internal.machine.MachineSize;
import dev.faultline.sim.internal.machine.SimProcess;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadInfo;
import java.util.List;
import java.util.stream.LongStream;
import javax.management.Descriptor;
import javax.management.ImmutableDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * What the platform's MXBeans call: figures of the simulated process where there are such, and round ones that never
 * change where the host's would show. Public only for patched code.
 */
public final class ManagementHooks {
    private static final int LOADED_CLASSES = 10_000;
    private static final long OPEN_FILES = 64;

    private static final long BYTES_PER_NANO = 2;

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
        SimProcess process = SimProcess.of(current());
        return process.pid() + "@" + process.node.name();
    }

    public static long startTimeMillis() {
        SimProcess process = SimProcess.of(current());
        return process.node.clock().wallMillis(process.startedNanos());
    }

    public static long uptimeMillis() {
        Task task = current();
        return (task.scheduler.nowNanos() - SimProcess.of(task).startedNanos()) / 1_000_000;
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

    public static @Nullable Object noCollection(Object bean) {
        return null;
    }

    public static Descriptor noHelp(Object commands, Object command) {
        return ImmutableDescriptor.EMPTY_DESCRIPTOR;
    }

    // ---- memory

    public static MemoryUsage heapUsage() {
        HeapFigures heap = HeapFigures.of(current());
        return new MemoryUsage(heap.bytes(), heap.usedBytes(), heap.bytes(), heap.bytes());
    }

    public static MemoryUsage otherUsage() {
        return new MemoryUsage(0, MachineSize.OTHER_BYTES, MachineSize.OTHER_BYTES, -1);
    }

    public static int noObjects() {
        return 0;
    }

    /** A collection has no effect that a program could see: see {@code ReferenceHooks}. */
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
        return MachineSize.HEAP_BYTES;
    }

    public static long totalMemoryBytes() {
        return MachineSize.MACHINE_BYTES;
    }

    // ---- threads

    private static List<Task> platformTasks() {
        return SimProcess.of(current()).tasks().stream()
                .filter(task -> !task.application.isVirtual())
                .toList();
    }

    public static int threads() {
        return platformTasks().size();
    }

    public static int threadsStarted() {
        return SimProcess.of(current()).threadsStarted();
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
        return infosOf(new ThreadInfos(platformTasks(), depthMax, false, false), ids);
    }

    public static @Nullable ThreadInfo[] threadInfosWithLocks(
            Object bean, long[] ids, boolean monitors, boolean synchronizers, int depthMax) {
        return infosOf(new ThreadInfos(platformTasks(), depthMax, monitors, synchronizers), ids);
    }

    public static @Nullable ThreadInfo[] threadInfosWithAllFrames(
            Object bean, long[] ids, boolean monitors, boolean synchronizers) {
        return threadInfosWithLocks(bean, ids, monitors, synchronizers, Integer.MAX_VALUE);
    }

    private static @Nullable ThreadInfo[] infosOf(ThreadInfos infos, long[] ids) {
        return LongStream.of(ids).mapToObj(infos::of).toArray(ThreadInfo[]::new);
    }

    public static ThreadInfo[] allThreadInfos(Object bean, boolean monitors, boolean synchronizers, int depthMax) {
        return new ThreadInfos(platformTasks(), depthMax, monitors, synchronizers).all();
    }

    public static long currentThreadCpuNanos() {
        return current().turns * MachineSize.NANOS_PER_TURN;
    }

    public static long threadCpuNanos(Object bean, long id) {
        for (Task task : platformTasks()) {
            if (task.application.threadId() == id) {
                return task.turns * MachineSize.NANOS_PER_TURN;
            }
        }
        return -1;
    }

    public static long @Nullable [] deadlockedThreads() {
        return idsOf(LockCycles.among(platformTasks()));
    }

    public static long @Nullable [] threadsDeadlockedByMonitors() {
        return idsOf(LockCycles.ofMonitorsAmong(platformTasks()));
    }

    private static long @Nullable [] idsOf(List<Task> tasks) {
        return tasks.isEmpty()
                ? null
                : tasks.stream().mapToLong(task -> task.application.threadId()).toArray();
    }

    /** What a thread has allocated; the true figure follows from what the JVM has compiled. */
    public static long allocatedBytes(Object bean, long id) {
        long nanos = threadCpuNanos(bean, id);
        return nanos < 0 ? nanos : nanos * BYTES_PER_NANO;
    }

    public static long[] allocatedBytesOf(Object bean, long[] ids) {
        return LongStream.of(ids).map(id -> allocatedBytes(bean, id)).toArray();
    }

    public static long currentThreadAllocatedBytes() {
        return currentThreadCpuNanos() * BYTES_PER_NANO;
    }

    public static long allocatedBytesOfAll() {
        return processCpuNanos() * BYTES_PER_NANO;
    }

    // ---- the operating system

    public static double load() {
        return MachineSize.LOAD;
    }

    public static int processors() {
        return SimProcess.of(current()).node.spec().processors();
    }

    public static long processCpuNanos() {
        return current().scheduler.turns() * MachineSize.NANOS_PER_TURN;
    }

    /** What the JVM knows of its container; a node's is the whole machine. */
    public static @Nullable Object noContainer() {
        return null;
    }

    public static long openFiles() {
        return OPEN_FILES;
    }

    public static long openFilesMax() {
        return Math.min(
                MachineSize.OPEN_FILES_MAX,
                current().life.machine.allowance().limits().openFiles());
    }
}
