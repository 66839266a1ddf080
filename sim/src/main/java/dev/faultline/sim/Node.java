package dev.faultline.sim;

import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine of the run: it has a name, an address, a clock and a disk, which outlive the program, and at most one
 * process, which runs the program.
 *
 * <p>Every method may be called by the code that drives the simulation, between two stretches of the run or in an
 * action scheduled with {@link Simulation#after}; they take effect at once. Programs in the simulation must not call
 * them.
 */
public final class Node {
    final int number;
    private final NodeSpec spec;
    private final Simulation simulation;
    private final InetAddress address;
    private final Library library;
    private final NodeClock clock = new NodeClock();
    private final Disk disk;
    private final NodeOutput output;
    private @Nullable SimProcess process;
    private int generation;

    Node(int number, NodeSpec spec, Simulation simulation) {
        this.number = number;
        this.spec = spec;
        this.simulation = simulation;
        address = Addresses.ofNode(spec.name(), number);
        library = Library.of(spec.classPath());
        output = new NodeOutput(this, simulation);
        disk = new Disk(this, simulation);
        spec.files().forEach(disk::install);
    }

    /** Returns the host name. */
    public String name() {
        return spec.name();
    }

    /** Returns the address in the simulated network. */
    public InetAddress address() {
        return address;
    }

    /** Returns what the node was made from. */
    public NodeSpec spec() {
        return spec;
    }

    /** Returns the class path as programs of the node see it. */
    Library library() {
        return library;
    }

    /** Returns the clock as the node sees it. */
    public NodeClock clock() {
        return clock;
    }

    /** Returns the disk. */
    public Disk disk() {
        return disk;
    }

    /** Returns whether a program runs, paused or not. */
    public boolean isRunning() {
        return process != null;
    }

    /** Returns whether the node is paused. */
    public boolean isPaused() {
        return process != null && process.isPaused();
    }

    /** Returns how many threads the program has now. */
    public int threads() {
        return process == null ? 0 : process.tasks().size();
    }

    /** Returns where the node stands. To be asked between two stretches of the run; it costs a look at every thread. */
    public Standing standing() {
        Standing[] standing = {new Standing(Standing.State.GONE, List.of(), List.of())};
        simulation.control(() -> {
            if (process != null) {
                standing[0] = Standings.of(process, network().topology().stack(this));
            }
        });
        return standing[0];
    }

    /**
     * Starts the program in a fresh process.
     *
     * @throws IllegalStateException if it runs already
     */
    public void start() {
        simulation.control(() -> {
            if (process != null) {
                throw new IllegalStateException("node " + name() + " runs already");
            }
            NodeLoader loader = simulation.loaderFor(spec);
            SimProcess next = new SimProcess(this, ++generation, simulation.scheduler(), loader);
            process = next;
            disk.processStarted(next);
            record("NodeStarted", "generation", generation);
            next.start(spec.program());
        });
    }

    /**
     * Kills the process as SIGKILL does: no thread takes another turn, no {@code finally} block and no hook runs. The
     * operating system lives on: it closes the sockets, and what was written but not synced stays on the disk.
     *
     * @return how many threads were killed; 0 if nothing ran
     */
    public int kill() {
        return end("NodeKilled", false);
    }

    /**
     * Cuts the power: as {@link #kill}, but no peer is told, and the disk loses what was not synced, as far as its
     * {@linkplain Disk crash rules} and the seed say.
     *
     * @return how many threads were killed; 0 if nothing ran
     */
    public int powerOff() {
        int[] threads = {end("NodePoweredOff", true)};
        simulation.control(disk::crash);
        return threads[0];
    }

    /**
     * Asks the program to end by SIGTERM: shutdown hooks run, then the process exits with status 143; a program that has a
     * handler of the signal does what that does.
     */
    public void stop() {
        simulation.control(() -> {
            if (process != null) {
                process.terminate();
            }
        });
    }

    /** Stops every thread where it is, as SIGSTOP does; time goes on, and so do messages to its sockets' buffers. */
    public void pause() {
        simulation.control(() -> {
            if (process != null && !process.isPaused()) {
                record("NodePaused");
                process.pause();
            }
        });
    }

    /** Lets a paused node go on. */
    public void resume() {
        simulation.control(() -> {
            if (process != null && process.isPaused()) {
                record("NodeResumed", "readyThreads", process.heldThreads());
                process.resume();
            }
        });
    }

    /** Moves the node's time of day by so much; the monotonic clock stays. */
    public void jumpClock(Duration by) {
        simulation.control(() -> {
            clock.jump(by.toNanos());
            record("ClockJumped", "byNanos", by.toNanos());
        });
    }

    /**
     * Lets the node's clock run fast (positive) or slow (negative) by so many millionths.
     *
     * @throws IllegalArgumentException if it would stand still or run backwards
     */
    public void driftClock(long ppm) {
        if (ppm <= -1_000_000) {
            throw new IllegalArgumentException("a clock cannot run backwards: drift " + ppm + " ppm");
        }
        simulation.control(() -> {
            clock.setDrift(ppm, simulation.scheduler().nowNanos());
            record("ClockDrifts", "ppm", ppm);
        });
    }

    /**
     * Starts a thread in the running process, beside those of the program.
     *
     * @throws IllegalStateException if the node does not run
     */
    public void spawn(String threadName, Runnable body) {
        simulation.control(() -> {
            if (process == null) {
                throw new IllegalStateException("node " + name() + " does not run");
            }
            process.spawn(threadName, body);
        });
    }

    /**
     * Returns the class loader of the running process.
     *
     * @throws IllegalStateException if the node does not run
     */
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

    Network network() {
        return simulation.network();
    }

    OutputStream output() {
        return output;
    }

    /** Returns how many processes there were. */
    int generation() {
        return generation;
    }

    Collection<Task> liveTasks() {
        return process == null ? List.of() : process.tasks();
    }

    /**
     * Hands on what the node has printed since its last line end, as a line; does nothing if that is nothing. For the end of
     * a run, while the simulation does not run.
     */
    public void endLine() {
        output.flushLine();
    }

    /** Called when the program has ended by itself, or lost its main thread. */
    void endedByItself(String how) {
        simulation.endedByItself(this, how);
    }

    void processEnded(SimProcess ended) {
        output.flushLine();
        disk.processEnded(ended);
        if (process == ended) {
            process = null;
        }
        simulation.network().processEnded(ended);
    }

    private int end(String event, boolean silently) {
        int[] threads = {0};
        simulation.control(() -> {
            SimProcess ending = process;
            if (ending != null) {
                threads[0] = ending.tasks().size();
                if (silently) {
                    simulation.network().powerOff(this);
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

    private void record(String event, Object... data) {
        record(event, "", data);
    }

    private void record(String event, String thread, Object[] data) {
        Scheduler scheduler = simulation.scheduler();
        scheduler.setCause(
                scheduler.recorder.record(event, name(), thread, scheduler.nowNanos(), scheduler.cause(), data));
    }
}
