package dev.faultline.sim.internal.kernel;

import java.util.Collection;

/**
 * One life of a machine, as its threads are scheduled: from the start of a program to its end. A machine has at most one at a
 * time.
 */
public abstract class Life {
    /** Whose life it is. */
    public final Machine machine;
    /** The lives of a machine count from 1. */
    public final int generation;
    /** How many files of simulated disks it has open. */
    public int openFiles;
    /** Whether it has less than all of the processors, so that it must rest after a turn. */
    public boolean mustRest;

    protected Life(Machine machine, int generation) {
        this.machine = machine;
        this.generation = generation;
    }

    /** Returns the threads that have not ended, in the order in which they were started. */
    public abstract Collection<Task> tasks();

    /** Returns whether it is over: no thread of it takes another turn. */
    public abstract boolean hasEnded();

    /** Returns whether its threads get no turns until somebody says so. */
    public abstract boolean isPaused();

    /** Returns whether its threads get no turns for now. */
    public abstract boolean isHeld();

    /** Lets its threads have no turn for so long. */
    public abstract void rest(long nanos);

    /** Keeps a thread that became ready while this is held. */
    public abstract void hold(Task task);

    /** Takes note that a thread has come to its end. */
    public abstract void ended(Task task);
}
