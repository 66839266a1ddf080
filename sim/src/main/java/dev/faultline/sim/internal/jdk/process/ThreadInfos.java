package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.LockOwners;
import dev.faultline.sim.internal.machine.LockSnapshot;
import dev.faultline.sim.internal.machine.ProgramStack;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the bean of threads tells of the threads of a process; for real threads, only the VM makes that. */
final class ThreadInfos {
    private static final MethodHandle MAKE;
    /** A time that is not measured. */
    private static final long UNKNOWN = -1;

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
                                    StackTraceElement[].class,
                                    Object[].class,
                                    int[].class,
                                    Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final List<Task> tasks;
    private final int depthMax;
    private final boolean withMonitors;
    private final boolean withSynchronizers;
    private final LockOwners owners;

    /**
     * Looks at all threads of a process.
     *
     * @param depthMax how many frames of a stack are told
     */
    ThreadInfos(List<Task> tasks, int depthMax, boolean withMonitors, boolean withSynchronizers) {
        this.tasks = tasks;
        this.depthMax = Math.max(0, depthMax);
        this.withMonitors = withMonitors;
        this.withSynchronizers = withSynchronizers;
        owners = new LockOwners(tasks);
    }

    ThreadInfo[] all() {
        return tasks.stream().map(this::of).toArray(ThreadInfo[]::new);
    }

    @Nullable
    ThreadInfo of(long id) {
        return tasks.stream()
                .filter(task -> task.application.threadId() == id)
                .findFirst()
                .map(this::of)
                .orElse(null);
    }

    private ThreadInfo of(Task task) {
        StackTraceElement[] stack = ProgramStack.shown(task.virtual.getStackTrace());
        StackTraceElement[] shown = Arrays.copyOf(stack, Math.min(stack.length, depthMax));
        Object awaited = owners.awaitedBy(task);
        Task owner = awaited == null ? null : owners.ownerOf(awaited);
        List<LockSnapshot.Held> monitors = withMonitors ? owners.monitorsOf(task) : List.of();
        List<Object> synchronizers = withSynchronizers ? owners.synchronizersOf(task) : List.of();
        try {
            return (ThreadInfo) MAKE.invoke(
                    task.application,
                    bitsOf(task.state()),
                    awaited,
                    owner == null || owner == task ? null : owner.application,
                    task.blocks,
                    UNKNOWN,
                    task.waits,
                    UNKNOWN,
                    shown,
                    monitors.stream().map(LockSnapshot.Held::monitor).toArray(),
                    monitors.stream()
                            .mapToInt(held -> held.depth() < shown.length ? held.depth() : -1)
                            .toArray(),
                    synchronizers.toArray());
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
