package dev.faultline.check.isolation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The orders of pairs of chains as edges of one acyclic graph of events. Literal {@code v} says that the first chain of
 * pair {@code v - 1} comes before the second, {@code -v} the contrary.
 */
final class PairTheory {

    private final Polygraph polygraph;
    private final Events events;
    private final AcyclicGraph graph;
    /** The edges of the literal at hand: from, to, from, to. */
    private final Ints option = new Ints(16);

    PairTheory(Polygraph polygraph, Events events, int nodes) {
        this.polygraph = polygraph;
        this.events = events;
        graph = new AcyclicGraph(events.count(nodes));
    }

    AcyclicGraph graph() {
        return graph;
    }

    Polygraph polygraph() {
        return polygraph;
    }

    Events events() {
        return events;
    }

    /** Adds what is certain; returns the edges of a cycle, or null. */
    int @Nullable [] addCertain(EdgeList... lists) {
        for (EdgeList list : lists) {
            for (int i = 0; i < list.size(); i++) {
                events.order(
                        list.from(i),
                        list.to(i),
                        list.kindOf(i),
                        (from, to) -> graph.addUnchecked(from, to, AcyclicGraph.CERTAIN));
            }
        }
        if (!events.areWhole()) {
            for (int node = 0; node < graph.nodes() / 2; node++) {
                graph.addUnchecked(events.snapshot(node), events.commit(node), AcyclicGraph.CERTAIN);
            }
        }
        return sort();
    }

    /** After Kahn; what he leaves over holds a cycle. */
    private int @Nullable [] sort() {
        int[] waitsFor = new int[graph.nodes()];
        for (int edge = 0; edge < graph.size(); edge++) {
            waitsFor[graph.to(edge)]++;
        }
        int[] order = new int[graph.nodes()];
        int size = 0;
        for (int v = 0; v < waitsFor.length; v++) {
            if (waitsFor[v] == 0) {
                order[size++] = v;
            }
        }
        for (int i = 0; i < size; i++) {
            for (int edge = graph.firstOut(order[i]); edge >= 0; edge = graph.nextOut(edge)) {
                if (--waitsFor[graph.to(edge)] == 0) {
                    order[size++] = graph.to(edge);
                }
            }
        }
        if (size == order.length) {
            graph.reorder(order);
            return null;
        }
        return cycleAmong(waitsFor);
    }

    /** A cycle of nodes that wait for another: each is reached from another such, so going back ends in a circle. */
    private int[] cycleAmong(int[] waitsFor) {
        int node = 0;
        while (waitsFor[node] == 0) {
            node++;
        }
        boolean[] passed = new boolean[waitsFor.length];
        int back = 0;
        while (!passed[node]) {
            passed[node] = true;
            back = graph.firstIn(node);
            while (waitsFor[graph.from(back)] == 0) {
                back = graph.nextIn(back);
            }
            node = graph.from(back);
        }
        // The edge leads from this node to one from which it was reached.
        int[] way = graph.wayAmong(graph.size(), graph.to(back), node);
        if (way == null) {
            throw new IllegalStateException("nodes left over without a cycle");
        }
        int[] cycle = Arrays.copyOf(way, way.length + 1);
        cycle[way.length] = back;
        return cycle;
    }

    /** Adds the edges of a literal; null, or the edges of a way that one of them would close. */
    int @Nullable [] assign(int literal) {
        collect(literal);
        for (int i = 0; i < option.size(); i += 2) {
            int[] way = graph.add(option.get(i), option.get(i + 1), literal);
            if (way != null) {
                return way;
            }
        }
        return null;
    }

    /** Adds the edges of a literal that closes no cycle, without a look at the order. */
    void assignUnchecked(int literal) {
        collect(literal);
        for (int i = 0; i < option.size(); i += 2) {
            graph.addUnchecked(option.get(i), option.get(i + 1), literal);
        }
    }

    /** Puts the nodes in order again after unchecked edges; returns the edges of a cycle, or null. */
    int @Nullable [] settle() {
        return sort();
    }

    /** An edge of the literal that would close a cycle, as {@code {from, to}}; null if none would. */
    int @Nullable [] impossible(int literal, Reachability before) {
        collect(literal);
        for (int i = 0; i < option.size(); i += 2) {
            if (before.reaches(option.get(i + 1), option.get(i))) {
                return new int[] {option.get(i), option.get(i + 1)};
            }
        }
        return null;
    }

    /** The literal of a pair that goes with the present order. */
    int preferred(int pair) {
        int a = polygraph.first(pair);
        int b = polygraph.second(pair);
        int forward = graph.place(events.commit(polygraph.tail(a))) - graph.place(events.snapshot(polygraph.head(b)));
        return forward < 0 ? pair + 1 : -pair - 1;
    }

    private void collect(int literal) {
        option.clear();
        int pair = Math.abs(literal) - 1;
        int before = literal > 0 ? polygraph.first(pair) : polygraph.second(pair);
        int after = literal > 0 ? polygraph.second(pair) : polygraph.first(pair);
        int head = polygraph.head(after);
        events.order(polygraph.tail(before), head, EdgeKind.WW, this::take);
        for (int i = polygraph.readersFrom(before); i < polygraph.readersUntil(before); i++) {
            if (polygraph.reader(i) != head) {
                events.order(polygraph.reader(i), head, EdgeKind.RW, this::take);
            }
        }
    }

    private void take(int from, int to) {
        option.add(from);
        option.add(to);
    }
}
