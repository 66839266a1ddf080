package dev.faultline.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The disk of a node: files in memory, which outlive the program, and what of them would outlive a power failure.
 *
 * <p>A write ends in the page cache; only a sync makes it durable. {@link Node#kill} loses nothing, {@link Node#powerOff}
 * loses what the {@link CrashRule} and the seed say. Calls take virtual time ({@link DiskTimes}), looking at names and
 * attributes takes none.
 *
 * <p>Events: {@code FileSynced} (path, bytes, latencyNanos), {@code FileFault} (path, operation, error), {@code
 * DiskCrashed} (what {@link DiskCrash} has), {@code DiskWiped}, {@code DiskReadOnly}, {@code DiskWritable}.
 *
 * <p>The public methods are for the code that drives the simulation, as those of {@link Node}.
 */
public final class Disk {
    private final Node node;
    private final Simulation simulation;
    private final DiskCalls calls;
    private final Rng crashes;
    private final Map<String, byte[]> installed = new LinkedHashMap<>();

    private DiskCrash lastCrash = DiskCrash.NONE;

    Disk(Node node, Simulation simulation) {
        this.node = node;
        this.simulation = simulation;
        Scheduler scheduler = simulation.scheduler();
        calls = new DiskCalls(node, scheduler);
        DiskSpec spec = node.spec().disk();
        calls.tree().cache.rule = spec.crashRule();
        calls.times = spec.times();
        calls.setCapacity(spec.capacityBytes());
        crashes = Rng.fork(scheduler.seed, "disk crashes of " + node.name());
    }

    DiskCalls calls() {
        return calls;
    }

    // ---- for the code that drives the simulation

    /**
     * Returns the contents of a file, as programs see it.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public byte[] read(String path) {
        if (!(lookUp(path) instanceof FileInode file)) {
            throw new IllegalArgumentException("node " + node.name() + " has no file " + path);
        }
        if (file.size() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(path + " is too large to be read whole: " + file.size() + " bytes");
        }
        byte[] contents = new byte[(int) file.size()];
        calls.tree().cache.read(file, 0, contents, 0, contents.length);
        return contents;
    }

    private @Nullable Inode lookUp(String path) {
        try {
            return calls.tree().find(path, true).inode();
        } catch (PosixException e) {
            return null;
        }
    }

    /** Returns the paths of all files, ascending; directories and devices are not among them. */
    public List<String> list() {
        List<String> files = new ArrayList<>();
        calls.tree().all().forEach((path, inode) -> {
            if (inode instanceof FileInode) {
                files.add(path);
            }
        });
        return files;
    }

    /** Returns what the disk has done so far. */
    public DiskStatistics statistics() {
        return calls.counters.report(
                calls.tree().cache.refusals(),
                calls.usedBytes(),
                calls.tree().cache.dirtyPages(),
                calls.tree().cache.journal.size());
    }

    /** Returns what the last power failure did; all zeros if there was none. */
    public DiskCrash lastCrash() {
        return lastCrash;
    }

    /** Returns what a power failure leaves. */
    public CrashRule crashRule() {
        return calls.tree().cache.rule;
    }

    /** Decides what a power failure leaves; {@link CrashRule#EXT4} at first. */
    public void setCrashRule(CrashRule rule) {
        simulation.control(() -> calls.tree().cache.rule = rule);
    }

    /** Returns how long calls take. */
    public DiskTimes times() {
        return calls.times;
    }

    /** Decides how long calls take; {@link DiskTimes#SSD} at first. */
    public void setTimes(DiskTimes newTimes) {
        simulation.control(() -> calls.times = newTimes);
    }

    /** Returns how many times as long as usual every call takes. */
    public double slowdown() {
        return calls.slowdown;
    }

    /**
     * Makes every call take so many times as long as usual; 1.0 makes the disk well again. The effect is counted in
     * {@link DiskStatistics#slowedNanos}.
     *
     * @throws IllegalArgumentException if the factor is not positive and finite
     */
    public void setSlowdown(double factor) {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the factor must be positive and finite, was " + factor);
        }
        simulation.control(() -> calls.slowdown = factor);
    }

    /** Returns how many bytes the disk has room for, in whole pages; {@link Long#MAX_VALUE} if there is no limit. */
    public long capacityBytes() {
        return calls.capacityPages == DiskCalls.NO_LIMIT ? Long.MAX_VALUE : calls.capacityPages * Page.BYTES;
    }

    /**
     * Gives the disk room for so many bytes, in whole pages of 4096; writes beyond it fail with "No space left on
     * device". What is there already stays. The effect is counted in {@link DiskStatistics#outOfSpace}.
     *
     * @param limitBytes not negative; {@link Long#MAX_VALUE} for no limit
     */
    public void setCapacity(long limitBytes) {
        if (limitBytes < 0) {
            throw new IllegalArgumentException("the capacity must not be negative, was " + limitBytes);
        }
        simulation.control(() -> calls.setCapacity(limitBytes));
    }

    /** Returns whether the file system takes no changes. */
    public boolean isReadOnly() {
        return calls.tree().cache.isReadOnly();
    }

    /**
     * Makes the file system read-only, as Linux does by itself when it meets an error in a file system that is mounted
     * with {@code errors=remount-ro}, or writable again. While it is read-only, every change of a name, an attribute or
     * contents fails with "Read-only file system", also through files that are open, and so does every sync: what was
     * not synced by then stays in the page cache only. The effect is counted in {@link DiskStatistics#refusedChanges}.
     */
    public void setReadOnly(boolean readOnly) {
        simulation.control(() -> {
            calls.tree().cache.setReadOnly(readOnly);
            calls.record(readOnly ? "DiskReadOnly" : "DiskWritable");
        });
    }

    /** Lets calls fail from now on. */
    public void inject(DiskFault fault) {
        simulation.control(() -> calls.faults.putIfAbsent(fault, 0L));
    }

    /**
     * Takes a fault away.
     *
     * @return how many calls it has failed
     */
    public long heal(DiskFault fault) {
        long[] hits = new long[1];
        simulation.control(() -> {
            Long count = calls.faults.remove(fault);
            hits[0] = count == null ? 0 : count;
        });
        return hits[0];
    }

    /** Returns how many calls a fault has failed so far; 0 if it is not there. */
    public long hits(DiskFault fault) {
        return calls.faults.getOrDefault(fault, 0L);
    }

    /**
     * Replaces the disk by a new one that holds the files the node was made with and nothing else.
     *
     * @throws IllegalStateException if the node runs
     */
    public void wipe() {
        if (node.isRunning()) {
            throw new IllegalStateException("node " + node.name() + " runs; its disk cannot be replaced");
        }
        simulation.control(() -> {
            calls.format();
            installed.forEach(calls.tree()::install);
            calls.record("DiskWiped");
        });
    }

    // ---- for the node

    void install(String path, byte[] contents) {
        byte[] copy = contents.clone();
        installed.put(path, copy);
        calls.tree().install(path, copy);
    }

    /** The power fails; no process runs any more. */
    void crash() {
        lastCrash = calls.crash(crashes);
        calls.record(
                "DiskCrashed",
                "files",
                lastCrash.files(),
                "pagesKept",
                lastCrash.pagesKept(),
                "pagesTorn",
                lastCrash.pagesTorn(),
                "pagesLost",
                lastCrash.pagesLost(),
                "changesKept",
                lastCrash.changesKept(),
                "changesUndone",
                lastCrash.changesUndone());
    }

    void processStarted(SimProcess process) {
        calls.machine().started(process);
    }

    void processEnded(SimProcess process) {
        calls.machine().ended(process);
        FileMappings.processEnded(process);
        calls.tree().cache.watches.processEnded(process);
        FileDescriptors.closeAll(process);
        FileHost.processEnded(process);
        FileExits.processEnded(process);
        NioAsynchronousHooks.processEnded(process);
    }
}
