package dev.faultline.experiment;

/** How far a run has come: written by the run, read by any other thread. It shapes nothing in the run. */
public final class RunProgress {
    private volatile long virtualNanos;
    private volatile int operations;

    /** Makes one for a run that has not begun. */
    public RunProgress() {}

    void at(long nanos, int invoked) {
        virtualNanos = nanos;
        operations = invoked;
    }

    /** Returns the virtual time of the run. */
    public long virtualNanos() {
        return virtualNanos;
    }

    /** Returns how many operations have been invoked. */
    public int operations() {
        return operations;
    }
}
