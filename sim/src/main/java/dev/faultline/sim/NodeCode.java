package dev.faultline.sim;

import java.util.List;
import java.util.function.Consumer;

/**
 * The methods of a node's programs, at which something can be made to happen: they throw, take longer, return another value, or
 * the code that drives the simulation acts as they begin or end.
 *
 * <p>Only methods that were {@linkplain #prepare prepared} can be reached: a probe is woven into them when their class is
 * loaded, by whatever loader of the program. Those of the JDK, of what nodes share with their caller, and native ones cannot; an
 * abstract method is reached where it is implemented, the bridge of a generic one in the method that it calls. In a synchronized
 * method the probe has the monitor already. What runs because a fault makes its exception, or the value to return, is no call: it
 * is neither struck nor counted.
 *
 * <p>Events: {@code MethodStruck} (method, effect). To be used by the code that drives the simulation, as {@link Node}.
 */
public interface NodeCode {
    /**
     * Lets the methods be points from the next start of the node on. A second time it does nothing.
     *
     * @throws IllegalStateException if the node runs, and something new is asked for
     */
    void prepare(MethodPattern methods);

    /**
     * Lets what the node's programs allocate be counted, for a {@linkplain NodeLimits.Heap limit} of it, from the next start of the
     * node on. It costs a call at each place that allocates. A second time it does nothing.
     *
     * @throws IllegalStateException if the node runs, and this was not asked for before
     */
    void prepareAllocations();

    /**
     * Lets calls of prepared methods go wrong from now on. Several faults may be in force; the same one is so only once.
     *
     * @throws IllegalArgumentException if its methods were not prepared
     */
    void inject(Fault fault);

    /** Takes a fault away and returns what was seen of it; nothing if it is not there. */
    Seen heal(Fault fault);

    /**
     * Has an action carried out at a point in the run, once, before the thread that has come there goes on. The action may do all
     * that drivers do, also end the node. Several actions may wait for one point; each counts the calls from when it was set.
     *
     * @param action takes the name of the method
     * @throws IllegalArgumentException if its methods were not prepared
     */
    void at(Point point, Consumer<String> action);

    /** Forgets who waits for a point, and returns how many calls have come there since it was set first. */
    long cancel(Point point);

    /** Returns the methods of the node's class path that the pattern means and that could be reached. It reads the classes. */
    List<String> methods(MethodPattern pattern);

    /**
     * Returns what a pattern may have meant that has met no method: other methods of the classes of the class path that it
     * matches; where it matches no class, all classes. It reads the former.
     */
    List<String> others(MethodPattern methods);

    /**
     * What goes wrong with calls of methods. A call is struck by one fault at most, the first of those that were injected; only
     * delays add up.
     *
     * @param methods which
     * @param chosen how likely each of the methods is to be a point at all, above 0.0 to 1.0: drawn once a run for each by its
     *     name, the same for all nodes
     * @param chance how likely each call of one that is a point is to be struck, above 0.0 to 1.0
     * @param most how many calls are struck at most; {@link Long#MAX_VALUE} for no limit
     * @param effect what happens to it
     */
    record Fault(MethodPattern methods, double chosen, double chance, long most, Effect effect) {
        /** Checks the ranges. */
        public Fault {
            if (!(chosen > 0 && chosen <= 1 && chance > 0 && chance <= 1)) {
                throw new IllegalArgumentException(
                        "chances are above 0.0 and 1.0 at most, were " + chosen + " and " + chance);
            }
            if (most < 1) {
                throw new IllegalArgumentException("a fault strikes a call at least, was at most " + most);
            }
        }
    }

    /** What happens to a call, as it begins. */
    sealed interface Effect {
        /**
         * It throws, whether or not it says that it may. A constructor does so before the object is one, a static initialiser
         * makes its class unusable.
         *
         * @param exception the name of the class, which the loader of the method's class must know: a {@link Throwable} with a
         *     constructor that takes a message, or nothing
         * @param message what it says, where it can
         */
        record Throw(String exception, String message) implements Effect {}

        /** It takes so much longer; what monitors it has it keeps. */
        record Delay(Distribution by) implements Effect {}

        /**
         * It does nothing and returns this: {@code void}, {@code null}, {@code true}, a number, a text in quotation marks, the name
         * of a constant of an enum, or {@code empty} for a text, a collection, an array, an {@link java.util.Optional}.
         *
         * @param value as it is written; where the method cannot return it, calls are not struck
         */
        record Return(String value) implements Effect {}
    }

    /**
     * A point in a run.
     *
     * @param methods which methods
     * @param moment where in a call of one
     * @param nth which call of all of them, counted from when the point is set; from 1
     */
    record Point(MethodPattern methods, Moment moment, long nth) {
        /** On which side of what the method does. */
        public enum Moment {
            /** It has been called, and nothing of it has been done. */
            BEFORE,
            /** It is about to return; one that ends by an exception does not come here. */
            AFTER
        }

        /** Checks the range. */
        public Point {
            if (nth < 1) {
                throw new IllegalArgumentException("calls are counted from 1, was " + nth);
            }
        }
    }

    /**
     * What was seen of a fault.
     *
     * @param methods those that it means and that were called while it was in force, in the order in which they first were
     * @param points how many of them are points
     * @param calls how many calls of these there were while the fault was in force
     * @param struck how many of the calls were struck
     * @param refusals why calls that were to be struck could not be, each reason once
     */
    record Seen(List<String> methods, int points, long calls, long struck, List<String> refusals) {
        /** Copies the lists. */
        public Seen {
            methods = List.copyOf(methods);
            refusals = List.copyOf(refusals);
        }
    }
}
