package dev.faultline.check.isolation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Follows a contradiction back to the transactions that it needs. */
final class Contradiction {

    private static final int NONE = -1;

    private final PairTheory theory;
    private final Clauses clauses;
    private final IsolationLimits limits;
    private final int[] @Nullable [] closing;
    private final int[] learnedBy;
    private final boolean[] pairUsed;
    private final Ints openPairs = new Ints(16);
    private final Ints openClauses = new Ints(16);
    private final Ints nodes = new Ints(16);

    Contradiction(PairTheory theory, Clauses clauses, IsolationLimits limits) {
        this.theory = theory;
        this.limits = limits;
        this.clauses = clauses;
        int pairs = theory.polygraph().pairs();
        closing = new int[pairs][];
        learnedBy = new int[pairs];
        Arrays.fill(learnedBy, NONE);
        pairUsed = new boolean[pairs];
    }

    /** The pair has one order, as the other would need an edge that closes a cycle with the first edges of the graph. */
    void forced(int pair, int from, int to, int edges) {
        closing[pair] = new int[] {from, to, edges};
    }

    /** The pair has one order since a clause says so. */
    void learned(int pair, int clause) {
        learnedBy[pair] = clause;
    }

    Clauses.Origin origin(int[] way, int literal) {
        Ints used = new Ints(2 * way.length + 2);
        int pair = Math.abs(literal) - 1;
        used.add(theory.events()
                .commit(theory.polygraph().tail(theory.polygraph().first(pair))));
        for (int edge : way) {
            used.add(theory.graph().from(edge));
            used.add(theory.graph().to(edge));
        }
        return Clauses.Origin.cycle(used.toArray());
    }

    void useClause(int clause) {
        openClauses.add(clause);
    }

    void usePair(int pair) {
        if (!pairUsed[pair]) {
            pairUsed[pair] = true;
            openPairs.add(pair);
        }
    }

    void useEdges(int[] edges) {
        for (int edge : edges) {
            nodes.add(theory.graph().from(edge));
            nodes.add(theory.graph().to(edge));
            int cause = theory.graph().cause(edge);
            if (cause != AcyclicGraph.CERTAIN) {
                usePair(Math.abs(cause) - 1);
            }
        }
    }

    void useEdge(int from, int to, int edges) {
        nodes.add(from);
        nodes.add(to);
        if (limits.stop().getAsBoolean()) {
            // That there is a contradiction is known; that some of its transactions are missing is for others to see.
            return;
        }
        int[] way = theory.graph().orderedWayAmong(edges, to, from);
        if (way != null) {
            useEdges(way);
        }
    }

    /** All transactions that were needed; in order, each once. */
    int[] transactions() {
        boolean[] clauseUsed = new boolean[clauses.size()];
        while (!openPairs.isEmpty() || !openClauses.isEmpty()) {
            if (!openPairs.isEmpty()) {
                follow(openPairs.removeLast());
                continue;
            }
            int clause = openClauses.removeLast();
            if (clauseUsed[clause]) {
                continue;
            }
            clauseUsed[clause] = true;
            Clauses.Origin origin = clauses.origin(clause);
            for (int node : origin.nodes()) {
                nodes.add(node);
            }
            for (int other : origin.clauses()) {
                useClause(other);
            }
            for (int pair : origin.fixed()) {
                usePair(pair);
            }
            for (int literal : clauses.literals(clause)) {
                int pair = Math.abs(literal) - 1;
                addMembers(pair);
                if (closing[pair] != null || learnedBy[pair] != NONE) {
                    usePair(pair);
                }
            }
        }
        return nodesToTransactions();
    }

    private void follow(int pair) {
        addMembers(pair);
        int[] edge = closing[pair];
        if (edge != null) {
            useEdge(edge[0], edge[1], edge[2]);
        } else if (learnedBy[pair] != NONE) {
            useClause(learnedBy[pair]);
        }
    }

    private void addMembers(int pair) {
        Polygraph polygraph = theory.polygraph();
        for (int chain : new int[] {polygraph.first(pair), polygraph.second(pair)}) {
            for (int member : polygraph.members(chain)) {
                nodes.add(theory.events().commit(member));
            }
        }
    }

    private int[] nodesToTransactions() {
        int known = theory.polygraph().transactions();
        return Arrays.stream(nodes.toArray())
                .map(theory.events()::nodeOf)
                .filter(node -> node < known)
                .sorted()
                .distinct()
                .toArray();
    }
}
