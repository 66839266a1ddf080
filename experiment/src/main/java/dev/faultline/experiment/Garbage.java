package dev.faultline.experiment;

/** What a worker does with garbage after each run. */
public enum Garbage {
    /** Leaves it to the JVM. */
    LEFT,
    /** Collects it, so that {@link WorkerReply#heapBytes} is what the worker holds on to. */
    COLLECTED
}
