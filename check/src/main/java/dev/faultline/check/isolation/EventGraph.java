package dev.faultline.check.isolation;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots and commits as events: {@code 2 t} is the snapshot of transaction or knot {@code t}, {@code 2 t + 1} its
 * commit. What a transaction must see commits before its snapshot, what it must not see commits after it. A history is
 * snapshot isolated if and only if these events can be ordered.
 */
final class EventGraph {

    private final EdgeList events = new EdgeList();
    private final Dependencies found;
    private final int nodes;

    /** @param prefix whether writes of one key are only ordered, instead of seeing each other */
    EventGraph(Graph graph, Dependencies found, Scope scope, boolean prefix) {
        this.found = found;
        nodes = graph.nodes;
        for (int t = 0; t < nodes; t++) {
            if (t < graph.transactions) {
                add(2 * t, 2 * t + 1);
            }
            for (int edge = graph.head[t]; edge < graph.head[t + 1]; edge++) {
                EdgeKind kind = graph.kindOf(edge);
                int to = graph.to[edge];
                switch (kind) {
                    case RW -> add(2 * t, 2 * to + 1);
                    case WW -> add(2 * t + 1, prefix ? 2 * to + 1 : 2 * to);
                    case WR -> add(2 * t + 1, 2 * to);
                    case SESSION, REALTIME -> {
                        if ((scope.edges() & kind.bit()) != 0) {
                            add(2 * t + 1, 2 * to);
                        }
                    }
                    case PASS -> {
                        add(2 * t, 2 * to);
                        add(2 * t + 1, 2 * to + 1);
                    }
                }
            }
        }
    }

    private void add(int from, int to) {
        events.add(from, to, EdgeKind.WW, Graph.NO_KEY);
    }

    /** The events of all transactions that happened in an order that follows all edges; null if there is none. */
    @Nullable
    Schedule order() {
        Graph graph = Graph.of(2 * nodes, 2 * nodes, events);
        int[] waitsFor = new int[2 * nodes];
        for (int to : graph.to) {
            waitsFor[to]++;
        }
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int event = 0; event < waitsFor.length; event++) {
            if (waitsFor[event] == 0) {
                ready.add(event);
            }
        }
        Ints order = new Ints(64);
        int placed = 0;
        for (Integer next = ready.poll(); next != null; next = ready.poll()) {
            placed++;
            int t = next / 2;
            if (t < found.happened.length && found.happened[t]) {
                order.add(next);
            }
            for (int edge = graph.head[next]; edge < graph.head[next + 1]; edge++) {
                if (--waitsFor[graph.to[edge]] == 0) {
                    ready.add(graph.to[edge]);
                }
            }
        }
        return placed == waitsFor.length ? Schedule.of(order.toArray()) : null;
    }
}
