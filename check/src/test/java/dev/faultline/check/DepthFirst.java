package dev.faultline.check;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * A second search, to compare {@link Frontier} with where an exhaustive one has no chance: depth first, with the
 * configurations that were met remembered. Jeannette Wing and Chun Gong, "Testing and verifying concurrent objects", 1993;
 * with the memory of Gavin Lowe, "Testing for linearizability", 2017. It shares no reduction with the frontier.
 *
 * <p>It was tried in turns with the frontier as well, with bit sets and the frontier's reduction of reads, on 56 hard
 * histories for 2 s each: it decided one that the frontier did not, a stack of repeated values, and left six that the
 * frontier decides. So it stays here.
 */
final class DepthFirst<S> {

    private final Model<S> model;
    private final Partition partition;
    private final Set<Configuration<S>> seen = new HashSet<>();
    /** Operations that took effect. */
    private final BitSet taken = new BitSet();

    /** The first event whose completion was in the way on every path so far. */
    private int furthest = -1;

    private record Configuration<S>(S state, BitSet taken) {}

    private DepthFirst(Model<S> model, Partition partition) {
        this.model = model;
        this.partition = partition;
    }

    /** The number of the event that cannot be explained, -1 if the partition can. */
    static <S> int unexplainedEvent(Model<S> model, Partition partition) {
        DepthFirst<S> search = new DepthFirst<>(model, partition);
        return search.explains(model.initial(), 0) ? -1 : partition.eventNumber(search.furthest);
    }

    /** Whether there is an order for what is not taken; all events before {@code from} are of operations that are. */
    private boolean explains(S state, int from) {
        int first = from;
        while (first < partition.eventCount() && taken.get(partition.eventOperation(first))) {
            first++;
        }
        for (int e = first; e < partition.eventCount(); e++) {
            int operation = partition.eventOperation(e);
            if (taken.get(operation)) {
                continue;
            }
            if (partition.isCompletion(e)) {
                furthest = Math.max(furthest, e);
                return false;
            }
            taken.set(operation);
            for (S next : model.step(state, partition.operation(operation))) {
                if (seen.add(new Configuration<>(next, (BitSet) taken.clone())) && explains(next, first)) {
                    return true;
                }
            }
            taken.clear(operation);
        }
        return true;
    }
}
