package dev.faultline.sim.internal.machine;

import dev.faultline.sim.CrashRule;
import dev.faultline.sim.Disk;
import dev.faultline.sim.DiskCall;
import dev.faultline.sim.DiskCrash;
import dev.faultline.sim.DiskFault;
import dev.faultline.sim.DiskFault.Layer;
import dev.faultline.sim.DiskPoint;
import dev.faultline.sim.DiskSpec;
import dev.faultline.sim.DiskStatistics;
import dev.faultline.sim.DiskTimes;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.PathPattern;
import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.disk.DiskCalls;
import dev.faultline.sim.internal.disk.DiskContents;
import dev.faultline.sim.internal.disk.FileDescriptors;
import dev.faultline.sim.internal.disk.FileExits;
import dev.faultline.sim.internal.disk.FileHost;
import dev.faultline.sim.internal.disk.FileInode;
import dev.faultline.sim.internal.disk.FileMappings;
import dev.faultline.sim.internal.disk.Page;
import dev.faultline.sim.internal.kernel.Scheduler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The disk of a machine, for the code that drives the simulation and for the life of the machine. */
public final class SimDisk implements Disk {
    private final SimNode node;
    private final World world;
    private final DiskCalls calls;
    private @Nullable MachineFiles machineFiles;
    private final Rng crashes;
    private final Map<String, byte[]> installed = new LinkedHashMap<>();

    private final DiskContents damage;
    private long shownPagesBefore;
    private DiskCrash lastCrash = DiskCrash.NONE;

    SimDisk(SimNode node, World world) {
        this.node = node;
        this.world = world;
        Scheduler scheduler = world.scheduler();
        calls = new DiskCalls(node, scheduler, tree -> machineFiles = MachineFiles.install(tree, node, scheduler));
        damage = new DiskContents(node.name(), calls);
        DiskSpec spec = node.spec().disk();
        calls.tree().cache.rule = spec.crashRule();
        calls.pace.times = spec.times();
        calls.setCapacity(spec.capacityBytes());
        crashes = Rng.fork(scheduler.seed, "disk crashes of " + node.name());
    }

    public DiskCalls calls() {
        return calls;
    }

    // ---- for the code that drives the simulation

    @Override
    public byte[] read(String path) {
        return damage.read(path, Layer.CACHE);
    }

    @Override
    public byte[] read(String path, Layer layer) {
        return damage.read(path, layer);
    }

    @Override
    public List<String> list(PathPattern pattern) {
        return list().stream().filter(pattern::matches).toList();
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
        return calls.pace.times;
    }

    @Override
    public void setTimes(DiskTimes newTimes) {
        world.control(() -> calls.pace.times = newTimes);
    }

    @Override
    public double slowdown() {
        return calls.pace.slowdown;
    }

    @Override
    public void setSlowdown(double factor) {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the factor must be positive and finite, was " + factor);
        }
        world.control(() -> calls.pace.slowdown = factor);
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
    public long bandwidth() {
        return calls.pace.bandwidth;
    }

    @Override
    public void setBandwidth(long bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a disk takes a byte in a second at least, was " + bytesPerSecond);
        }
        world.control(() -> calls.pace.bandwidth = bytesPerSecond);
    }

    @Override
    public boolean isAvailable() {
        return !calls.faults.unavailable;
    }

    @Override
    public void setAvailable(boolean available) {
        world.control(() -> {
            calls.faults.unavailable = !available;
            calls.record(available ? "DiskBack" : "DiskGone");
        });
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
        world.control(() -> calls.faults.inject(fault));
    }

    @Override
    public long heal(DiskFault fault) {
        long[] hits = new long[1];
        world.control(() -> hits[0] = calls.faults.heal(fault));
        return hits[0];
    }

    @Override
    public long hits(DiskFault fault) {
        return calls.faults.hits(fault);
    }

    // ---- points in a run

    @Override
    public void at(DiskPoint point, Consumer<DiskCall> action) {
        world.control(() -> calls.points.set(point, action));
    }

    @Override
    public long cancel(DiskPoint point) {
        long[] seen = new long[1];
        world.control(() -> seen[0] = calls.points.cancel(point));
        return seen[0];
    }

    @Override
    public long calls(DiskPoint point) {
        return calls.points.calls(point);
    }

    // ---- damage at rest

    @Override
    public void flipBit(String path, long offset, int bit, Layer layer) {
        if (bit < 0 || bit > 7) {
            throw new IllegalArgumentException("a byte has the bits 0 to 7, was " + bit);
        }
        world.control(() -> {
            byte[] old = damage.bytesAt(path, offset, 1, layer);
            damage.overwrite("flip", path, offset, new byte[] {(byte) (old[0] ^ 1 << bit)}, layer);
        });
    }

    @Override
    public void overwrite(String path, long offset, byte[] bytes, Layer layer) {
        world.control(() -> damage.overwrite("overwrite", path, offset, bytes, layer));
    }

    @Override
    public void truncate(String path, long size) {
        world.control(() -> damage.truncate(path, size));
    }

    @Override
    public void replace(String path, byte[] contents) {
        world.control(() -> damage.replace(path, contents));
    }

    @Override
    public void remove(String path) {
        world.control(() -> damage.remove(path));
    }

    @Override
    public int dropCache() {
        int[] shown = new int[1];
        world.control(() -> shown[0] = calls.tree().cache.evict());
        return shown[0];
    }

    @Override
    public Disk.Damage damage() {
        return calls.counters.damage(shownPagesBefore + calls.tree().cache.shownPages());
    }

    @Override
    public void wipe() {
        if (node.isRunning()) {
            throw new IllegalStateException("node " + node.name() + " runs; its disk cannot be replaced");
        }
        world.control(() -> {
            shownPagesBefore += calls.tree().cache.shownPages();
            calls.format();
            installed.forEach(calls.tree()::install);
            calls.record("DiskWiped");
        });
    }

    // ---- for the node

    /** Puts there what a changed node is made with, as far as that is other than before; all else stays. */
    void furnish(NodeSpec spec) {
        calls.furnish();
        spec.files().forEach((path, contents) -> {
            if (!Arrays.equals(installed.get(path), contents)) {
                if (calls.fileAt(path) != null) {
                    damage.furnish("furnish", path, contents);
                } else {
                    calls.tree().install(path, contents.clone());
                }
            }
        });
        installed.clear();
        spec.files().forEach((path, contents) -> installed.put(path, contents.clone()));
    }

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
