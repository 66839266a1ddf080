package dev.faultline.sim.internal.machine;

import dev.faultline.sim.Cause;
import dev.faultline.sim.Program;
import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.disk.FileExits;
import dev.faultline.sim.internal.kernel.Life;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.vm.Unchecked;
import dev.faultline.sim.internal.vm.Vm;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One life of a node: from the start of its program to its exit or kill. It has everything that a JVM process has for
 * itself: class loader and so statics, system properties, threads, shutdown hooks, standard streams.
 */
public final class SimProcess extends Life {
    public final SimNode node;
    public final Map<String, String> environment;
    final ThreadGroup mainGroup;
    public final ProcessGlobals globals = new ProcessGlobals();
    public InputStream standardIn = InputStream.nullInputStream();
    public PrintStream standardOut;
    public PrintStream standardError;

    private final Scheduler scheduler;
    private final NodeLoader loader;
    private final long startedNanos;
    private final Set<Task> tasks = new LinkedHashSet<>();
    final ProcessTurns turns;
    private final Set<Thread> shutdownHooks = new LinkedHashSet<>();
    private Properties properties;
    private Thread.@Nullable UncaughtExceptionHandler defaultHandler;
    private @Nullable ForkJoinPool commonPool;
    private int threadsStarted;
    private boolean exiting;
    /** What the JVM exits with when the last thread of the program has ended: 1 if main threw an exception. */
    private int statusOfMain = 1;

    private boolean ended;
    private @Nullable Task mainTask;

    SimProcess(SimNode node, int generation, Scheduler scheduler, NodeLoader loader) {
        super(node, generation);
        this.node = node;
        this.scheduler = scheduler;
        this.loader = loader;
        turns = new ProcessTurns(this, scheduler);
        startedNanos = scheduler.nowNanos();
        properties = StandardProperties.of(node);
        environment = node.spec().environment();
        mainGroup = new ThreadGroup(Vm.ROOT_GROUP, "main");
        standardOut = new PrintStream(node.output(), true, StandardCharsets.UTF_8);
        standardError = standardOut;
    }

    /** Returns the process that the thread is of. */
    public static SimProcess of(Task task) {
        return (SimProcess) task.life;
    }

    public NodeLoader loader() {
        return loader;
    }

