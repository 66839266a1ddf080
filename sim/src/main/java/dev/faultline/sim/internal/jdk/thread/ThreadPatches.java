package dev.faultline.sim.internal.jdk.thread;

import dev.faultline.sim.internal.jdk.Patch;
import dev.faultline.sim.internal.machine.ProgramStack;
import java.util.ArrayList;
import java.util.List;

/** The patches of threads, their stacks, how they wait, and what counts them. */
public final class ThreadPatches {
    private static final String THREAD = "java/lang/Thread";
    private static final String VIRTUAL_THREAD = "java/lang/VirtualThread";
    private static final String CURRENT_THREAD = "java/lang/Thread.currentThread()Ljava/lang/Thread;";
    private static final String HANDLER = "Ljava/lang/Thread$UncaughtExceptionHandler;";

    private ThreadPatches() {}

    public static List<Patch> all() {
        List<Patch> all = new ArrayList<>();
        all.addAll(threads());
        all.addAll(jvmWideCounters());
        all.addAll(stacks());
        all.addAll(waiting());
        all.addAll(forkJoin());
        return all;
    }

    private static List<Patch> threads() {
        return List.of(
                thread("start()V", "startsHere", "start"),
                thread("start(Ljdk/internal/vm/ThreadContainer;)V", "startsHere", "start"),
                thread("interrupt()V", "isSimulated", "interrupt"),
                thread("isInterrupted()Z", "isSimulated", "isInterrupted"),
                thread("alive()Z", "isSimulated", "isAlive"),
                thread("threadState()Ljava/lang/Thread$State;", "isSimulated", "getState"),
                thread("getStackTrace()[Ljava/lang/StackTraceElement;", "isSimulated", "getStackTrace"),
                thread("join(J)V", "isSimulated", "joinMillis"),
                standIn("getContextClassLoader()Ljava/lang/ClassLoader;", "contextLoader"),
                standIn("setContextClassLoader(Ljava/lang/ClassLoader;)V", "setContextLoader"),
                standIn("getThreadGroup()Ljava/lang/ThreadGroup;", "group"),
                thread("getAllThreads()[Ljava/lang/Thread;", "inSimulation", "allThreads"),
                thread("getAllStackTraces()Ljava/util/Map;", "inSimulation", "allStackTraces"),
                thread("getDefaultUncaughtExceptionHandler()" + HANDLER, "inSimulation", "defaultHandler"),
                thread("setDefaultUncaughtExceptionHandler(" + HANDLER + ")V", "inSimulation", "setDefaultHandler"),
                parent("<init>(Ljava/lang/ThreadGroup;Ljava/lang/String;ILjava/lang/Runnable;J)V"),
                parent("<init>(Ljava/lang/String;IZ)V"),
                parent("activeCount()I"),
                parent("enumerate([Ljava/lang/Thread;)I"),
                new Patch.Before(
                        VIRTUAL_THREAD,
                        "start(Ljdk/internal/vm/ThreadContainer;)V",
                        ThreadHooks.class,
                        "startVirtual"));
    }

    private static List<Patch> jvmWideCounters() {
        return List.of(
                new Patch.Replace(
                        "java/lang/Thread$ThreadIdentifiers", "next()J", ThreadHooks.class, "isOfRun", "nextThreadId"),
                new Patch.Replace(
                        "java/lang/Thread$ThreadNumbering",
                        "next()I",
                        ThreadHooks.class,
                        "inSimulation",
                        "nextThreadNumber"),
                new Patch.Replace(
                        "java/util/Timer", "serialNumber()I", ThreadHooks.class, "inSimulation", "nextTimerNumber"),
                new Patch.Replace(
                        "java/util/concurrent/ForkJoinPool",
                        "getAndAddPoolIds(I)I",
                        ThreadHooks.class,
                        "inSimulation",
                        "nextForkJoinPoolNumber"),
                new Patch.Call("java/util/logging/LogRecord", "*", CURRENT_THREAD, ThreadHooks.class, "currentThread"),
                new Patch.Call(
                        "java/util/concurrent/Executors$DefaultThreadFactory",
                        "<init>()V",
                        "java/util/concurrent/atomic/AtomicInteger.getAndIncrement()I",
                        ThreadHooks.class,
                        "nextPoolNumber"));
    }

    private static List<Patch> stacks() {
        String frames = "[Ljava/lang/StackTraceElement;";
        return List.of(
                new Patch.After(
                        "java/lang/StackTraceElement", "of(" + frames + ")" + frames, ProgramStack.class, "told"),
                new Patch.After(
                        "java/lang/StackTraceElement",
                        "of(Ljava/lang/StackFrameInfo;)Ljava/lang/StackTraceElement;",
                        ProgramStack.class,
                        "toldOfFrame"),
                new Patch.After(
                        "java/lang/StackStreamFactory",
                        "isReflectionFrame(Ljava/lang/Class;)Z",
                        ProgramStack.class,
                        "isLeftOut"));
    }

