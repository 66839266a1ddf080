package dev.faultline.sim.internal.machine;

import dev.faultline.sim.Node;
import dev.faultline.sim.NodeCode;
import dev.faultline.sim.NodeLimits;
import dev.faultline.sim.NodeMemory;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Standing;
import dev.faultline.sim.internal.code.MethodCalls;
import dev.faultline.sim.internal.disk.DiskCalls;
import dev.faultline.sim.internal.disk.Library;
import dev.faultline.sim.internal.kernel.Allowance;
import dev.faultline.sim.internal.kernel.MachineClock;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.net.Addresses;
import dev.faultline.sim.internal.net.Attached;
import dev.faultline.sim.internal.net.NetStack;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine of the run, as {@link Node} says; its disk and its place in the network outlive its processes. The file is as long
 * as there are things that can be done to a machine, a few lines for each.
 */
public final class SimNode implements Attached {
    private final int number;
    private NodeSpec spec;
    private final World world;
    private final InetAddress address;
    private Library library;
    private final MachineClock clock = new MachineClock();
    private final ClockChanges clocks;
    private final SimDisk disk;
    private final SimCode code;
    private final SimMemory memory;
    private final NodeOutput output;
    private @Nullable SimProcess process;
    private int generation;
    private final Allowance allowance = new Allowance(
            this::nowNanos,
            () -> process == null ? 0 : process.openFiles + stack().openSockets(),
            () -> process == null ? 0 : process.platformThreads(),
            what -> record("LimitReached", "limit", what));

