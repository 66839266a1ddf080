package dev.faultline.sim.internal.machine;

import dev.faultline.sim.NodeLimits;
import dev.faultline.sim.internal.kernel.Allowance;
import dev.faultline.sim.internal.kernel.Task;

/**
 * What a JVM tells of its heap: the limit that is in force and what is counted against it, or else round figures.
 *
 * @param bytes all of it
 * @param usedBytes what is in use
 */
public record HeapFigures(long bytes, long usedBytes) {
    private static final HeapFigures USUAL = new HeapFigures(MachineSize.HEAP_BYTES, MachineSize.HEAP_BYTES / 2);

    /** Returns those of the process that the thread is of. */
    public static HeapFigures of(Task task) {
        Allowance allowance = task.life.machine.allowance();
        NodeLimits.Heap limit = allowance.limits().heap();
        return limit.isLimited()
                ? new HeapFigures(limit.bytes(), allowance.use().heap().bytes())
                : USUAL;
    }

    public long freeBytes() {
        return bytes - usedBytes;
    }
}
