package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.NodeLimits;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a machine lets a process have, and how often that was too little. */
public final class Allowance {
    private static final long REFUSAL_NANOS = 1_000;
    /** A JVM collects its heap in vain before it gives up. */
    private static final long REFUSED_ALLOCATION_NANOS = 1_000_000;

    private final LongSupplier clock;
    private final IntSupplier openFiles;
    private final IntSupplier threads;
    private final Consumer<String> onRefusal;
    private NodeLimits limits = NodeLimits.NONE;
    private long refusedFiles;
    private long refusedThreads;
    /** How many refusals there were when the limits were set; the next one is told of. */
    private long filesTold;

    private long threadsTold;
    private long heldNanos;
    /** Null where the heap has no limit. */
    private @Nullable Occupancy heap;

    /**
     * Takes what counts.
     *
     * @param clock the time of the run
     * @param openFiles how many the running process has
     * @param threads how many the running process has, without virtual ones
     * @param onRefusal told of what there is not enough
     */
    public Allowance(LongSupplier clock, IntSupplier openFiles, IntSupplier threads, Consumer<String> onRefusal) {
        this.clock = clock;
        this.openFiles = openFiles;
        this.threads = threads;
        this.onRefusal = onRefusal;
    }

    public NodeLimits limits() {
        return limits;
    }

    public void set(NodeLimits next) {
        if (!next.heap().equals(limits.heap())) {
            heap = next.heap().isLimited() ? new Occupancy(next.heap(), clock.getAsLong()) : null;
        }
        limits = next;
        filesTold = refusedFiles;
        threadsTold = refusedThreads;
    }

    public NodeLimits.Use use() {
        return new NodeLimits.Use(
                openFiles.getAsInt(),
                threads.getAsInt(),
                refusedFiles,
                refusedThreads,
                heldNanos,
                heap == null ? NodeLimits.HeapUse.NONE : heap.use(clock.getAsLong()));
    }

    /** Tells that a process begins, which has allocated nothing yet. */
    public void processStarts() {
        if (heap != null) {
            heap.clear();
        }
    }

    /** Returns whether the process may open so many more files or sockets; to be asked before each. */
    public boolean mayOpen(int more) {
        if (limits.openFiles() == Integer.MAX_VALUE || openFiles.getAsInt() + more <= limits.openFiles()) {
            return true;
        }
        refuse("open files", refusedFiles++ == filesTold, REFUSAL_NANOS);
        return false;
    }

    /** Returns whether the process may start another thread; to be asked before each. */
    public boolean mayStart() {
        if (limits.threads() == Integer.MAX_VALUE || threads.getAsInt() < limits.threads()) {
            return true;
        }
        refuse("threads", refusedThreads++ == threadsTold, REFUSAL_NANOS);
        return false;
    }

    /** Returns whether there is room for so many bytes, and counts them then; to be asked before each allocation. */
    public boolean mayAllocate(long bytes) {
        return heap == null || heap.add(bytes, clock.getAsLong());
    }

    /** Tells where there was no room for so many bytes. */
    public void refuseAllocation(long bytes, Supplier<String> place) {
        if (heap != null) {
            refuse("heap", heap.refuse(bytes, place), REFUSED_ALLOCATION_NANOS);
        }
    }

    /** Tells of the first time, and takes the time of a call, for a program may do nothing else but try again. */
    private void refuse(String what, boolean isFirst, long nanos) {
        if (isFirst) {
            onRefusal.accept(what);
        }
        Task task = Task.current();
        if (task != null) {
            Spending.spend(task.scheduler, nanos);
        }
    }

    /** Returns how long no thread may run after so much time of work, and takes it for granted that none does. */
    public long holdAfter(long workNanos) {
        long nanos = (long) (workNanos / limits.processorShare()) - workNanos;
        heldNanos += nanos;
        return nanos;
    }
}
