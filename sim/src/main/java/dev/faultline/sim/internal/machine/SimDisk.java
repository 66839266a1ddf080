package dev.faultline.sim.internal.machine;

import dev.faultline.sim.CrashRule;
import dev.faultline.sim.Disk;
import dev.faultline.sim.DiskCrash;
import dev.faultline.sim.DiskFault;
import dev.faultline.sim.DiskSpec;
import dev.faultline.sim.DiskStatistics;
import dev.faultline.sim.DiskTimes;
import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.disk.DiskCalls;
import dev.faultline.sim.internal.disk.FileDescriptors;
import dev.faultline.sim.internal.disk.FileExits;
import dev.faultline.sim.internal.disk.FileHost;
import dev.faultline.sim.internal.disk.FileInode;
import dev.faultline.sim.internal.disk.FileMappings;
import dev.faultline.sim.internal.disk.Inode;
import dev.faultline.sim.internal.disk.Page;
import dev.faultline.sim.internal.disk.PosixException;
import dev.faultline.sim.internal.kernel.Scheduler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The disk of a machine, for the code that drives the simulation and for the life of the machine. */
public final class SimDisk implements Disk {
    private final SimNode node;
    private final World world;
    private final DiskCalls calls;
    private @Nullable MachineFiles machineFiles;
    private final Rng crashes;
    private final Map<String, byte[]> installed = new LinkedHashMap<>();

    private DiskCrash lastCrash = DiskCrash.NONE;

    SimDisk(SimNode node, World world) {
        this.node = node;
        this.world = world;
        Scheduler scheduler = world.scheduler();
        calls = new DiskCalls(node, scheduler, tree -> machineFiles = MachineFiles.install(tree, node, scheduler));
        DiskSpec spec = node.spec().disk();
        calls.tree().cache.rule = spec.crashRule();
        calls.times = spec.times();
        calls.setCapacity(spec.capacityBytes());
        crashes = Rng.fork(scheduler.seed, "disk crashes of " + node.name());
    }

    public DiskCalls calls() {
        return calls;
    }

    // ---- for the code that drives the simulation

    @Override
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

    @Override
    public List<String> list() {
        List<String> files = new ArrayList<>();
        calls.tree().all().forEach((path, inode) -> {
            if (inode instanceof FileInode) {
                files.add(path);
            }
        });
        return files;
    }

    @Override
    public DiskStatistics statistics() {
        return calls.counters.report(
                calls.tree().cache.refusals(),
                calls.usedBytes(),
                calls.tree().cache.dirtyPages(),
                calls.tree().cache.journal.size());
    }

    @Override
    public DiskCrash lastCrash() {
        return lastCrash;
    }

    @Override
    public CrashRule crashRule() {
        return calls.tree().cache.rule;
    }

    @Override
    public void setCrashRule(CrashRule rule) {
        world.control(() -> calls.tree().cache.rule = rule);
    }

    @Override
    public DiskTimes times() {
        return calls.times;
    }

    @Override
    public void setTimes(DiskTimes newTimes) {
        world.control(() -> calls.times = newTimes);
    }

    @Override
    public double slowdown() {
        return calls.slowdown;
    }

    @Override
    public void setSlowdown(double factor) {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the factor must be positive and finite, was " + factor);
        }
        world.control(() -> calls.slowdown = factor);
    }

    @Override
    public long capacityBytes() {
        return calls.capacityPages == DiskCalls.NO_LIMIT ? Long.MAX_VALUE : calls.capacityPages * Page.BYTES;
    }

    @Override
    public void setCapacity(long limitBytes) {
        if (limitBytes < 0) {
            throw new IllegalArgumentException("the capacity must not be negative, was " + limitBytes);
        }
        world.control(() -> calls.setCapacity(limitBytes));
    }

    @Override
    public boolean isReadOnly() {
        return calls.tree().cache.isReadOnly();
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        world.control(() -> {
            calls.tree().cache.setReadOnly(readOnly);
            calls.record(readOnly ? "DiskReadOnly" : "DiskWritable");
        });
    }

    @Override
    public void inject(DiskFault fault) {
        world.control(() -> calls.faults.putIfAbsent(fault, 0L));
    }

    @Override
    public long heal(DiskFault fault) {
        long[] hits = new long[1];
        world.control(() -> {
            Long count = calls.faults.remove(fault);
            hits[0] = count == null ? 0 : count;
        });
        return hits[0];
    }

    @Override
    public long hits(DiskFault fault) {
        return calls.faults.getOrDefault(fault, 0L);
    }

    @Override
    public void wipe() {
        if (node.isRunning()) {
            throw new IllegalStateException("node " + node.name() + " runs; its disk cannot be replaced");
        }
        world.control(() -> {
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
        Objects.requireNonNull(machineFiles).started(process);
    }

    void processEnded(SimProcess process) {
        Objects.requireNonNull(machineFiles).ended(process);
        FileMappings.lifeEnded(process);
        calls.tree().cache.watches.lifeEnded(process);
        FileDescriptors.closeAll(process);
        FileHost.lifeEnded(process);
        FileExits.lifeEnded(process);
    }
}
