package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.jdk.Patch;
import java.util.ArrayList;
import java.util.List;

/** The patches of the platform's MXBeans: what they say of the host's JVM would differ from run to run. */
public final class ManagementPatches {
    private static final String INTERNAL = "sun/management/";
    private static final String USAGE = "()Ljava/lang/management/MemoryUsage;";
    private static final String INFO = "Ljava/lang/management/ThreadInfo;";
    private static final String SYSTEM = "com/sun/management/internal/OperatingSystemImpl";

    private ManagementPatches() {}

    public static List<Patch> all() {
        List<Patch> all = new ArrayList<>();
        all.addAll(machine());
        all.addAll(memory());
        all.addAll(threads());
        all.addAll(operatingSystem());
        all.addAll(others());
        return all;
    }

    private static List<Patch> machine() {
        return List.of(
                bean("VMManagementImpl", "getVmId()Ljava/lang/String;", "vmId"),
                bean("VMManagementImpl", "getUptime()J", "uptimeMillis"),
                bean("VMManagementImpl", "getVmArguments()Ljava/util/List;", "noArguments"),
                bean("VMManagementImpl", "getLoadedClassCount()I", "loadedClasses"),
                bean("RuntimeImpl", "getStartTime()J", "startTimeMillis"),
                bean("ClassLoadingImpl", "getTotalLoadedClassCount()J", "totalLoadedClasses"),
                bean("ClassLoadingImpl", "getUnloadedClassCount()J", "none"),
                bean("CompilationImpl", "getTotalCompilationTime()J", "none"));
    }

    private static List<Patch> memory() {
        return List.of(
                bean("MemoryImpl", "getHeapMemoryUsage" + USAGE, "heapUsage"),
                bean("MemoryImpl", "getNonHeapMemoryUsage" + USAGE, "otherUsage"),
                bean("MemoryImpl", "getObjectPendingFinalizationCount()I", "noObjects"),
                bean("MemoryImpl", "gc()V", "collectGarbage"),
                bean("MemoryPoolImpl", "getUsage" + USAGE, "heapUsage"),
                bean("MemoryPoolImpl", "getPeakUsage" + USAGE, "heapUsage"),
                bean("MemoryPoolImpl", "getCollectionUsage" + USAGE, "heapUsage"));
    }

    private static List<Patch> threads() {
        return List.of(
                bean("ThreadImpl", "getThreadCount()I", "threads"),
                bean("ThreadImpl", "getPeakThreadCount()I", "threadsStarted"),
                bean("ThreadImpl", "getTotalStartedThreadCount()J", "totalThreadsStarted"),
                bean("ThreadImpl", "getDaemonThreadCount()I", "daemonThreads"),
                bean("ThreadImpl", "getAllThreadIds()[J", "threadIds"),
                bean("ThreadImpl", "getThreadInfo([JI)[" + INFO, "threadInfos"),
                bean("ThreadImpl", "getThreadInfo([JZZ)[" + INFO, "threadInfosWithAllFrames"),
                bean("ThreadImpl", "getThreadInfo([JZZI)[" + INFO, "threadInfosWithLocks"),
                bean("ThreadImpl", "dumpAllThreads(ZZI)[" + INFO, "allThreadInfos"),
                bean("ThreadImpl", "getCurrentThreadCpuTime()J", "currentThreadCpuNanos"),
                bean("ThreadImpl", "getCurrentThreadUserTime()J", "currentThreadCpuNanos"),
                bean("ThreadImpl", "getThreadCpuTime(J)J", "threadCpuNanos"),
                bean("ThreadImpl", "getThreadUserTime(J)J", "threadCpuNanos"),
                bean("ThreadImpl", "findDeadlockedThreads()[J", "deadlockedThreads"),
                bean("ThreadImpl", "findMonitorDeadlockedThreads()[J", "threadsDeadlockedByMonitors"),
                bean("ThreadImpl", "getThreadAllocatedBytes(J)J", "allocatedBytes"),
                bean("ThreadImpl", "getThreadAllocatedBytes([J)[J", "allocatedBytesOf"),
                bean("ThreadImpl", "getCurrentThreadAllocatedBytes()J", "currentThreadAllocatedBytes"),
                bean("ThreadImpl", "getTotalThreadAllocatedBytes()J", "allocatedBytesOfAll"));
    }

    private static List<Patch> operatingSystem() {
        return List.of(
                // It would read the files of the node that asks first, and keep what they say for all of the JVM.
                new Patch.Replace(
                        "jdk/internal/platform/Metrics",
                        "systemMetrics()Ljdk/internal/platform/Metrics;",
                        ManagementHooks.class,
                        "inSimulation",
                        "noContainer"),
                bean("BaseOperatingSystemImpl", "getSystemLoadAverage()D", "load"),
                bean("BaseOperatingSystemImpl", "getAvailableProcessors()I", "processors"),
                system("getCommittedVirtualMemorySize()J", "heapBytes"),
                system("getTotalSwapSpaceSize()J", "none"),
                system("getFreeSwapSpaceSize()J", "none"),
                system("getProcessCpuTime()J", "processCpuNanos"),
                system("getFreeMemorySize()J", "heapBytes"),
                system("getTotalMemorySize()J", "totalMemoryBytes"),
                system("getOpenFileDescriptorCount()J", "openFiles"),
                system("getMaxFileDescriptorCount()J", "openFilesMax"),
                system("getCpuLoad()D", "load"),
                system("getProcessCpuLoad()D", "load"));
    }

    private static Patch bean(String type, String method, String hook) {
        return new Patch.Replace(INTERNAL + type, method, ManagementHooks.class, "inSimulation", hook);
    }

    private static List<Patch> others() {
        String pool = "ManagementFactoryHelper$1"; // of direct and mapped buffers
        return List.of(
                bean(pool, "getCount()J", "none"),
                bean(pool, "getTotalCapacity()J", "none"),
                bean(pool, "getMemoryUsed()J", "none"),
                new Patch.Replace(
                        "com/sun/management/internal/GarbageCollectorExtImpl",
                        "getLastGcInfo()Lcom/sun/management/GcInfo;",
                        ManagementHooks.class,
                        "inSimulation",
                        "noCollection"),
                helpOfCommands());
    }

    /** The bean of diagnostic commands asks the VM for the help text of each, by a command. */
    private static Patch helpOfCommands() {
        return new Patch.Replace(
                "com/sun/management/internal/DiagnosticCommandImpl",
                "commandDescriptor(Lcom/sun/management/internal/DiagnosticCommandImpl$Wrapper;)"
                        + "Ljavax/management/Descriptor;",
                ManagementHooks.class,
                "inSimulation",
                "noHelp");
    }

    private static Patch system(String method, String hook) {
        return new Patch.Replace(SYSTEM, method, ManagementHooks.class, "inSimulation", hook);
    }
}
