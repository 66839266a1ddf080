package dev.faultline.check.isolation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides consistent view and parallel snapshot isolation where the order of some writes is open: is there an order of
 * them in which nobody depends on itself, and no anti-dependency leads back by dependencies alone?
 *
 * <p>It tries both orders of one pair of {@link Polygraph} after the other, after all that follow from those chosen so far,
 * and keeps who depends on whom as one bit for each pair of transactions. Complete. Cost: nodes * nodes / 64 steps for a
 * pair that is chosen; exponential in the pairs at worst, but as those of several keys that are of the same two
 * transactions follow from each other, at most as many orders are tried as the transactions have.
 */
final class ViewSearch {

    /** More than these are left to others: the bits alone would take 128 kB for each choice. */
    private static final int MOST_NODES = 1024;

    /** With so many nodes it goes on until it is told to stop, with more until it has taken so many steps. */
    private static final int FEW_NODES = 64;

    private static final long MOST_STEPS = 1L << 29;
    private static final int DECISIONS_BETWEEN_POLLS = 64;

    private final Polygraph polygraph;
    private final IsolationLimits limits;
    private final int nodes;
    private final int words;
    private final Ints antiFrom = new Ints(16);
    private final Ints antiTo = new Ints(16);
    /** Who is reached from whom by dependencies; every node from itself. */
    private long[] reach;
    /** Of each pair: 1 if its first chain comes first, -1 if its second does, 0 if neither is known. */
    private byte[] chosen;

    private boolean contradicts;
    private long steps;
    private long decisions;

    private ViewSearch(Polygraph polygraph, int nodes, IsolationLimits limits) {
        this.polygraph = polygraph;
        this.limits = limits;
        this.nodes = nodes;
        words = (nodes + 63) / 64;
        reach = new long[nodes * words];
        for (int node = 0; node < nodes; node++) {
            reach[node * words + (node >> 6)] |= 1L << node;
        }
        chosen = new byte[polygraph.pairs()];
    }

    /**
     * An order of all nodes that shows that both guarantees hold for what the edges tell; null if there is none.
     *
     * @param orders sessions and real time, as far as they count
     * @param nodes how many there are with those of the orders
     * @throws CheckStopped at a limit
     */
    static int @Nullable [] order(Polygraph polygraph, EdgeList orders, int nodes, IsolationLimits limits) {
        if (nodes > MOST_NODES) {
            throw new CheckStopped("the order of some writes is open");
        }
        ViewSearch search = new ViewSearch(polygraph, nodes, limits);
        search.addCertain(polygraph.certain);
        search.addCertain(orders);
        return search.agrees() && search.choose(0) ? search.sorted() : null;
    }

    private void addCertain(EdgeList edges) {
        for (int i = 0; i < edges.size(); i++) {
            if (edges.kindOf(i) == EdgeKind.RW) {
                antiFrom.add(edges.from(i));
                antiTo.add(edges.to(i));
            } else {
                depend(edges.from(i), edges.to(i));
            }
        }
    }

    private boolean reaches(int from, int to) {
        return (reach[from * words + (to >> 6)] & 1L << to) != 0;
    }

    private void depend(int from, int to) {
        if (reaches(to, from)) {
            contradicts |= from != to;
            return;
        }
        if (reaches(from, to)) {
            return;
        }
        steps += reach.length;
        for (int node = 0; node < nodes; node++) {
            if (reaches(node, from)) {
                for (int word = 0; word < words; word++) {
                    reach[node * words + word] |= reach[to * words + word];
                }
            }
        }
    }

    /** Whether nothing that was added so far contradicts itself. */
    private boolean agrees() {
        for (int i = 0; i < antiFrom.size() && !contradicts; i++) {
            contradicts = antiFrom.get(i) != antiTo.get(i) && reaches(antiTo.get(i), antiFrom.get(i));
        }
        return !contradicts;
    }

    /** Orders all pairs, if that is possible. */
    private boolean choose(int depth) {
        if (!follow()) {
            return false;
        }
        int pair = 0;
        while (pair < chosen.length && chosen[pair] != 0) {
            pair++;
        }
        if (pair == chosen.length) {
            return true;
        }
        spend(depth);
        long[] reachBefore = reach.clone();
        byte[] chosenBefore = chosen.clone();
        int antiBefore = antiFrom.size();
        for (int way : new int[] {1, -1}) {
            put(pair, way);
            if (agrees() && choose(depth + 1)) {
                return true;
            }
            reach = reachBefore.clone();
            chosen = chosenBefore.clone();
            antiFrom.truncate(antiBefore);
            antiTo.truncate(antiBefore);
            contradicts = false;
        }
        return false;
    }

    private void spend(int depth) {
        if (++decisions > limits.decisions() || (nodes > FEW_NODES && steps > MOST_STEPS)) {
            throw new CheckStopped("the search for an order of writes took %d decisions".formatted(decisions));
        }
        if (decisions % DECISIONS_BETWEEN_POLLS == 0) {
            limits.poll("it looked for an order of writes");
        }
        if ((long) (depth + 1) * (reach.length * (long) Long.BYTES + chosen.length) > limits.memoryBytes() / 2) {
            throw new CheckStopped("the search for an order of writes would take more memory than the limit");
        }
    }

    /** Orders the pairs of which one order is impossible; false if both orders of one are. */
    private boolean follow() {
        boolean more = true;
        while (more) {
            more = false;
            for (int pair = 0; pair < chosen.length; pair++) {
                if (chosen[pair] != 0) {
                    continue;
                }
                boolean forward = isPossible(polygraph.first(pair), polygraph.second(pair));
                boolean backward = isPossible(polygraph.second(pair), polygraph.first(pair));
                if (!forward && !backward) {
                    return false;
                }
                if (!forward || !backward) {
                    put(pair, forward ? 1 : -1);
                    more = true;
                }
            }
            if (nodes > FEW_NODES) {
                limits.poll("it looked for an order of writes");
            }
            if (!agrees()) {
                return false;
            }
        }
        return true;
    }

    private boolean isPossible(int before, int after) {
        int head = polygraph.head(after);
        boolean possible = !reaches(head, polygraph.tail(before));
        for (int i = polygraph.readersFrom(before); i < polygraph.readersUntil(before) && possible; i++) {
            possible = polygraph.reader(i) == head || !reaches(head, polygraph.reader(i));
        }
        return possible;
    }

    private void put(int pair, int way) {
        chosen[pair] = (byte) way;
        int before = way > 0 ? polygraph.first(pair) : polygraph.second(pair);
        int head = polygraph.head(way > 0 ? polygraph.second(pair) : polygraph.first(pair));
        depend(polygraph.tail(before), head);
        for (int i = polygraph.readersFrom(before); i < polygraph.readersUntil(before); i++) {
            antiFrom.add(polygraph.reader(i));
            antiTo.add(head);
        }
    }

    /** Who reaches more comes first. */
    private int[] sorted() {
        long[] keyed = new long[nodes];
        for (int node = 0; node < nodes; node++) {
            int reached = 0;
            for (int word = 0; word < words; word++) {
                reached += Long.bitCount(reach[node * words + word]);
            }
            keyed[node] = (long) -reached << 32 | node;
        }
        Arrays.sort(keyed);
        return Arrays.stream(keyed).mapToInt(key -> (int) key).toArray();
    }
}
