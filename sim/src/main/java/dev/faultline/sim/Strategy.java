package dev.faultline.sim;

/**
 * Chooses which thread goes next: the one decision of the scheduler.
 *
 * <p>An instance serves one run and is called by one thread only. Its choices may depend on nothing but its seed and
 * what it was asked before.
 */
@FunctionalInterface
public interface Strategy {
    /**
     * Returns the index of the thread to run next.
     *
     * @param ready the threads that can run; never empty
     * @return from 0 to {@code ready.size() - 1}
     */
    int choose(Ready ready);

    /** The threads that can run, in the order in which they became ready, as far as the strategy may know them. */
    interface Ready {
        /** Returns how many threads can run. */
        int size();

        /** Returns the number of a thread: its own for the whole run, from 1, in the order of creation. */
        int thread(int index);

        /** Returns the number of the thread's node: from 0, in the order of creation. Threads of a node share memory. */
        int node(int index);
    }

    /** Makes the strategy of a run from the run's seed. */
    @FunctionalInterface
    interface Factory {
        /** Returns a strategy whose choices follow from the seed. */
        Strategy create(long seed);
    }

    /** Any ready thread, each with the same chance. The default: cheap, and it finds most bugs. */
    static Factory random() {
        return seed -> {
            Rng rng = Rng.fork(seed, "strategy");
            return ready -> ready.size() == 1 ? 0 : rng.below(ready.size());
        };
    }

    /** The threads in turn; no chance at all. */
    static Factory roundRobin() {
        return seed -> new RoundRobin();
    }

    /**
     * Probabilistic concurrency testing: strict priorities that change at few random steps. Finds a bug that needs
     * {@code depth} ordered steps with a chance of at least 1 / (threads * steps^(depth - 1)) (Sebastian Burckhardt et
     * al., "A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs", 2010). So that a thread that only
     * polls cannot starve the others, one that runs 1,000 times in a row falls to the lowest priority.
     *
     * @param depth how many ordered steps the bug takes, 1 or more
     * @param steps about how many steps a run takes; the changes happen among the first so many
     * @throws IllegalArgumentException if depth or steps is below 1
     */
    static Factory pct(int depth, long steps) {
        if (depth < 1 || steps < 1) {
            throw new IllegalArgumentException("depth and steps must be 1 or more, were " + depth + " and " + steps);
        }
        return seed -> new Pct(Rng.fork(seed, "strategy"), depth, steps);
    }

    /**
     * Partial order sampling: a random priority for each step of a thread, drawn anew for those that race with the step
     * just taken; here, the threads of the same node (Xinhao Yuan, Junfeng Yang, Ronghui Gu, "Partial Order Aware
     * Concurrency Sampling", 2018).
     */
    static Factory pos() {
        return seed -> new PartialOrderSampling(Rng.fork(seed, "strategy"));
    }
}
