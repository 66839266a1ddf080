package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.Cause;
import dev.faultline.sim.Ending;
import dev.faultline.sim.Preemption;
import dev.faultline.sim.Rng;
import dev.faultline.sim.SimulationException;
import dev.faultline.sim.StepLog;
import dev.faultline.sim.Strategy;
import dev.faultline.sim.internal.vm.Unblocker;
import dev.faultline.sim.internal.vm.Vm;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a run. One platform thread, the carrier, gives one simulated thread a turn, until it blocks or ends, then
 * lets the strategy choose the next. When none can run, virtual time leaps to the earliest timer.
 *
 * <p>This file is long because what a turn touches stands together in it, to be read from one end to the other; what threads
 * ask for in a turn is in {@link Spending}, {@link ThreadIds} and {@link Seats}.
 *
 * <p>All of the state is the carrier's own; no lock is needed, and none is held while a thread has its turn.
 */
public final class Scheduler {
    /** The run that is on; one at a time in a JVM. */
    public static volatile @Nullable Scheduler active;

    private static final int TURN_NANOS_MIN = 100;
    private static final int TURN_NANOS_SPREAD = 900;

    public final long seed;
    public final Recorder recorder;
    final TimerHeap timers = new TimerHeap();
    public final HeldWaits heldWaits = new HeldWaits(timers);
    public final ReadyQueue ready = new ReadyQueue();
    public final Preemption preemption;

    private final Supplier<List<? extends Machine>> machines;
    private final Unmodelled unmodelled;
    private final Strategy strategy;
    private final Rng turnLength;
    private final Rng preemptions;
    private final ConcurrentLinkedQueue<OutsideWakeUp> wokenFromOutside = new ConcurrentLinkedQueue<>();
    private final MonitorWaiters monitors = new MonitorWaiters();
    final Seats seats;
    /** The ids of threads that are made in the run. */
    public final ThreadIds threadIds = new ThreadIds();

    public final PinnedWaits pinned;
    public final InitializerClaims initializers = new InitializerClaims();

    /** Whose turn it is, also while code runs in it that is not the thread's; null between two turns. */
    private @Nullable Task turned;

    private @Nullable Stretch stretch;
    private long nowNanos;
    private long turnBeganNanos;
    private int tasks;
    private int liveTasks;
    /** The context of an action that runs between two turns. */
    private Cause cause = Cause.NONE;

    /** Written by the carrier only; the watchdog looks at it now and then. */
    private long turns;

    private @Nullable Steps steps;
    private @Nullable Throwable failure;

    public Scheduler(
            long seed,
            Strategy.Factory strategy,
            Preemption preemption,
            Recorder recorder,
            Supplier<List<? extends Machine>> machines,
            Seats seats) {
        this.seed = seed;
        this.strategy = strategy.create(seed);
        this.preemption = preemption;
        this.recorder = recorder;
        this.machines = machines;
        this.seats = seats;
        pinned = new PinnedWaits(this, seats, monitors);
        unmodelled = new Unmodelled(recorder);
        turnLength = Rng.fork(seed, "turn length");
        preemptions = Rng.fork(seed, "preemption");
    }

    /** Begins the simulation; called by the holder of the baton. */
    void mount() {
        Unblocker.capture();
        active = this;
    }

    void unmount() {
        active = null;
        Task.running = null;
        seats.close();
    }

    /** Runs an action of the code that drives the simulation; nothing in the run caused it. */
    void drive(Runnable action) {
        cause = Cause.NONE;
        action.run();
        cause = Cause.NONE;
    }

    public boolean onCarrier() {
        return Vm.carrier() == seats.holder().thread;
    }

    public long nowNanos() {
        return nowNanos;
    }

    /** Lets the time that some code takes pass. */
    public void advance(long nanos) {
        nowNanos += nanos;
    }

    /** Lets the time pass until then, if it is still to come. */
    void advanceTo(long nanos) {
        nowNanos = Math.max(nowNanos, nanos);
    }

    public long turns() {
        return turns;
    }

    int liveTasks() {
        return liveTasks;
    }

    public Unmodelled unmodelled() {
        return unmodelled;
    }

