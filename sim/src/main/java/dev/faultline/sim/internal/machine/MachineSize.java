package dev.faultline.sim.internal.machine;

/** What every machine of a run, and every JVM on it, says of its size; the true figures would differ between runs. */
public final class MachineSize {
    /** The heap of a JVM. */
    public static final long HEAP_BYTES = 1L << 30;
    /** What a JVM has besides its heap. */
    public static final long OTHER_BYTES = 64L << 20;

    public static final long MACHINE_BYTES = 8L << 30;
    public static final long OPEN_FILES_MAX = 1 << 20;
    public static final double LOAD = 0.5;
    /** What a turn takes on average. */
    public static final long NANOS_PER_TURN = 550;

    private MachineSize() {}
}
