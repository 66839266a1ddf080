package dev.faultline.sim.internal.jdk.thread;

import dev.faultline.sim.internal.kernel.Loops;
import dev.faultline.sim.internal.kernel.Task;

/**
 * What code calls that may be waiting without a wait: it reads the clock or a field again and again. Nothing changes
 * while one thread has its turn, so such a thread is made to let time pass and to give up its turn. Public only for woven
 * code.
 */
public final class SpinHooks {
    private static final long NANOS_PER_LOOP = 1;
    /** One that has looped for so many turns and has not waited, 200 million rounds, is more likely stuck than computing. */
    private static final int TURNS_OF_COMPUTING = 1_000;
    /** And after so many, time must not all but stand still for the others any longer. */
    private static final int TURNS_OF_MUCH_COMPUTING = 10_000;

    private static final long NANOS_PER_SPIN_WAIT = 1_000;
    private static final long NANOS_PER_READING = 50;
    private static final int READINGS_OF_FIRST_TURN = 2_000;
    private static final int READINGS_OF_LATER_TURN = 200;
    private static final int SPINS_WITHOUT_TIME = 1_000;
    /** A reading costs 51 us at most, so that a turn of readings takes about 10 ms. */
    private static final int DOUBLINGS_MAX = 10;

    private SpinHooks() {}

    /** Where application code jumps back to the head of a loop. */
    public static void backEdge() {
        if (--Loops.left < 0) {
            loopsAreUsedUp();
        }
    }

    private static void loopsAreUsedUp() {
        Loops.left = Loops.PER_TURN;
        Task task = Task.current();
        if (task != null) {
            task.scheduler.advance(Loops.PER_TURN * nanosPerLoop(task.turnsLooped));
            task.loopedTurnAway = true;
            Thread.yield();
        }
    }

    /** A loop that never ends would take a run many times the real time that it has of virtual time. */
    private static long nanosPerLoop(int turnsLooped) {
        if (turnsLooped < TURNS_OF_COMPUTING) {
            return NANOS_PER_LOOP;
        }
        return turnsLooped < TURNS_OF_MUCH_COMPUTING ? 10 * NANOS_PER_LOOP : 100 * NANOS_PER_LOOP;
    }

    /** {@code Thread.onSpinWait} in an application. */
    public static void onSpinWait() {
        Task task = Task.current();
        if (task == null) {
            Thread.onSpinWait();
        } else {
            task.scheduler.advance(NANOS_PER_SPIN_WAIT);
            Thread.yield();
        }
    }

    /**
     * The application reads the clock: a little time passes. One that uses up its turn with readings is waiting for time
     * to pass, so each further turn of that kind makes a reading twice as dear.
     */
    public static void readsClock(Task task) {
        task.scheduler.advance(NANOS_PER_READING << Math.min(task.turnsReadAway, DOUBLINGS_MAX));
        int limit = task.turnsReadAway == 0 ? READINGS_OF_FIRST_TURN : READINGS_OF_LATER_TURN;
        if (++task.clockReads % limit == 0) {
            endTurnOfReadings(task);
        }
    }

    /**
     * The JDK reads the clock, be it for {@code Instant.now()} or for itself, once per JVM: no time passes, but for one who
     * goes on and on.
     */
    public static void readsClockInside(Task task) {
        if (++task.hiddenClockReads % READINGS_OF_FIRST_TURN == 0) {
            long nanos = READINGS_OF_FIRST_TURN * NANOS_PER_READING;
            task.scheduler.advance(nanos << Math.min(task.turnsReadAway, DOUBLINGS_MAX / 2));
            endTurnOfReadings(task);
        }
    }

    /**
     * {@code Thread.onSpinWait} where the JDK's queues do not park for a wait of less than a microsecond. They spin a little
     * before each wait, too, which takes no time.
     */
    public static void onSpinWaitInside() {
        Task task = Task.current();
        if (task == null) {
            Thread.onSpinWait();
        } else if (++task.hiddenSpins > SPINS_WITHOUT_TIME) {
            task.scheduler.advance(NANOS_PER_READING);
        }
    }

    private static void endTurnOfReadings(Task task) {
        task.turnsReadAway++;
        task.readTurnAway = true;
        Thread.yield();
    }
}
