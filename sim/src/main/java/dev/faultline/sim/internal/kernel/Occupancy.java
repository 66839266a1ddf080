package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.NodeLimits.Heap;
import dev.faultline.sim.NodeLimits.HeapUse;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * How much of a heap is in use, where everything lives for the same time. Time is cut into parts of 1/64 of that, whose bytes are
 * freed together: so an allocation costs the same however many there were, and lives up to one part longer than it should.
 */
final class Occupancy {
    private static final int PARTS = 64;

    private final long limitBytes;
    private final long partNanos;
    /** What was allocated in each of the last parts, the current one among them; a part has the place of its number. */
    private final long[] allocated = new long[PARTS + 1];

    /** The number of the current part. */
    private long part;

    private long bytes;
    private long bytesMax;
    private long allocations;
    private long refused;
    private String firstRefused = "";

    Occupancy(Heap heap, long nowNanos) {
        limitBytes = heap.bytes();
        partNanos = (heap.lifetime().toNanos() + PARTS - 1) / PARTS;
        part = nowNanos / partNanos;
    }

    /** Takes so many bytes if there is room for them, and returns whether there is. */
    boolean add(long more, long nowNanos) {
        allocations++;
        free(nowNanos);
        if (more > limitBytes - bytes) {
            return false;
        }
        allocated[place(part)] += more;
        bytes += more;
        bytesMax = Math.max(bytesMax, bytes);
        return true;
    }

    /** Counts one for which there was no room, and returns whether it is the first. */
    boolean refuse(long more, Supplier<String> where) {
        if (refused++ > 0) {
            return false;
        }
        firstRefused = more + " bytes at " + where.get();
        return true;
    }

    /** Forgets what is in use. */
    void clear() {
        Arrays.fill(allocated, 0);
        bytes = 0;
    }

    HeapUse use(long nowNanos) {
        free(nowNanos);
        return new HeapUse(bytes, bytesMax, allocations, refused, firstRefused);
    }

    private void free(long nowNanos) {
        long now = nowNanos / partNanos;
        if (now - part > PARTS) {
            clear();
            part = now;
        }
        while (part < now) {
            part++;
            bytes -= allocated[place(part)];
            allocated[place(part)] = 0;
        }
    }

    private static int place(long part) {
        return (int) (part % (PARTS + 1));
    }
}