    SimNode(int number, NodeSpec spec, World world) {
        this.number = number;
        this.spec = spec;
        this.world = world;
        address = Addresses.ofNode(spec.name(), number);
        library = Library.of(spec.classPath());
        output = new NodeOutput(this, world);
        disk = new SimDisk(this, world);
        code = new SimCode(this, world);
        memory = new SimMemory(this, code.calls, () -> process);
        clocks = new ClockChanges(clock, world.scheduler(), this::record);
        spec.files().forEach(disk::install);
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public InetAddress address() {
        return address;
    }

    @Override
    public NodeSpec spec() {
        return spec;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public Library library() {
        return library;
    }

    @Override
    public MachineClock clock() {
        return clock;
    }

    @Override
    public SimDisk disk() {
        return disk;
    }

    @Override
    public NodeCode code() {
        return code;
    }

    @Override
    public NodeMemory memory() {
        return memory;
    }

    /** Returns what happens at the methods of its programs; public for hooks. */
    public MethodCalls methods() {
        return code.calls;
    }

    @Override
    public boolean isRunning() {
        return process != null;
    }

    @Override
    public boolean isPaused() {
        return process != null && process.isPaused();
    }

    @Override
    public int threads() {
        return process == null ? 0 : process.tasks().size();
    }

    @Override
    public Standing standing() {
        Standing[] standing = {new Standing(Standing.State.GONE, List.of(), List.of())};
        world.control(() -> {
            if (process != null) {
                standing[0] = Standings.of(process, stack());
            }
        });
        return standing[0];
    }

    @Override
    public void start() {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("node " + name()
                    + " cannot be started in the middle of a turn, such as by what sees a line that is printed;"
                    + " schedule an action that does it");
        }
        world.control(() -> {
            if (process != null) {
                throw new IllegalStateException("node " + name() + " runs already");
            }
            NodeLoader loader = world.loaderFor(spec, code.calls.probes);
            SimProcess next = new SimProcess(this, ++generation, world.scheduler(), loader);
            next.mustRest = limits().processorShare() < 1;
            allowance.processStarts();
            process = next;
            disk.processStarted(next);
            record("NodeStarted", "generation", generation);
            next.start(spec.program());
        });
    }

    @Override
    public void setSpec(NodeSpec next) {
        if (!next.name().equals(name())) {
            throw new IllegalArgumentException("a node keeps its name: " + name() + " cannot become " + next.name());
        }
        world.control(() -> {
            if (process != null) {
                throw new IllegalStateException("node " + name() + " runs; what it is made from cannot be changed");
            }
            spec = next;
            library = Library.of(next.classPath());
            disk.furnish(next);
            record(
                    "NodeChanged",
                    "classPath",
                    String.join(":", library.entries().keySet()));
        });
    }

    @Override
    public NodeLimits limits() {
        return allowance.limits();
    }

    @Override
    public void setLimits(NodeLimits limits) {
        NodeLimits.Heap heap = limits.heap();
        if (heap.isLimited() && !code.calls.probes.areOfAllocations()) {
            throw new IllegalArgumentException("that what the programs of " + name()
                    + " allocate is counted was not prepared before the node started");
        }
        List<Object> data = new ArrayList<>(List.of(
                "openFiles",
                limits.openFiles(),
                "threads",
                limits.threads(),
                "processorShare",
                Double.toString(limits.processorShare())));
        if (heap.isLimited()) {
            data.addAll(List.of(
                    "heapBytes",
                    heap.bytes(),
                    "heapLifetimeNanos",
                    heap.lifetime().toNanos()));
        }
        world.control(() -> {
            allowance.set(limits);
            if (process != null) {
                process.mustRest = limits.processorShare() < 1;
            }
            record("LimitsSet", data.toArray());
        });
    }

    @Override
    public NodeLimits.Use use() {
        return allowance.use();
    }

    @Override
    public Allowance allowance() {
        return allowance;
    }

    @Override
    public int kill() {
        return end("NodeKilled", false);
    }

    @Override
    public int powerOff() {
        int[] threads = {end("NodePoweredOff", true)};
        world.control(disk::crash);
        return threads[0];
    }

    @Override
    public void stop() {
        world.control(() -> {
            if (process != null) {
                process.terminate();
            }
        });
    }

    @Override
    public void pause() {
        world.control(() -> {
            if (process != null && !process.isPaused()) {
                record("NodePaused");
                process.turns.pause();
            }
        });
    }

    @Override
    public void resume() {
        world.control(() -> {
            if (process != null && process.isPaused()) {
                record("NodeResumed", "readyThreads", process.turns.held());
                process.turns.resume();
            }
        });
    }

    @Override
    public void jumpClock(Duration by) {
        world.control(() -> clocks.jump(by));
    }

    @Override
    public void driftClock(long ppm) {
        world.control(() -> clocks.drift(ppm));
    }

    @Override
    public void freezeClock() {
        world.control(clocks::freeze);
    }

    @Override
    public void strobeClock(Duration by, Duration period) {
        world.control(() -> clocks.strobe(by, period));
    }

    @Override
    public void steadyClock() {
        world.control(clocks::steady);
    }

    @Override
    public void spawn(String threadName, Runnable body) {
        world.control(() -> {
            if (process == null) {
                throw new IllegalStateException("node " + name() + " does not run");
            }
            process.spawn(threadName, body);
        });
    }

    @Override
    public ClassLoader classLoader() {
        if (process == null) {
            throw new IllegalStateException("node " + name() + " does not run");
        }
        return process.loader();
    }

    @Override
    public String toString() {
        return name();
    }

    SimNetwork network() {
        return world.network();
    }

    @Override
    public DiskCalls calls() {
        return disk.calls();
    }

    @Override
    public NetStack stack() {
        return network().topology().stack(this);
    }

    public OutputStream output() {
        return output;
    }

    /** Returns how many processes there were. */
    int generation() {
        return generation;
    }

    @Override
    public Collection<Task> tasks() {
        return process == null ? List.of() : process.tasks();
    }

    @Override
    public void endLine() {
        output.flushLine();
    }

    /** Called when the program has ended by itself, or lost its main thread. */
    void endedByItself(String how) {
        world.endedByItself(this, how);
    }

    void processEnded(SimProcess ended) {
        output.flushLine();
        disk.processEnded(ended);
        if (process == ended) {
            process = null;
            code.calls.forgetNewest();
            world.gates().forget(this);
        }
        world.network().processEnded(ended);
    }

    private int end(String event, boolean silently) {
        int[] threads = {0};
        world.control(() -> {
            SimProcess ending = process;
            if (ending != null) {
                threads[0] = ending.tasks().size();
                if (silently) {
                    world.network().powerOff(this);
                }
                ending.end(event);
            }
        });
        return threads[0];
    }

    /** Makes an event of a line that was printed. */
    void recordLine(String line) {
        Task task = Task.current();
        record("LinePrinted", task == null ? "" : task.name(), new Object[] {"line", line});
    }

    private long nowNanos() {
        return world.nowNanos();
    }

    private void record(String event, Object... data) {
        record(event, "", data);
    }

    private void record(String event, String thread, Object[] data) {
        Scheduler scheduler = world.scheduler();
        scheduler.setCause(
                scheduler.recorder.record(event, name(), thread, scheduler.nowNanos(), scheduler.cause(), data));
    }
}
