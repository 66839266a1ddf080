package dev.faultline.sim.internal.machine;

/**
 * What every machine, and every JVM on it, tells of its memory, its load and its processor time; true figures would differ
 * between runs.
 */
public final class MachineSize {
    /** The heap of a JVM. */
    public static final long HEAP_BYTES = 1L << 30;
    /** What a JVM has besides its heap. */
    public static final long OTHER_BYTES = 64L << 20;

    /** The memory of a machine. */
    public static final long MACHINE_BYTES = 8L << 30;
    /** How many files a process may have open. */
    public static final long OPEN_FILES_MAX = 1 << 20;
    /** The load of a machine in the last minutes. */
    public static final double LOAD = 0.5;
    /** What a turn counts for as processor time: about what the scheduler lets it take on average. */
    public static final long NANOS_PER_TURN = 550;

    private MachineSize() {}
}