    public void log(StepLog log) {
        steps = new Steps(log);
    }

    /** Takes note of a line that a node prints. */
    public void printed(String line) {
        if (steps != null) {
            steps.printed(line);
        }
    }

    public int nextTaskNumber() {
        liveTasks++;
        return ++tasks;
    }

    /** Returns how many threads there have been. */
    public int tasks() {
        return tasks;
    }

    public void ended(Task task) {
        if (!task.dead) {
            Pins.forget(task);
            task.dead = true;
            liveTasks--;
        }
    }

    /** Returns where the streams of the running task stand. */
    OncePerJvm.Streams streams(Task task) {
        return OncePerJvm.Streams.of(task, seats.holder().hashAddress);
    }

    /** Ends the run with an error of the simulator's own code or of the caller's. */
    public void fail(Throwable error) {
        if (failure == null) {
            failure = error;
        }
    }

    // ---- contexts

    /** Returns what led to the code that runs now. */
    public Cause cause() {
        Task task = Task.running;
        return task != null ? task.cause : cause;
    }

    public void setCause(Cause next) {
        Task task = Task.running;
        if (task != null) {
            task.cause = next;
        } else {
            cause = next;
        }
    }

    /** Adds to what led to the code that runs now: it has seen the outcome of these events. */
    public void join(Cause other) {
        setCause(cause().and(other));
    }

    // ---- waking

    /** Makes a task ready. Called by its virtual thread's machinery on whichever thread wakes it. */
    void wake(Task task) {
        if (!onCarrier()) {
            wokenFromOutside.add(OutsideWakeUp.now(task));
            return;
        }
        if (task.dead || task.queued) {
            return;
        }
        monitors.remove(task);
        Task by = Task.running;
        if (by != task) {
            task.cause = task.cause.and(by != null ? by.cause : cause);
            if (task.cause.size() > Cause.LIMIT) {
                task.cause = recorder.settle(task.cause, task.life.machine.name(), task.name(), nowNanos);
            }
        }
        if (task.life.isHeld()) {
            task.life.hold(task);
        } else {
            ready.add(task);
        }
    }

    /** Sets a timer; the action runs on the carrier between two turns, in the context of the code that set it. */
    public Timer after(long delayNanos, Runnable action) {
        return after(delayNanos, action, null);
    }

    public Timer after(long delayNanos, Runnable action, @Nullable Task owner) {
        long at = nowNanos + Math.max(0, delayNanos);
        // What is due at once, such as an interrupt of a pinned thread, is no wait.
        TimerHeap heap = delayNanos > 0 ? heldWaits.heapFor(owner) : timers;
        Timer timer = new Timer(heap, at < 0 ? Long.MAX_VALUE : at, action, owner, cause());
        heap.add(timer);
        return timer;
    }

    /** Ends a timed wait that is held, at its time or now. Between two turns. */
    public void end(Timer held) {
        advanceTo(held.atNanos);
        held.leave();
        fire(held);
    }

    /** Returns whether no thread can take a turn, and no timer is due within so much time. Between two turns. */
    public boolean isQuiet(long withinNanos) {
        return ready.size() == 0 && timers.earliestNanos() - nowNanos > withinNanos && wokenFromOutside.isEmpty();
    }

    /** Lets the running task lose its turn with the given chance. */
    public void preempt(Task task, double chance) {
        Steps.note("may lose its turn");
        if (preemptions.chance(chance) && task == Task.running) {
            Thread.yield();
        }
    }

    /** Goes on with the run in the place of a platform thread that is kept by its task. */
    void takeOver() {
        endTurn();
        go();
    }

    // ---- the loop

    void run(Stretch next) {
        stretch = next;
        go();
    }

    /** Goes on with the stretch that is on; that may be another one at the end than at the start. */
    private void go() {
        Ending ending;
        try {
            ending = loop();
        } catch (Seat.Stop stop) {
            throw stop;
        } catch (RuntimeException | Error e) {
            current().ending().completeExceptionally(e);
            return;
        }
        current().ending().complete(ending);
    }

    private Stretch current() {
        return Objects.requireNonNull(stretch);
    }

