package dev.faultline.sim;

import java.net.InetAddress;
import java.time.Duration;

/**
 * A machine of the run: it has a name, an address, a clock and a disk, which outlive the program, and at most one
 * process, which runs the program.
 *
 * <p>Every method may be called by the code that drives the simulation, between two stretches of the run or in an
 * action scheduled with {@link Simulation#after}; they take effect at once. Programs in the simulation must not call
 * them.
 */
public interface Node {
    /** Returns the host name. */
    String name();

    /** Returns the number: from 0, in the order in which the nodes of the run were added. */
    int number();

    /** Returns the address in the simulated network. */
    InetAddress address();

    /** Returns what the node was made from. */
    NodeSpec spec();

    /** Returns the clock as the node sees it. */
    NodeClock clock();

    /** Returns the disk. */
    Disk disk();

    /** Returns the methods of its programs. */
    NodeCode code();

    /** Returns what its programs have in memory. */
    NodeMemory memory();

    /** Returns whether a program runs, paused or not. */
    boolean isRunning();

    /** Returns whether the node is paused. */
    boolean isPaused();

    /** Returns how many threads the program has now. */
    int threads();

    /** Returns where the node stands. To be asked between two stretches of the run; it costs a look at every thread. */
    Standing standing();

    /**
     * Starts the program in a fresh process.
     *
     * @throws IllegalStateException if it runs already
     */
    void start();

    /**
     * Kills the process as SIGKILL does: no thread takes another turn, no {@code finally} block and no hook runs. The
     * operating system lives on: it closes the sockets, and what was written but not synced stays on the disk.
     *
     * @return how many threads were killed; 0 if nothing ran
     */
    int kill();

    /**
     * Cuts the power: as {@link #kill}, but no peer is told, and the disk loses what was not synced, as far as its
     * {@linkplain Disk crash rules} and the seed say.
     *
     * @return how many threads were killed; 0 if nothing ran
     */
    int powerOff();

    /**
     * Asks the program to end by SIGTERM: shutdown hooks run, then the process exits with status 143; a program that has a
     * handler of the signal does what that does.
     */
    void stop();

    /** Stops every thread where it is, as SIGSTOP does; time goes on, and so do messages to its sockets' buffers. */
    void pause();

    /** Lets a paused node go on. */
    void resume();

    /** Moves the node's time of day by so much; the monotonic clock stays. */
    void jumpClock(Duration by);

    /**
     * Lets the node's clock run fast (positive) or slow (negative) by so many millionths.
     *
     * @throws IllegalArgumentException if it would stand still or run backwards
     */
    void driftClock(long ppm);

    /** Lets the node's time of day stand still; the monotonic clock goes on, and so does all that waits. */
    void freezeClock();

    /**
     * Lets the node's time of day change back and forth: so much ahead for the period, right for the period, and so on.
     *
     * @param by may be negative
     * @param period at least 1 ns
     */
    void strobeClock(Duration by, Duration period);

    /** Ends what {@link #freezeClock} and {@link #strobeClock} do: the time of day is as if they had never been. */
    void steadyClock();

    /**
     * Makes the node another: it has this program, class path, properties and so on from its next start on, as after an
     * upgrade. The disk stays as it is, but for files that the new node is made with and the old one was not, or with other
     * contents; a {@linkplain Disk#wipe wiped} one has those of the new node. {@link NodeSpec#disk} changes nothing.
     *
     * @throws IllegalArgumentException if the name is another
     * @throws IllegalStateException if it runs
     */
    void setSpec(NodeSpec next);

    /** Returns what a process may have. */
    NodeLimits limits();

    /**
     * Decides what a process may have, from now on and in all processes to come; {@link NodeLimits#NONE} at first. A heap counts as
     * empty from when another one is set, and in each new process.
     *
     * @throws IllegalArgumentException if the heap has a limit, and that was not {@linkplain NodeCode#prepareAllocations prepared}
     */
    void setLimits(NodeLimits limits);

    /** Returns what the process has, and how often a limit was in its way. */
    NodeLimits.Use use();

    /**
     * Starts a thread in the running process, beside those of the program.
     *
     * @throws IllegalStateException if the node does not run
     */
    void spawn(String threadName, Runnable body);

    /**
     * Returns the class loader of the running process.
     *
     * @throws IllegalStateException if the node does not run
     */
    ClassLoader classLoader();

    /**
     * Hands on what the node has printed since its last line end, as a line; does nothing if that is nothing. For the end of
     * a run, while the simulation does not run.
     */
    void endLine();
}
