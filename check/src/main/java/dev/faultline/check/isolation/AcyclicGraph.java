package dev.faultline.check.isolation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A graph that stays without cycles while edges come and go, with an order of its nodes that follows all edges. Each
 * edge carries the literal that put it there. After Pearce and Kelly, A dynamic topological sort algorithm for directed
 * acyclic graphs, 2006.
 */
final class AcyclicGraph {

    static final int CERTAIN = 0;

    private static final int NONE = -1;

    private final int nodes;
    private final int[] firstOut;
    private final int[] firstIn;
    private int[] from = new int[64];
    private int[] to = new int[64];
    private int[] cause = new int[64];
    private int[] nextOut = new int[64];
    private int[] nextIn = new int[64];
    private int size;

    private final int[] place;
    private final int[] reached;
    private final int[] cameBy;
    private int epoch;
    private final Ints forward = new Ints(64);
    private final Ints backward = new Ints(64);

    AcyclicGraph(int nodes) {
        this.nodes = nodes;
        firstOut = new int[nodes];
        firstIn = new int[nodes];
        Arrays.fill(firstOut, NONE);
        Arrays.fill(firstIn, NONE);
        place = new int[nodes];
        for (int v = 0; v < nodes; v++) {
            place[v] = v;
        }
        reached = new int[nodes];
        cameBy = new int[nodes];
    }

    int nodes() {
        return nodes;
    }

    /** The number of edges, which is the number of the next one. */
    int size() {
        return size;
    }

    int from(int edge) {
        return from[edge];
    }

    int to(int edge) {
        return to[edge];
    }

    int cause(int edge) {
        return cause[edge];
    }

    /** Its place in the order. */
    int place(int node) {
        return place[node];
    }

    int firstOut(int node) {
        return firstOut[node];
    }

    int nextOut(int edge) {
        return nextOut[edge];
    }

    int firstIn(int node) {
        return firstIn[node];
    }

    int nextIn(int edge) {
        return nextIn[edge];
    }

    /** Takes an order that follows all edges there are. */
    void reorder(int[] order) {
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
        }
    }

    /** Adds an edge without looking for cycles; {@link #reorder} must follow. */
    void addUnchecked(int source, int target, int because) {
        link(source, target, because);
    }

    /** Adds an edge and returns null, or returns the edges of a way from its target to its source and adds nothing. */
    int @Nullable [] add(int source, int target, int because) {
        if (source == target) {
            return new int[0];
        }
        if (place[source] > place[target]) {
            int[] back = wayBack(source, target);
            if (back != null) {
                return back;
            }
            searchBackward(source, place[target]);
            rearrange();
        }
        link(source, target, because);
        return null;
    }

    /** Removes the last edges, down to a number of them. */
    void shrink(int count) {
        while (size > count) {
            size--;
            firstOut[from[size]] = nextOut[size];
            firstIn[to[size]] = nextIn[size];
        }
    }

    /** The edges, of the first so many, of a shortest way between two nodes; null if there is none. */
    int @Nullable [] wayAmong(int count, int source, int target) {
        return way(count, source, target, Integer.MAX_VALUE);
    }

    /** The same where the order follows these edges: nothing that is placed behind the target is looked at. */
    int @Nullable [] orderedWayAmong(int count, int source, int target) {
        return way(count, source, target, place[target]);
    }

    private int @Nullable [] way(int count, int source, int target, int lastPlace) {
        epoch++;
        forward.clear();
        forward.add(source);
        reached[source] = epoch;
        for (int i = 0; i < forward.size(); i++) {
            int node = forward.get(i);
            if (node == target) {
                return way(source, target);
            }
            for (int edge = firstOut[node]; edge != NONE; edge = nextOut[edge]) {
                if (edge < count && reached[to[edge]] != epoch && place[to[edge]] <= lastPlace) {
                    reached[to[edge]] = epoch;
                    cameBy[to[edge]] = edge;
                    forward.add(to[edge]);
                }
            }
        }
        return null;
    }

    private void link(int source, int target, int because) {
        if (size == from.length) {
            int capacity = size * 2;
            from = Arrays.copyOf(from, capacity);
            to = Arrays.copyOf(to, capacity);
            cause = Arrays.copyOf(cause, capacity);
            nextOut = Arrays.copyOf(nextOut, capacity);
            nextIn = Arrays.copyOf(nextIn, capacity);
        }
        from[size] = source;
        to[size] = target;
        cause[size] = because;
        nextOut[size] = firstOut[source];
        firstOut[source] = size;
        nextIn[size] = firstIn[target];
        firstIn[target] = size++;
    }

    /** All that is reached from {@code start} and placed before {@code goal}; false if the goal itself is. */
    private boolean searchForward(int start, int goal) {
        epoch++;
        forward.clear();
        forward.add(start);
        reached[start] = epoch;
        for (int i = 0; i < forward.size(); i++) {
            int node = forward.get(i);
            for (int edge = firstOut[node]; edge != NONE; edge = nextOut[edge]) {
                int next = to[edge];
                if (reached[next] != epoch && place[next] <= place[goal]) {
                    reached[next] = epoch;
                    cameBy[next] = edge;
                    if (next == goal) {
                        return false;
                    }
                    forward.add(next);
                }
            }
        }
        return true;
    }

    /** A way from the target of a new edge to its source; null if there is none. */
    private int @Nullable [] wayBack(int source, int target) {
        int start = target;
        int goal = source;
        return searchForward(start, goal) ? null : way(start, goal);
    }

    private void searchBackward(int start, int lowest) {
        epoch++;
        backward.clear();
        backward.add(start);
        reached[start] = epoch;
        for (int i = 0; i < backward.size(); i++) {
            int node = backward.get(i);
            for (int edge = firstIn[node]; edge != NONE; edge = nextIn[edge]) {
                int next = from[edge];
                if (reached[next] != epoch && place[next] >= lowest) {
                    reached[next] = epoch;
                    backward.add(next);
                }
            }
        }
    }

    /** What leads to the source takes the first of the places of both, what follows the target the others. */
    private void rearrange() {
        int back = backward.size();
        long[] sorted = new long[back + forward.size()];
        int[] places = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            int node = i < back ? backward.get(i) : forward.get(i - back);
            places[i] = place[node];
            sorted[i] = (long) place[node] << 32 | node;
        }
        Arrays.sort(places);
        Arrays.sort(sorted, 0, back);
        Arrays.sort(sorted, back, sorted.length);
        for (int i = 0; i < sorted.length; i++) {
            place[(int) sorted[i]] = places[i];
        }
    }

    private int[] way(int source, int target) {
        Ints edges = new Ints(8);
        for (int node = target; node != source; node = from[cameBy[node]]) {
            edges.add(cameBy[node]);
        }
        return edges.toArray();
    }
}
