package dev.faultline.sim.internal.kernel;

/** The ids of threads that are made in a run. They follow from the run, not from the JVM's counter. */
public final class ThreadIds {
    private static final long FIRST = 1L << 40;

    private long next = FIRST;

    /** Returns one that none has had. */
    public long next() {
        return next++;
    }

    /** Takes back those from this one on, which nobody has seen. */
    void takeBack(long id) {
        next = id;
    }
}
