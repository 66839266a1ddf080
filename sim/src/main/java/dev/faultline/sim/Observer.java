package dev.faultline.sim;

/** Sees every event of a run as it happens. */
@FunctionalInterface
public interface Observer {
    /**
     * Called in the order of the steps, by the thread that drives the run. It must not block, and must not change the
     * run: draw no random number from it, start nothing in it.
     */
    void observe(Event event);
}
