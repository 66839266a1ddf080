package dev.faultline.check;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Two searches, taken in turns: walks of {@link Frontier}, narrow ones and then one with everything, which decide most
 * histories; where that becomes much, {@link DepthFirst}; then the walk with everything to the end. Each is exact
 * when it answers, and which one does follows from the history and the limits alone, so that the verdict does as
 * well, and its witness.
 */
final class Search {

    private static final int[] NARROW = {4, 64, 1024};
    private static final int EVERYTHING = Integer.MAX_VALUE;
    private static final long VISITS = 1 << 18;
    private static final long STEPS = 1 << 20;
    private static final long STEPS_FOR_AN_OPERATION = 16;

    private final Model<?> model;
    private final Partition partition;
    private final Budget budget;

    private Search(Model<?> model, Partition partition, Budget budget) {
        this.model = model;
        this.partition = partition;
        this.budget = budget;
    }

    /** Decides the partition within the limits. */
    static PartitionResult decide(Model<?> model, Partition partition, Limits limits) {
        Budget budget = new Budget(limits);
        try {
            budget.checkOperations(partition.size());
            return new Search(model, partition, budget).decide();
        } catch (LimitReached reached) {
            return new PartitionResult.Undecided(reached.limit(), budget.explainedEvents());
        }
    }

    private PartitionResult decide() {
        PartitionResult result = null;
        for (int i = 0; i < NARROW.length && result == null; i++) {
            result = Frontier.walk(model, partition, budget, NARROW[i], Long.MAX_VALUE);
        }
        if (result == null) {
            result = unlessMemoryEnds(() -> Frontier.walk(model, partition, budget, EVERYTHING, VISITS));
        }
        if (result == null) {
            long steps = STEPS + STEPS_FOR_AN_OPERATION * partition.size();
            result = unlessMemoryEnds(() -> DepthFirst.decide(model, partition, budget, steps));
        }
        if (result == null) {
            result = Frontier.walk(model, partition, budget, EVERYTHING, Long.MAX_VALUE);
        }
        if (result == null) {
            throw new AssertionError("a frontier of unlimited width dropped a configuration");
        }
        return result;
    }

    /** An attempt; that it needs more memory than there is says nothing of the next one. */
    private @Nullable PartitionResult unlessMemoryEnds(Supplier<@Nullable PartitionResult> attempt) {
        budget.releaseAll();
        try {
            return attempt.get();
        } catch (LimitReached reached) {
            if (reached.limit() == Verdict.Limit.MEMORY) {
                return null;
            }
            throw reached;
        }
    }
}
