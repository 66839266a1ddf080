package dev.faultline.check.isolation;

import org.jspecify.annotations.Nullable;

/**
 * Whether some anti-dependency closes a cycle with dependencies alone (G-single), decided for 64 of them at a time by
 * spreading bits along the edges. Complete where the search for a short cycle gave up.
 */
final class SingleAntiDependency {

    private static final int NONE = -1;

    private final Graph graph;
    private final Automaton dependencies;
    private final long[] reaches;
    private final boolean[] queued;
    private final Ints touched = new Ints(64);
    private long left;

    SingleAntiDependency(Graph graph, Scope scope, long edgesToVisit) {
        this.graph = graph;
        dependencies = Automaton.over(EdgeKind.WW.bit() | EdgeKind.WR.bit() | scope.edges());
        reaches = new long[graph.nodes];
        queued = new boolean[graph.nodes];
        left = edgesToVisit;
    }

    /** An edge among the candidates that closes a cycle, {@code NONE} if none does; null if it had to give up. */
    @Nullable
    Integer find(int[] candidates, int[] sources) {
        for (int from = 0; from < candidates.length; from += Long.SIZE) {
            int until = Math.min(candidates.length, from + Long.SIZE);
            for (int i = from; i < until; i++) {
                mark(graph.to[candidates[i]], 1L << (i - from));
            }
            if (!spread()) {
                return null;
            }
            for (int i = from; i < until; i++) {
                if ((reaches[sources[i]] & 1L << (i - from)) != 0) {
                    return candidates[i];
                }
            }
            for (int i = 0; i < touched.size(); i++) {
                reaches[touched.get(i)] = 0;
                queued[touched.get(i)] = false;
            }
            touched.clear();
        }
        return NONE;
    }

    private void mark(int node, long bits) {
        if ((reaches[node] | bits) != reaches[node]) {
            reaches[node] |= bits;
            if (!queued[node]) {
                queued[node] = true;
                touched.add(node);
            }
        }
    }

    /** A node may stand in the list several times; it is looked at again when it has got more bits. */
    private boolean spread() {
        for (int i = 0; i < touched.size(); i++) {
            int node = touched.get(i);
            if (!queued[node]) {
                continue;
            }
            queued[node] = false;
            left -= graph.head[node + 1] - graph.head[node];
            if (left < 0) {
                return false;
            }
            for (int edge = graph.head[node]; edge < graph.head[node + 1]; edge++) {
                if (dependencies.next(0, graph.kind[edge]) != Automaton.REFUSED) {
                    mark(graph.to[edge], reaches[node]);
                }
            }
        }
        return true;
    }
}
