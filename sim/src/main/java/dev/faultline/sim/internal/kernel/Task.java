package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.Cause;
import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.vm.Vm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One simulated thread.
 *
 * <p>The application's {@link Thread} object never runs; what runs is a virtual thread in its name, and this object is
 * that virtual thread's scheduler: whoever makes the thread runnable calls {@link #execute}.
 */
public final class Task implements Executor {
    /** The task whose turn it is; null between two steps. Written by the carrier only. */
    public static @Nullable Task running;

    public final Scheduler scheduler;
    public final Life life;
    /** From 1, in the order of creation. */
    public final int number;
    /** What the thread's random numbers follow from: its place in the tree of threads, not its number, which another
     * thread could shift. */
    public final long key;

    public final Thread virtual;
    /** The thread as the application knows it: its own object, or the virtual thread if it made that itself. */
    public final Thread application;

    final Runnable continuation;

    /** What led to what this thread does next. */
    public Cause cause = Cause.NONE;

    public boolean queued;
    /** Never to run again: ended, or its process is gone. */
    boolean dead;
    /** Whether the application's thread, not a virtual one, is over for whoever looks at it. */
    public boolean hasEnded;
    /** The platform thread that the task keeps while it waits, if native frames on its stack bind it to one. */
    @Nullable
    Seat seat;
    /** What waits for a notice in the place of the thread, if that cannot leave its platform thread. */
    MonitorWaiters.@Nullable Listener listener;
    /** How many static initialisers of the application the thread is in. */
    int initializers;
    /** How many calls of the application's class loaders it is in, by which the VM asks for classes. */
    int loads;
    /** Whether it reads a jar by code of the JDK that has the monitor of the jar. */
    public boolean readsJar;
    /** Which classes the VM has it initialise, as of the last time that it gave up its turn in an initialiser. */
    final List<Class<?>> begun = new ArrayList<>(0);
    /** Whether it has entered no other initialiser since. */
    boolean claimsAreKnown;
    /** Whether it waits for a class that another one initialises: to the JDK that is no wait. */
    boolean awaitsClass;
    /** How often the thread has wanted to yield in this turn and could not. */
    public int pinnedYields;
    /** Index among the tasks that wait for a monitor, or -1. */
    int monitorIndex = -1;
    /** How often the thread has waited to enter a monitor, and how often for anything else. */
    public long blocks;

    public long waits;
    /** Turns taken so far. */
    public long turns;
    /** When the work ends for which the thread is waiting in {@link Spending}; 0 if there is none. */
    public long spendsUntilNanos;
    /** Clock readings in this turn: by the application, and inside the JDK. */
    public int clockReads;
    /** Whether the proxy class that the thread makes is its process's own. */
    public boolean namesProxies;
    /** Whether the thread makes, with the program's own classes, what a fault has it throw or return. */
    public boolean makesFault;
    /** Whether the thread does for the JDK what is done once per JVM; see {@link OncePerJvm}. */
    public boolean setsUpJvm;

    public int hiddenClockReads;
    public int hiddenSpins;
    /** How many turns in a row, up to now, have been used up by readings of the clock, and whether this one was. */
    public int turnsReadAway;

    public boolean readTurnAway;
    /** How many turns in a row, up to now, have ended in the middle of a loop, and whether this one has. */
    public int turnsLooped;

    public boolean loopedTurnAway;

    /** How many hash codes were drawn in this turn for objects of a class of the JDK; sorted, for that draws none. */
    final Map<String, Integer> turnHashes = new TreeMap<>();

    private final Rng random = new Rng(0);
    private long randomTurn = -1;
    private int children;
    private long hashCodes;

    public Task(Scheduler scheduler, Life life, int number, long key, Thread application, Runnable body) {
        this.scheduler = scheduler;
        this.life = life;
        this.number = number;
        this.key = key;
        this.application = application;
        virtual = Vm.newVirtualThread(this, application.getName(), body);
        continuation = Vm.continuation(virtual);
    }

    /** Adopts a virtual thread that the application made. */
    public Task(Scheduler scheduler, Life life, int number, long key, Thread virtual) {
        this.scheduler = scheduler;
        this.life = life;
        this.number = number;
        this.key = key;
        this.application = virtual;
        this.virtual = virtual;
        continuation = Vm.continuation(virtual);
        Vm.setScheduler(virtual, this);
    }

    /** Returns the simulated thread that calls this, or null for every other thread. */
    public static @Nullable Task current() {
        Task task = running;
        return task != null && Thread.currentThread() == task.virtual ? task : null;
    }

