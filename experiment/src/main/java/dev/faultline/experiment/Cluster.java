package dev.faultline.experiment;

import dev.faultline.chaos.Injector;
import dev.faultline.sim.Ending;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.UnmodelledUse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;

/**
 * The nodes of one run in their environment, from before the first starts until the run is over, with the time and the events
 * of the run. To be used by one thread.
 */
public interface Cluster extends Injector, AutoCloseable {
    /**
     * Adds a node, which does not run yet.
     *
     * @throws IllegalArgumentException if there is one of the name
     */
    Member add(NodeSpec spec);

    /** Says how far nodes are from each other, also those that are added later. */
    void place(NetworkSpec network);

    /**
     * Says what nodes are made from where options have other values, for upgrades.
     *
     * @param setups takes the name of a node, and options with values; returns nothing where that was not prepared
     */
    void offer(BiFunction<String, Map<String, String>, Optional<NodeSpec>> setups);

    /** Makes an event {@code LinePrinted} of every line, of a node of that name, that is accepted from now on. */
    void recordLines(BiPredicate<String, String> accepted);

    /** Tells of every program that has ended, or lost its main thread, by itself: which node's, and what became of it. */
    void onEnd(BiConsumer<Member, String> supervisor);

    /** Lets the run go on until the condition holds, so much time has passed, or nothing can happen any more. */
    Ending run(Duration atMost, BooleanSupplier done);

    /** Returns what there is to tell of the run so far. */
    Account account();

    /** Ends every node. */
    @Override
    void close();

    /**
     * What an environment tells of a run.
     *
     * @param threads how many were started
     * @param turns how many turns threads have taken; 0 where nobody counts
     * @param events how many events there were
     * @param fingerprint what two runs share only if they did the same; empty where runs cannot be compared
     * @param unmodelled what was met that the environment does not model, a line for each kind
     * @param unmodelledUses each such thing, and where
     */
    record Account(
            int threads,
            long turns,
            long events,
            String fingerprint,
            List<String> unmodelled,
            List<UnmodelledUse> unmodelledUses) {
        /** Copies the lists. */
        public Account {
            unmodelled = List.copyOf(unmodelled);
            unmodelledUses = List.copyOf(unmodelledUses);
        }
    }
}
