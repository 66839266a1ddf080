package dev.faultline.check.isolation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The shortest cycle of a shape, by breadth-first searches from the edges that can begin one, within a component, in
 * order of the size of the component. Passing through a knot costs nothing. What it may spend is counted in edges, so
 * that the result depends on nothing else.
 */
final class ShortestCycle {

    private static final int NONE = -1;

    private final Graph graph;
    private final CycleShape shape;
    private final Components components;
    private final int componentStates;
    private final int[] reachedIn;
    private final int[] cameFrom;
    private final int[] cameBy;
    private final Ints level = new Ints(64);
    private final Ints next = new Ints(64);
    private long left;
    private int searches;
    private int bestLength = Integer.MAX_VALUE;
    private int @Nullable [] best;

    /** @param componentStates the states of the automaton by which the components were found */
    ShortestCycle(Graph graph, CycleShape shape, Components components, int componentStates, long edgesToVisit) {
        this.graph = graph;
        this.shape = shape;
        this.components = components;
        this.componentStates = componentStates;
        int places = graph.nodes * shape.automaton.states;
        reachedIn = new int[places];
        cameFrom = new int[places];
        cameBy = new int[places];
        left = edgesToVisit;
    }

    /** The edges of the cycle in order, or null if none was found. */
    int @Nullable [] find() {
        for (int candidate : candidates()) {
            if (left <= 0 || bestLength == 2) {
                break;
            }
            search(candidate);
        }
        return best;
    }

    /** The edges of the shortest cycle that begins with this one, at any cost; null if there is none. */
    int @Nullable [] through(int pivot) {
        left = Long.MAX_VALUE;
        search(pivot);
        return best;
    }

    /** Whether the search looked at all that there was. */
    boolean complete() {
        return left > 0;
    }

    int[] candidates() {
        long[] found = new long[16];
        int size = 0;
        for (int v = 0; v < graph.transactions; v++) {
            for (int edge = graph.head[v]; edge < graph.head[v + 1]; edge++) {
                if (graph.kindOf(edge) == shape.pivot && component(v) != NONE && sharesComponent(v, graph.to[edge])) {
                    if (size == found.length) {
                        found = Arrays.copyOf(found, size * 2);
                    }
                    found[size++] = (long) components.size(component(v)) << 32 | edge;
                }
            }
        }
        Arrays.sort(found, 0, size);
        int[] edges = new int[size];
        for (int i = 0; i < size; i++) {
            edges[i] = (int) found[i];
        }
        return edges;
    }

    private boolean sharesComponent(int from, int to) {
        int common = component(from);
        for (int state = 0; state < componentStates; state++) {
            if (components.of(to, state) == common) {
                return true;
            }
        }
        return false;
    }

    /** A walk leaves a transaction in its last state, from which it may take edges of every kind. */
    private int component(int transaction) {
        return components.of(transaction, componentStates - 1);
    }

    /** Looks for a cycle that begins with this edge and is shorter than the best. */
    private void search(int pivot) {
        int goal = graph.sourceOf(pivot);
        int states = shape.automaton.states;
        int epoch = ++searches;
        level.clear();
        int start = graph.to[pivot] * states + shape.start;
        reachedIn[start] = epoch;
        cameFrom[start] = NONE;
        cameBy[start] = pivot;
        level.add(start);
        int length = 1;
        while (!level.isEmpty() && length < bestLength && left > 0) {
            next.clear();
            for (int i = 0; i < level.size(); i++) {
                if (expand(level.get(i), length, goal, epoch)) {
                    return;
                }
            }
            level.clear();
            for (int i = 0; i < next.size(); i++) {
                level.add(next.get(i));
            }
            length++;
        }
    }

    /** Takes all edges from a place; returns whether one of them closes a cycle. */
    private boolean expand(int place, int length, int goal, int epoch) {
        int states = shape.automaton.states;
        int node = place / states;
        left -= graph.head[node + 1] - graph.head[node];
        for (int edge = graph.head[node]; edge < graph.head[node + 1]; edge++) {
            int state = shape.automaton.next(place % states, graph.kind[edge]);
            boolean passes = graph.kindOf(edge) == EdgeKind.PASS;
            int itsLength = passes ? length : length + 1;
            if (state == Automaton.REFUSED || itsLength >= bestLength) {
                continue;
            }
            int target = graph.to[edge];
            if (target == goal) {
                if (shape.accepts(state) && accept(place, edge, itsLength)) {
                    return true;
                }
                continue;
            }
            int reached = target * states + state;
            if (reachedIn[reached] != epoch && sharesComponent(goal, target)) {
                reachedIn[reached] = epoch;
                cameFrom[reached] = place;
                cameBy[reached] = edge;
                (passes ? level : next).add(reached);
            }
        }
        return false;
    }

    /** Takes the cycle, unless it runs through a transaction twice and must not. */
    private boolean accept(int place, int lastEdge, int length) {
        Ints edges = new Ints(8);
        edges.add(lastEdge);
        Ints visited = new Ints(8);
        for (int at = place; at != NONE; at = cameFrom[at]) {
            edges.add(cameBy[at]);
            int node = at / shape.automaton.states;
            if (node < graph.transactions) {
                visited.add(node);
            }
        }
        int[] sorted = visited.toArray();
        Arrays.sort(sorted);
        for (int i = 1; shape.simple && i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                return false;
            }
        }
        int[] backwards = edges.toArray();
        int[] cycle = new int[backwards.length];
        for (int i = 0; i < cycle.length; i++) {
            cycle[i] = backwards[cycle.length - 1 - i];
        }
        best = cycle;
        bestLength = length;
        return true;
    }
}