    /**
     * Returns the simulated thread that calls this.
     *
     * @throws IllegalStateException if another thread does
     */
    public static Task required() {
        Task task = current();
        if (task == null) {
            throw new IllegalStateException("not a simulated thread");
        }
        return task;
    }

    /**
     * Runs code that is not part of the simulation, such as an observer, in the middle of a turn: it finds the real
     * clock, the real files, and the JVM's own standard output.
     */
    public static void outside(Runnable code) {
        Task task = stepOut();
        try {
            code.run();
        } finally {
            stepIn(task);
        }
    }

    /** Returns what code finds out that is not part of the simulation, as {@link #outside(Runnable)}. */
    public static <T extends @Nullable Object> T outside(Supplier<T> code) {
        Task task = stepOut();
        try {
            return code.get();
        } finally {
            stepIn(task);
        }
    }

    /**
     * What the calling thread does from here is not the program's doing. Any thread of the JVM may call this, whoever has
     * the turn: one that is not simulated must not take the turn from the thread that has it.
     *
     * @return what to {@linkplain #stepIn step in} with again
     */
    public static @Nullable Task stepOut() {
        Task task = current();
        if (task != null) {
            running = null;
        }
        return task;
    }

    public static void stepIn(@Nullable Task task) {
        if (task != null) {
            running = task;
        }
    }

    /**
     * Returns the random numbers of this turn of the thread. They follow from the thread and the turn, so that a draw
     * that happens once per JVM, in some static initialiser, can shift those of the same turn at most.
     */
    public Rng random() {
        if (randomTurn != turns) {
            randomTurn = turns;
            random.restart(key + turns * 0xD1342543DE82EF95L);
        }
        return random;
    }

    /** Returns a hash code for an object of the application; not negative, as those of the VM. */
    public int nextHashCode() {
        return (int) (Rng.mix(key + ++hashCodes * 0x9E3779B97F4A7C15L) >>> 33);
    }

    /** Gives an object an identity hash code, if it has none: of the run, of the turn, or for good. */
    public void drawHash(Object object) {
        Steps.note("draws a hash code");
        if (object instanceof Class<?> type && Vm.isOfJdk(type.getClassLoader())) {
            Class<?> _ = ClassHashes.give(type);
        } else if (Vm.isOfJdk(object.getClass().getClassLoader())) {
            drawHashOfJdk(object);
        } else {
            drawHashOfApplication(object);
        }
    }

    /** Gives an object of the application an identity hash code from the stream of this thread, if it has none. */
    void drawHashOfApplication(Object object) {
        if (!IdentityHash.give(object, nextHashCode(), scheduler.seats.holder().hashAddress)) {
            hashCodes--;
        }
    }

    /**
     * Gives an object of the JDK an identity hash code that follows from its class and the turn: some such objects outlive
     * the run and keep theirs, and so shift those of their class in the same turn at most.
     */
    void drawHashOfJdk(Object object) {
        if (setsUpJvm) {
            return;
        }
        String type = ClassHashes.lastingName(object.getClass());
        int count = turnHashes.merge(type, 1, Integer::sum);
        long turn = Rng.mix(key + turns * 0xD1342543DE82EF95L + type.hashCode());
        long hash = Rng.mix(turn + count * 0x9E3779B97F4A7C15L) >>> 33;
        if (!IdentityHash.give(object, hash, scheduler.seats.holder().hashAddress)) {
            turnHashes.put(type, count - 1);
        }
    }

    /** Returns the key of the next thread that this one starts. */
    public long nextChildKey() {
        return Rng.mix(key * 0x9E3779B97F4A7C15L + ++children);
    }

    /**
     * Counts why the thread has lost its turn.
     *
     * @param state of the virtual thread after the turn
     */
    void countWait(int state) {
        if (state >= Vm.BLOCKING && state <= Vm.UNBLOCKED) {
            blocks++;
        } else if (state != Vm.YIELDED) {
            waits++;
        }
    }

    /** Returns the state that the application sees the thread in. */
    public Thread.State state() {
        if (hasEnded) {
            return Thread.State.TERMINATED;
        }
        if (awaitsClass) {
            return Thread.State.RUNNABLE;
        }
        return listener != null ? listener.state() : virtual.getState();
    }

    public String name() {
        return application.getName();
    }

    @Override
    public void execute(Runnable turn) {
        scheduler.wake(this);
    }

    @Override
    public String toString() {
        return life.machine.name() + "/" + name() + "#" + number;
    }
}
