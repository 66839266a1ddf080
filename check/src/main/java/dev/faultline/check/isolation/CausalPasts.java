package dev.faultline.check.isolation;

import org.jspecify.annotations.Nullable;

/** How much of each session is in the past of each transaction, by reads and sessions: vector clocks in one array. */
final class CausalPasts {

    private final int sessions;
    private final Sessions places;
    private final int[] clocks;

    private CausalPasts(Sessions places, int[] clocks) {
        this.places = places;
        this.clocks = clocks;
        sessions = places.count();
    }

    /**
     * The pasts, or null if sessions and reads have a cycle.
     *
     * @throws CheckStopped if they would take too much memory
     */
    static @Nullable CausalPasts of(Dependencies found, Sessions sessions, IsolationLimits limits) {
        int n = found.happened.length;
        int k = sessions.count();
        long bytes = 4L * n * k;
        if (bytes > limits.memoryBytes() || (long) n * k > Integer.MAX_VALUE - 8) {
            throw new CheckStopped(
                    "the pasts of %d transactions in %d sessions would take %d bytes, more than the limit"
                            .formatted(n, k, bytes));
        }
        EdgeList edges = new EdgeList();
        for (int i = 0; i < found.edges.size(); i++) {
            if (found.edges.kind(i) == EdgeKind.WR.number()) {
                edges.add(found.edges.from(i), found.edges.to(i), EdgeKind.WR, Graph.NO_KEY);
            }
        }
        Orders.addSessions(found, edges);
        Graph graph = Graph.of(n, n, edges);
        int[] order = SerialOrder.of(graph, found, false);
        if (order == null) {
            return null;
        }
        int[] clocks = new int[n * k];
        for (int t : order) {
            int own = t * k + sessions.session(t);
            int known = clocks[own];
            clocks[own] = sessions.place(t) + 1;
            for (int edge = graph.head[t]; edge < graph.head[t + 1]; edge++) {
                int to = graph.to[edge] * k;
                for (int s = 0; s < k; s++) {
                    clocks[to + s] = Math.max(clocks[to + s], clocks[t * k + s]);
                }
            }
            clocks[own] = known;
        }
        return new CausalPasts(sessions, clocks);
    }

    /** How many transactions of the session, from its first, are in the past. */
    int known(int transaction, int session) {
        return clocks[transaction * sessions + session];
    }

    /** Whether one transaction is in the past of another; never in that of the initial state. */
    boolean has(int transaction, int other) {
        return transaction >= 0 && clocks[transaction * sessions + places.session(other)] > places.place(other);
    }
}
