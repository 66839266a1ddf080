package dev.faultline.sim;

import java.util.ArrayList;
import java.util.List;

/** The patches of threads, randomness and what a JVM has one of. */
final class KernelPatches {
    private static final String THREAD = "java/lang/Thread";
    private static final String VIRTUAL_THREAD = "java/lang/VirtualThread";
    private static final String CURRENT_THREAD = "java/lang/Thread.currentThread()Ljava/lang/Thread;";
    private static final String HANDLER = "Ljava/lang/Thread$UncaughtExceptionHandler;";

    /** The generators that {@code RandomGenerator.of} and {@code getDefault} find by name. */
    private static final List<String> NAMED_GENERATORS = List.of(
            "L128X1024MixRandom",
            "L128X128MixRandom",
            "L128X256MixRandom",
            "L32X64MixRandom",
            "L64X1024MixRandom",
            "L64X128MixRandom",
            "L64X128StarStarRandom",
            "L64X256MixRandom",
            "Xoroshiro128PlusPlus",
            "Xoshiro256PlusPlus");

    private KernelPatches() {}

    static List<Patch> all() {
        List<Patch> all = new ArrayList<>();
        all.addAll(threads());
        all.addAll(jvmWideCounters());
        all.addAll(stacks());
        all.addAll(waiting());
        all.addAll(forkJoin());
        all.addAll(randomness());
        all.addAll(runtime());
        all.addAll(properties());
        all.addAll(linking());
        all.addAll(handles());
        all.add(serialForm());
        all.addAll(HashPatches.all());
        all.addAll(NamePatches.all());
        all.addAll(GlobalPatches.all());
        all.addAll(MachinePatches.all());
        all.addAll(ManagementPatches.all());
        all.addAll(ReferencePatches.all());
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

    private static List<Patch> randomness() {
        String secureRandom = "java/security/SecureRandom";
        List<Patch> all = new ArrayList<>(List.of(
                random("java/util/Random", "seedUniquifier()J", "seedUniquifier"),
                random("java/util/concurrent/ThreadLocalRandom", "localInit()V", "initThreadLocalRandom"),
                random("java/lang/Math", "random()D", "mathRandom"),
                random("java/util/Collections", "shuffle(Ljava/util/List;)V", "shuffle"),
                random(secureRandom, "nextBytes([B)V", "nextBytes"),
                random(secureRandom, "nextBytes([BLjava/security/SecureRandomParameters;)V", "nextBytes"),
                random(secureRandom, "generateSeed(I)[B", "generateSeed"),
                random(secureRandom, "getSeed(I)[B", "getSeed"),
                seed("java/util/SplittableRandom", "<init>()V"),
                seed("java/util/concurrent/ThreadLocalRandom", "nextSecondarySeed()I")));
        for (String name : NAMED_GENERATORS) {
            all.add(seed("jdk/internal/random/" + name, "<init>()V"));
        }
        return all;
    }

    private static List<Patch> runtime() {
        return List.of(
                stream("setOut"),
                stream("setErr"),
                new Patch.Replace(
                        "java/lang/System",
                        "console()Ljava/io/Console;",
                        StandardStreamHooks.class,
                        "inSimulation",
                        "console"),
                new Patch.Replace(
                        "java/lang/System",
                        "setIn(Ljava/io/InputStream;)V",
                        StandardStreamHooks.class,
                        "inSimulation",
                        "setIn"),
                runtime("java/lang/Runtime", "exit(I)V", "exit"),
                runtime("java/lang/Runtime", "halt(I)V", "halt"),
                runtime("java/lang/Runtime", "addShutdownHook(Ljava/lang/Thread;)V", "addShutdownHook"),
                runtime("java/lang/Runtime", "removeShutdownHook(Ljava/lang/Thread;)Z", "removeShutdownHook"),
                runtime(
                        "java/lang/ProcessBuilder",
                        "start([Ljava/lang/ProcessBuilder$Redirect;)Ljava/lang/Process;",
                        "startProcess"));
    }

    /** The VM's calls into Java when it links a call site or a method handle constant for the first time. */
    private static List<Patch> linking() {
        String object = "Ljava/lang/Object;";
        String type = "Ljava/lang/Class;";
        String text = "Ljava/lang/String;";
        String appendix = "[Ljava/lang/Object;";
        String method = "Ljava/lang/invoke/MemberName;";
        return List.of(
                linking("linkCallSite(" + object + object + object + object + object + appendix + ")" + method),
                linking("linkMethod(" + type + "I" + type + text + object + appendix + ")" + method),
                linking("linkDynamicConstant(" + object + object + object + object + object + ")" + object),
                linking("findMethodHandleType(" + type + "[Ljava/lang/Class;)Ljava/lang/invoke/MethodType;"),
                linking("linkMethodHandleConstant(" + type + "I" + type + text + object
                        + ")Ljava/lang/invoke/MethodHandle;"));
    }

    private static Patch serialForm() {
        String owner = "java/io/ObjectStreamClass";
        return new Patch.Call(
                owner,
                "computeDefaultSUID(Ljava/lang/Class;)J",
                owner + ".hasStaticInitializer(Ljava/lang/Class;)Z",
                SerialFormHooks.class,
                "hasStaticInitializer");
    }

    /** Where method and variable handles are made; core reflection has its targets from there, too. */
    private static List<Patch> handles() {
        String type = "Ljava/lang/Class;";
        String member = "Ljava/lang/invoke/MemberName;";
        String lookup = "Ljava/lang/invoke/MethodHandles$Lookup;";
        String handle = ")Ljava/lang/invoke/MethodHandle;";
        return List.of(
                handle("getDirectMethodCommon(B" + type + member + "Z" + lookup + handle, "method"),
                handle("getDirectFieldCommon(B" + type + member + handle, "field"),
                handle(
                        "getFieldVarHandleCommon(BB" + type + member + member + ")Ljava/lang/invoke/VarHandle;",
                        "variable"),
                // What they draw hash codes for, of classes of the JDK, is kept for all who come later.
                new Patch.Bracket(
                        "java/lang/invoke/MethodType",
                        "makeImpl(" + type + "[" + type + "Z)Ljava/lang/invoke/MethodType;"),
                target("getDirectMethod(Ljava/lang/reflect/Method;Z" + handle),
                target("findCallerSensitiveAdapter(Ljava/lang/reflect/Method;" + handle));
    }

    private static Patch target(String method) {
        return new Patch.Bracket("jdk/internal/reflect/MethodHandleAccessorFactory", method);
    }

    private static Patch handle(String method, String hook) {
        return new Patch.After("java/lang/invoke/MethodHandles$Lookup", method, ReflectionHooks.class, hook);
    }

    private static Patch linking(String method) {
        return new Patch.Bracket("java/lang/invoke/MethodHandleNatives", method);
    }

    private static List<Patch> properties() {
        String text = "Ljava/lang/String;";
        return List.of(
                property("getProperty(" + text + ")" + text, "getProperty"),
                property("getProperty(" + text + text + ")" + text, "getPropertyOr"),
                property("setProperty(" + text + text + ")" + text, "setProperty"),
                property("clearProperty(" + text + ")" + text, "clearProperty"),
                property("getProperties()Ljava/util/Properties;", "getProperties"),
                property("setProperties(Ljava/util/Properties;)V", "setProperties"),
                property("getenv(" + text + ")" + text, "getVariable"),
                property("getenv()Ljava/util/Map;", "getVariables"));
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

    private static Patch random(String owner, String method, String hook) {
        return new Patch.Replace(owner, method, RandomHooks.class, "inSimulation", hook);
    }

    private static Patch seed(String owner, String method) {
        String target = "java/util/concurrent/atomic/AtomicLong.getAndAdd(J)J";
        return new Patch.Call(owner, method, target, RandomHooks.class, "nextSeed");
    }

    private static Patch runtime(String owner, String method, String hook) {
        return new Patch.Replace(owner, method, RuntimeHooks.class, "inSimulation", hook);
    }

    private static Patch stream(String method) {
        return new Patch.Replace(
                "java/lang/System", method + "(Ljava/io/PrintStream;)V", RuntimeHooks.class, "inSimulation", method);
    }

    private static Patch property(String method, String hook) {
        return new Patch.Replace("java/lang/System", method, PropertyHooks.class, "inSimulation", hook);
    }

    private static Patch call(String type, String target, String hook) {
        return new Patch.Call("java/util/concurrent/" + type, "*", target, ThreadHooks.class, hook);
    }

    private static Patch read(String type, String field) {
        return new Patch.StaticRead("java/util/concurrent/" + type, "*", field, ThreadHooks.class, "commonPool");
    }
}
