package dev.faultline.sim;

import java.time.Duration;
import java.util.List;

/**
 * Lets the code that drives a simulation say which thread goes on: threads wait at gates, which are methods, until they are
 * released one by one, and timed waits last until somebody ends them. So a run can be led along a path that was chosen
 * beforehand, such as a behaviour of a model, by programs that know nothing of it.
 *
 * <pre>{@code
 * server.code().prepare(APPEND);              // before the start
 * server.start();
 * steering.hold(server, APPEND);
 * steering.holdTimedWaits();
 * simulation.run(limit, () -> steering.isQuiet(Duration.ofSeconds(1)));
 * steering.release(steering.held().getFirst());
 * }</pre>
 *
 * <p>Nothing of it draws a number or takes a turn: what a run does between two calls follows from the seed, as always. A held
 * thread keeps the monitors that it has. What a call takes with it is not seen here; a program, or an aspect that is woven into
 * it, may print that before it calls the method at which it is held.
 *
 * <p>Events: {@code ThreadHeld} (method), {@code ThreadReleased} (thread, method), {@code TimedWaitEnded} (thread). Every method
 * is to be called between two stretches of the run, or in an action of {@link Simulation#after}.
 */
public interface Steering {
    /**
     * A thread that waits at a gate.
     *
     * @param number from 1, in the order in which threads came to gates in the run
     * @param node whose thread
     * @param thread its name
     * @param method the method that it was about to begin, with the types of its parameters
     */
    record Held(long number, String node, String thread, String method) {}

    /**
     * A timed wait of a thread: a sleep, a poll with a time limit, a socket with one.
     *
     * @param number tells it from others; later waits have greater numbers
     * @param node whose thread
     * @param thread its name
     * @param untilNanos the virtual time at which it would have ended; it may be past
     */
    record TimedWait(long number, String node, String thread, long untilNanos) {}

    /**
     * Lets threads of the node wait as they begin one of these methods, from now on, also after the node was started anew. A
     * second time it does nothing.
     *
     * @throws IllegalArgumentException if they were not {@linkplain NodeCode#prepare prepared}
     */
    void hold(Node node, MethodPattern methods);

    /** Lets threads pass there again; those that are held for this pattern alone go on. Does nothing if there is no such gate. */
    void pass(Node node, MethodPattern methods);

    /** Returns the threads that are held, in the order in which they came. A node that ends leaves none. */
    List<Held> held();

    /**
     * Lets a thread go on.
     *
     * @throws IllegalArgumentException if it is not held, or not any more
     */
    void release(Held held);

    /**
     * Lets timed waits that begin from now on last until they are {@linkplain #end ended}, or somebody wakes the thread: time
     * alone does not end them. The time that a disk or other work takes is none. A second time it does nothing.
     */
    void holdTimedWaits();

    /** Lets time end timed waits again; those that were held end at their time, and those whose time is past end now. */
    void passTimedWaits();

    /** Returns the timed waits that are held, in the order in which they began. */
    List<TimedWait> timedWaits();

    /**
     * Ends a timed wait, as if its time had come: virtual time is advanced to that, if it is not past. What other held waits wait
     * for may be past then; they last all the same, as on a machine that is slow.
     *
     * @throws IllegalArgumentException if it is not held, or not any more
     */
    void end(TimedWait wait);

    /**
     * Returns whether nothing goes on by itself: no thread can take a turn, and nothing is on its way that comes within so much
     * virtual time, be it a packet, a disk's answer or a timed wait that is not held. May be asked as the condition of {@link
     * Simulation#run(Duration, java.util.function.BooleanSupplier)}.
     */
    boolean isQuiet(Duration within);
}