    @Override
    public Collection<Task> tasks() {
        return tasks;
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    // ---- threads

    /** Starts the main thread. */
    void start(Program program) {
        long key = Rng.mix(scheduler.seed * 31 + Rng.mix(node.number() * 1_000_003L + generation));
        Thread main = ProgramThreads.newThread(mainGroup, "main", loader, () -> runMain(program));
        mainTask = launch(main, key, scheduler.cause());
    }

    /** Returns the main thread; null before the start. It may have ended. */
    @Nullable
    Task mainTask() {
        return mainTask;
    }

    /** Starts a thread of this process that the caller, not the program, wants. */
    void spawn(String name, Runnable body) {
        spawn(name, false, body);
    }

    /** Starts a thread that the caller, not the program, wants; the process does not wait for a daemon. */
    void spawn(String name, boolean daemon, Runnable body) {
        long key = Rng.mix(scheduler.seed * 37
                + Rng.mix(node.number() * 1_000_003L + generation)
                + Rng.mix(count("spawned threads")));
        Thread thread = ProgramThreads.newThread(mainGroup, name, loader, body);
        thread.setDaemon(daemon);
        launch(thread, key, scheduler.cause());
    }

    private void runMain(Program program) {
        switch (program) {
            case Program.Main main -> MainMethod.invoke(loader, main);
            case Program.Code code -> {
                try {
                    code.body().run();
                } catch (Exception e) {
                    Unchecked.throwUnchecked(e);
                }
            }
        }
        statusOfMain = 0;
    }

    /** Makes the thread a task and lets it take its first turn. */
    public Task launch(Thread application, long key, Cause cause) {
        Task[] self = new Task[1];
        Task task = new Task(
                scheduler,
                this,
                scheduler.nextTaskNumber(),
                key,
                application,
                () -> ProgramThreads.runBody(application, self[0]));
        self[0] = task;
        ProgramThreads.bind(application, task);
        began(task, cause);
        task.virtual.start();
        return task;
    }

    /** Takes in a virtual thread that the program made itself. */
    public void adopt(Thread virtual, long key, Cause cause) {
        Task task = new Task(scheduler, this, scheduler.nextTaskNumber(), key, virtual);
        began(task, cause);
    }

    private void began(Task task, Cause cause) {
        task.cause = scheduler.recorder.record("ThreadStarted", node.name(), task.name(), scheduler.nowNanos(), cause);
        scheduler.setCause(task.cause);
        tasks.add(task);
        threadsStarted++;
    }

    @Override
    public void ended(Task task) {
        tasks.remove(task);
        scheduler.ended(task);
        scheduler.setCause(
                scheduler.recorder.record("ThreadEnded", node.name(), task.name(), scheduler.nowNanos(), task.cause));
        boolean programGoesOn = tasks.stream().anyMatch(other -> !other.application.isDaemon());
        if (!programGoesOn && !exiting && !ended) {
            exiting = true;
            spawn("DestroyJavaVM", () -> shutDown(statusOfMain));
        }
    }

    @Override
    public boolean isPaused() {
        return turns.isPaused();
    }

    @Override
    public boolean isHeld() {
        return turns.areHeld();
    }

    @Override
    public void hold(Task task) {
        turns.hold(task);
    }

    @Override
    public void rest(long nanos) {
        turns.rest(nanos);
    }

    /** Returns how many threads it has that are not virtual. */
    int platformThreads() {
        return (int)
                tasks.stream().filter(task -> !task.application.isVirtual()).count();
    }

    // ---- exit

    /** What {@code System.exit} does: runs the hooks, ends the process, never returns. Called by a task of this process. */
    public void exit(int status) {
        if (!exiting) {
            exiting = true;
            shutDown(status);
        }
        parkForEver();
    }

    /** What {@code Runtime.halt} does. */
    public void halt(int status) {
        endByItself(status);
        parkForEver();
    }

    /** Sends SIGTERM: to a handler of the program, or a thread of its own runs the hooks. */
    void terminate() {
        if (!exiting && !ProcessSignals.of(this).handlesTermination()) {
            exiting = true;
            spawn("SIGTERM handler", () -> shutDown(143));
        }
    }

    private void shutDown(int status) {
        List<Thread> hooks = List.copyOf(shutdownHooks);
        try {
            hooks.forEach(Thread::start);
            for (Thread hook : hooks) {
                ProgramThreads.joinUninterruptibly(hook); // a hook has all the time it wants, as in any JVM
            }
        } catch (OutOfMemoryError e) {
            // No thread could be started: as in the JDK, the JVM ends all the same, and the hooks that run do not
            // hinder it.
        }
        FileExits.exiting(this);
        endByItself(status);
    }

    /** Ends the process at once, with this status. */
    void endByItself(int status) {
        if (!ended) {
            end("NodeExited", "status", status);
            node.endedByItself("exited with status " + status);
        }
    }

    /** Called when an exception has ended a thread. */
    void lost(Task task, Throwable thrown) {
        if (task == mainTask) {
            node.endedByItself("lost its main thread by " + thrown);
        }
    }

    private static void parkForEver() {
        while (true) {
            LockSupport.park();
        }
    }

    /** Takes the process out of the run: no thread of it takes another turn, and no {@code finally} block runs. */
    void end(String event, Object... data) {
        if (ended) {
            return;
        }
        ended = true;
        int threads = tasks.size();
        Object[] all = Arrays.copyOf(data, data.length + 2);
        all[data.length] = "threads";
        all[data.length + 1] = threads;
        scheduler.setCause(
                scheduler.recorder.record(event, node.name(), "", scheduler.nowNanos(), scheduler.cause(), all));
        scheduler.forget(this);
        tasks.clear();
        turns.forget();
        shutdownHooks.clear();
        loader.keepVerified();
        node.processEnded(this);
    }

    public void addShutdownHook(Thread hook) {
        if (exiting) {
            throw new IllegalStateException("Shutdown in progress");
        }
        if (!shutdownHooks.add(hook)) {
            throw new IllegalArgumentException("Hook previously registered");
        }
    }

    public boolean removeShutdownHook(Thread hook) {
        if (exiting) {
            throw new IllegalStateException("Shutdown in progress");
        }
        return shutdownHooks.remove(hook);
    }

    // ---- what is global in a JVM

    /** Counts what the JDK numbers per JVM: threads, pools, timers. Starts at 0. */
    public int count(String what) {
        return globals.count(what);
    }

    public Properties properties() {
        return properties;
    }

    /** Replaces the system properties; null brings back those of the start. */
    public void setProperties(@Nullable Properties replacement) {
        properties = replacement == null ? StandardProperties.of(node) : replacement;
    }

    public Thread.@Nullable UncaughtExceptionHandler defaultHandler() {
        return defaultHandler;
    }

    public void setDefaultHandler(Thread.@Nullable UncaughtExceptionHandler handler) {
        defaultHandler = handler;
    }

    public ForkJoinPool commonPool() {
        if (commonPool == null) {
            commonPool = CommonPools.newPool();
        }
        return commonPool;
    }

    /** Returns the virtual time at which the process started. */
    public long startedNanos() {
        return startedNanos;
    }

    public int threadsStarted() {
        return threadsStarted;
    }

    /** Returns the number by which the operating system of the node would know the process. */
    public long pid() {
        return pid(node, generation);
    }

    public static long pid(SimNode node, int generation) {
        return 1_000L * (node.number() + 1) + generation;
    }
}