    private static List<Patch> waiting() {
        return List.of(
                new Patch.Replace(
                        VIRTUAL_THREAD,
                        "schedule(Ljava/lang/Runnable;JLjava/util/concurrent/TimeUnit;)Ljava/util/concurrent/Future;",
                        ThreadHooks.class,
                        "schedulesHere",
                        "schedule"),
                new Patch.Replace(
                        VIRTUAL_THREAD, "parkOnCarrierThread(ZJ)V", PinnedHooks.class, "onlySpends", "passTime"),
                pinned(VIRTUAL_THREAD, "parkOnCarrierThread(ZJ)V", "jdk/internal/misc/Unsafe.park(ZJ)V", "park"),
                pinned(VIRTUAL_THREAD, "unpark(Z)V", "jdk/internal/misc/Unsafe.unpark(Ljava/lang/Object;)V", "unpark"),
                pinned(THREAD, "yield()V", VIRTUAL_THREAD + ".tryYield()V", "tryYield"),
                new Patch.Replace("java/lang/Object", "wait(J)V", PinnedHooks.class, "waitsPinned", "await"),
                new Patch.Before(VIRTUAL_THREAD, "interrupt()V", PinnedHooks.class, "interrupting"),
                new Patch.Replace(
                        "java/util/concurrent/locks/LockSupport",
                        "unpark(Ljava/lang/Thread;)V",
                        ThreadHooks.class,
                        "isSimulated",
                        "unpark"),
                new Patch.Replace(
                        "java/util/concurrent/locks/LockSupport",
                        "getBlocker(Ljava/lang/Thread;)Ljava/lang/Object;",
                        ThreadHooks.class,
                        "isSimulated",
                        "blocker"));
    }

    private static List<Patch> forkJoin() {
        List<Patch> all = new ArrayList<>();
        for (String name : List.of("ForkJoinPool", "ForkJoinTask")) {
            all.add(call(name, CURRENT_THREAD, "currentThread"));
        }
        for (String name :
                List.of("CountedCompleter", "ForkJoinTask$InterruptibleTask", "CompletableFuture$Signaller")) {
            all.add(call(name, CURRENT_THREAD, "currentThread"));
        }
        for (String name : List.of("ForkJoinPool", "DelayScheduler")) {
            all.add(call(name, "jdk/internal/misc/Unsafe.park(ZJ)V", "unsafePark"));
            all.add(call(name, "jdk/internal/misc/Unsafe.unpark(Ljava/lang/Object;)V", "unsafeUnpark"));
        }
        all.add(new Patch.Call(
                "java/util/concurrent/ForkJoinPool",
                "*",
                "jdk/internal/access/JavaLangAccess.currentCarrierThread()Ljava/lang/Thread;",
                StandInHooks.class,
                "currentWorker"));
        for (String name : List.of("ForkJoinPool", "ForkJoinTask")) {
            all.add(read(name, "java/util/concurrent/ForkJoinPool.common"));
        }
        all.add(new Patch.Call(
                "java/util/concurrent/LinkedTransferQueue$DualNode",
                "*",
                "java/lang/Thread.onSpinWait()V",
                SpinHooks.class,
                "onSpinWaitInside"));
        for (String name : List.of("CompletableFuture", "CompletableFuture$DelayedExecutor")) {
            all.add(read(name, "java/util/concurrent/CompletableFuture.ASYNC_POOL"));
        }
        return all;
    }

    private static Patch thread(String method, String guard, String hook) {
        return new Patch.Replace(THREAD, method, ThreadHooks.class, guard, hook);
    }

    private static Patch standIn(String method, String hook) {
        return new Patch.Replace(THREAD, method, StandInHooks.class, "standsIn", hook);
    }

    private static Patch pinned(String owner, String method, String target, String hook) {
        return new Patch.Call(owner, method, target, PinnedHooks.class, hook);
    }

    private static Patch parent(String method) {
        return new Patch.Call(THREAD, method, CURRENT_THREAD, ThreadHooks.class, "parentThread");
    }

    private static Patch call(String type, String target, String hook) {
        return new Patch.Call("java/util/concurrent/" + type, "*", target, ThreadHooks.class, hook);
    }

    private static Patch read(String type, String field) {
        return new Patch.StaticRead("java/util/concurrent/" + type, "*", field, ThreadHooks.class, "commonPool");
    }
}
