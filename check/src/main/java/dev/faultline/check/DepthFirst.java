package dev.faultline.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides one partition depth first: Jeannette Wing and Chun Gong, "Testing and verifying concurrent objects", Journal of
 * Parallel and Distributed Computing 17, 1993, with the memory of configurations of Gavin Lowe, "Testing for
 * linearizability", 2017.
 *
 * <p>It takes any operation that began before the first answer left, as long as the model allows it; where none is
 * allowed, it takes back the latest and tries another. What it remembers is relative to the first operation that is not
 * taken, so that memory for a configuration depends on what is open, and on how many operations crashed.
 *
 * <p>Beside {@link Frontier} it is quick where one of many ways leads to the end and the first turns are not important, as
 * it follows one at a time. Both are exact, and name the same event where there is no explanation. Cost: exponential in
 * the operations that are open at a time.
 */
final class DepthFirst {

    private static final int HEAD = 0;

    private final Partition partition;
    private final Budget budget;
    private final Transitions transitions;
    private final SeenConfigurations seen;
    /** Events in a list without those of operations that were taken; event e is node e + 1, the head is its own end. */
    private final int[] next;

    private final int[] previous;
    private final int[] callNode;
    private final int[] answerNode;
    /** The place of an operation among those that are certain, or among those that are possible. */
    private final int[] place;

    /** The operation of unknown outcome before it that is of the same kind, negative if there is none. */
    private final int[] twinBefore;

    private final long[] certain;
    private final long[] possible;
    /** Behind the last words that may have a bit. */
    private int certainTo;

    private int possibleTo;
    private int firstOpen;
    private long[] key;
    /** What was taken, in order, with the state before and which of the next states was chosen. */
    private final int[] taken;

    private final int[] stateBefore;
    private final int[] choice;
    private int depth;

    private DepthFirst(Model<?> model, Partition partition, Budget budget) {
        this.partition = partition;
        this.budget = budget;
        int size = partition.size();
        int nodes = partition.eventCount() + 1;
        budget.reserve(40L * (size + nodes));
        transitions = Transitions.of(model, partition, budget);
        seen = new SeenConfigurations(budget);
        next = new int[nodes];
        previous = new int[nodes];
        callNode = new int[size];
        answerNode = new int[size];
        place = new int[size];
        twinBefore = new int[size];
        taken = new int[size];
        stateBefore = new int[size];
        choice = new int[size];
        int certainCount = 0;
        int possibleCount = 0;
        Map<Object, Integer> latestOfKind = new HashMap<>();
        for (int i = 0; i < size; i++) {
            boolean crashed = partition.isPossible(i);
            place[i] = crashed ? possibleCount++ : certainCount++;
            Integer twin = crashed ? latestOfKind.put(transitions.kind(i), i) : null;
            twinBefore[i] = twin == null ? -1 : twin;
        }
        certain = new long[(certainCount >> 6) + 1];
        possible = new long[(possibleCount >> 6) + 1];
        key = new long[4];
        for (int node = 0; node < nodes; node++) {
            next[node] = (node + 1) % nodes;
            previous[node] = (node + nodes - 1) % nodes;
        }
        for (int e = 0; e < partition.eventCount(); e++) {
            (partition.isCompletion(e) ? answerNode : callNode)[partition.eventOperation(e)] = e + 1;
        }
    }

    /** Decides the partition; null if that takes more than so many steps. Throws {@link LimitReached}. */
    static @Nullable PartitionResult decide(Model<?> model, Partition partition, Budget budget, long mostSteps) {
        return new DepthFirst(model, partition, budget).search(mostSteps);
    }