    private Ending loop() {
        while (true) {
            monitors.release();
            admitFromOutside();
            while (timers.earliestNanos() <= nowNanos) {
                fire(timers.poll());
            }
            if (failure != null) {
                throw new SimulationException("the run failed: " + failure, failure);
            }
            Stretch stretch = current();
            if (stretch.done().getAsBoolean()) {
                return new Ending.Done();
            }
            if (ready.size() == 0) {
                long next = timers.earliestNanos();
                if (next == Long.MAX_VALUE && heldWaits.isEmpty()) {
                    return liveTasks == 0 ? new Ending.AllEnded() : new Ending.Deadlock(ThreadDump.of(machines.get()));
                }
                if (next > stretch.untilNanos()) {
                    nowNanos = stretch.untilNanos();
                    return new Ending.TimeUp();
                }
                nowNanos = next;
                continue;
            }
            if (nowNanos >= stretch.untilNanos()) {
                return new Ending.TimeUp();
            }
            if (turns >= stretch.turnsMax()) {
                return new Ending.TurnsUp();
            }
            turn(ready.take(strategy.choose(ready)));
        }
    }

    private void turn(Task task) {
        turnBeganNanos = nowNanos;
        nowNanos += TURN_NANOS_MIN + turnLength.below(TURN_NANOS_SPREAD);
        turns++;
        task.turns++;
        Loops.beginTurn(task);
        task.pinnedYields = 0;
        task.turnHashes.clear();
        recorder.mix(((long) task.number << 40) ^ nowNanos);
        if (steps != null) {
            task.queued = true; // the JDK submits a runnable thread once more when it has read its stack
            steps.turn(turns, task, nowNanos, recorder.fingerprint() + preemptions.state());
            task.queued = false;
        }
        Seat kept = task.seat;
        Seat there = kept != null ? kept : seats.holder();
        IdentityHash.set(there.hashAddress, Rng.mix(task.key + task.turns));
        Vm.setProbe(there.thread, (int) Rng.mix(task.key) | 1);
        turned = task;
        Task.running = task;
        if (kept == null) {
            task.continuation.run();
        } else {
            seats.leaveTo(kept);
        }
        endTurn();
    }

    /** What follows a turn. The thread that does this may not be the one that began the turn. */
    private void endTurn() {
        Task task = Objects.requireNonNull(turned);
        turned = null;
        Task.running = null;
        if (steps != null) {
            steps.turned(turns, task, recorder.fingerprint());
        }
        cause = task.cause;
        monitors.release();
        cause = Cause.NONE;
        if (task.dead) {
            if (task.seat == null) {
                Vm.empty(task.virtual);
            }
            return;
        }
        int state = Vm.state(task.virtual);
        if (state == Vm.TERMINATED) {
            task.life.ended(task);
            cause = Cause.NONE;
        } else {
            task.countWait(state);
            monitors.lookAt(task, state);
        }
        if (task.life.mustRest && !task.life.hasEnded()) {
            task.life.rest(task.life.machine.allowance().holdAfter(nowNanos - turnBeganNanos));
        }
    }

    /** Runs code of the driver in the middle of a turn, as caused by what the task has done. */
    void inTurnOf(Task task, Runnable action) {
        cause = task.cause;
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
        cause = Cause.NONE;
    }

    private void fire(Timer timer) {
        cause = timer.cause;
        recorder.mix(timer.sequence);
        timer.action.run();
        cause = Cause.NONE;
    }

    private void admitFromOutside() {
        for (OutsideWakeUp wakeUp = wokenFromOutside.poll(); wakeUp != null; wakeUp = wokenFromOutside.poll()) {
            Unmodelled.reportWakeUp(wakeUp.task(), wakeUp.by());
            wake(wakeUp.task());
        }
    }

    /** Takes every trace of a life out of the run. */
    public void forget(Life life) {
        timers.removeAllOf(life);
        heldWaits.removeAllOf(life);
        ready.removeAllOf(life, task -> {});
        for (Task task : life.tasks()) {
            monitors.remove(task);
            ended(task);
            if (task != turned && task.seat == null) {
                Vm.empty(task.virtual);
            }
        }
        monitors.forget(life);
        initializers.forget(life);
    }
}
