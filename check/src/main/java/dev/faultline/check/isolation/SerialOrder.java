package dev.faultline.check.isolation;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * An order of all transactions that follows every edge, and real time if asked, without any edges for it: a transaction
 * may come next if all before it are placed and none that is left completed before it was invoked. After Kahn,
 * Topological sorting of large networks, 1962; O(edges + n log n).
 */
final class SerialOrder {

    private final Graph graph;
    private final Dependencies found;
    private final int[] waitsFor;
    private final Ints knots = new Ints(16);
    private final PriorityQueue<Long> ready = new PriorityQueue<>();
    private final Ints anyReady = new Ints(16);
    private final boolean inRealTime;

    private SerialOrder(Graph graph, Dependencies found, boolean inRealTime) {
        this.inRealTime = inRealTime;
        this.graph = graph;
        this.found = found;
        waitsFor = new int[graph.nodes];
        for (int target : graph.to) {
            waitsFor[target]++;
        }
    }

    /** The order, or null if there is none. */
    static int @Nullable [] of(Graph graph, Dependencies found, boolean realTime) {
        return new SerialOrder(graph, found, realTime).find();
    }

    private int @Nullable [] find() {
        int[] invoked = found.history.invoked;
        int[] completed = found.history.completed;
        int[] ends = inRealTime ? Orders.byCompletion(found) : new int[0];
        boolean[] placed = new boolean[graph.transactions];
        int happened = 0;
        for (int v = 0; v < graph.nodes; v++) {
            if (v < graph.transactions && !found.happened[v]) {
                continue;
            }
            happened += v < graph.transactions ? 1 : 0;
            if (waitsFor[v] == 0) {
                release(v);
            }
        }
        int[] order = new int[happened];
        int size = 0;
        int earliest = 0;
        while (true) {
            while (!knots.isEmpty()) {
                follow(knots.removeLast());
            }
            int t = next();
            if (t < 0) {
                break;
            }
            while (earliest < ends.length && placed[ends[earliest]]) {
                earliest++;
            }
            if (earliest < ends.length && completed[ends[earliest]] < invoked[t]) {
                return null;
            }
            placed[t] = true;
            order[size++] = t;
            follow(t);
        }
        return size == happened ? order : null;
    }

    /** The one that was invoked first, or any if real time does not matter. */
    private int next() {
        if (inRealTime) {
            Long first = ready.poll();
            return first == null ? -1 : (int) (long) first;
        }
        return anyReady.isEmpty() ? -1 : anyReady.removeLast();
    }

    private void follow(int v) {
        for (int edge = graph.head[v]; edge < graph.head[v + 1]; edge++) {
            if (--waitsFor[graph.to[edge]] == 0) {
                release(graph.to[edge]);
            }
        }
    }

    private void release(int v) {
        if (v < graph.transactions && !inRealTime) {
            anyReady.add(v);
        } else if (v < graph.transactions) {
            ready.add((long) found.history.invoked[v] << 32 | v);
        } else {
            knots.add(v);
        }
    }
}