    private @Nullable PartitionResult search(long mostSteps) {
        long stepsLeft = mostSteps;
        int answersLeft = partition.eventCount() - partition.size();
        int furthest = 0;
        int state = transitions.initial();
        int node = next[HEAD];
        int from = 0;
        while (answersLeft > 0) {
            boolean isCall = !partition.isCompletion(node - 1);
            int operation = partition.eventOperation(node - 1);
            int chosen = isCall ? choose(state, operation, from) : -1;
            if (--stepsLeft < 0) {
                return null;
            }
            if (chosen >= 0) {
                stateBefore[depth] = state;
                choice[depth] = chosen;
                taken[depth++] = operation;
                state = transitions.next(state, operation)[chosen];
                answersLeft -= take(operation);
                node = next[HEAD];
                from = 0;
            } else if (isCall) {
                node = next[node];
                from = 0;
            } else {
                furthest = Math.max(furthest, node - 1);
                if (depth == 0) {
                    return new PartitionResult.Unexplained(partition.eventNumber(furthest));
                }
                depth--;
                answersLeft += putBack(taken[depth]);
                state = stateBefore[depth];
                node = callNode[taken[depth]];
                from = choice[depth] + 1;
            }
        }
        return explanation();
    }

    /** The first of the next states from this one on that leads to a configuration not seen before, negative if none. */
    private int choose(int state, int operation, int from) {
        if (hasUnusedTwin(operation)) {
            return -1;
        }
        int[] states = transitions.next(state, operation);
        for (int i = from; i < states.length; i++) {
            if (states[i] != state || !partition.isPossible(operation)) {
                budget.visit();
                mark(operation);
                boolean isNew = seen.add(key, key(states[i]));
                unmark(operation);
                if (isNew) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Whether an operation of the same kind crashed before and was not taken: it would do as well. */
    private boolean hasUnusedTwin(int operation) {
        int twin = twinBefore[operation];
        return twin >= 0 && (possible[place[twin] >> 6] & 1L << place[twin]) == 0;
    }

    private void mark(int operation) {
        int word = place[operation] >> 6;
        if (partition.isPossible(operation)) {
            possible[word] |= 1L << place[operation];
            possibleTo = Math.max(possibleTo, word + 1);
        } else {
            certain[word] |= 1L << place[operation];
            certainTo = Math.max(certainTo, word + 1);
        }
    }

    private void unmark(int operation) {
        (partition.isPossible(operation) ? possible : certain)[place[operation] >> 6] &= ~(1L << place[operation]);
    }

    /** Writes the configuration down; returns how long it is. */
    private int key(int state) {
        while (firstOpen < certain.length && certain[firstOpen] == -1) {
            firstOpen++;
        }
        while (firstOpen > 0 && certain[firstOpen - 1] != -1) {
            firstOpen--;
        }
        certainTo = trimmed(certain, certainTo);
        possibleTo = trimmed(possible, possibleTo);
        int ofCertain = Math.max(0, certainTo - firstOpen);
        int length = 2 + ofCertain + possibleTo;
        if (key.length < length) {
            key = new long[2 * length];
        }
        key[0] = (long) firstOpen << 32 | state;
        key[1] = ofCertain;
        System.arraycopy(certain, Math.min(firstOpen, certain.length - 1), key, 2, ofCertain);
        System.arraycopy(possible, 0, key, 2 + ofCertain, possibleTo);
        return length;
    }

    private static int trimmed(long[] words, int to) {
        int end = to;
        while (end > 0 && words[end - 1] == 0) {
            end--;
        }
        return end;
    }

    /** Returns the number of answers that are gone from the list. */
    private int take(int operation) {
        mark(operation);
        unlink(callNode[operation]);
        if (partition.isPossible(operation)) {
            return 0;
        }
        unlink(answerNode[operation]);
        return 1;
    }

    private int putBack(int operation) {
        unmark(operation);
        if (!partition.isPossible(operation)) {
            link(answerNode[operation]);
        }
        link(callNode[operation]);
        return partition.isPossible(operation) ? 0 : 1;
    }

    private void unlink(int node) {
        next[previous[node]] = next[node];
        previous[next[node]] = previous[node];
    }

    private void link(int node) {
        next[previous[node]] = node;
        previous[next[node]] = node;
    }

    private PartitionResult explanation() {
        int[] points = new int[depth];
        int latest = 0;
        for (int i = 0; i < depth; i++) {
            latest = Math.max(latest, callNode[taken[i]] - 1);
            points[i] = partition.eventNumber(latest);
            taken[i] = partition.index(taken[i]);
        }
        return new PartitionResult.Explained(new Witness(Arrays.copyOf(taken, depth), points));
    }
}
