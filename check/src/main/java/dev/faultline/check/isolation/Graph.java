package dev.faultline.check.isolation;

import java.util.Arrays;

/**
 * Edges by source, in one array each. The first nodes are the transactions; those above are knots, through which many
 * edges of one kind run at the cost of few: an edge into a knot has the kind, those out of it are {@link EdgeKind#PASS}.
 */
final class Graph {

    static final int NO_KEY = -1;

    private static final EdgeKind[] KINDS = EdgeKind.values();

    final int transactions;
    final int nodes;
    final int[] head;
    final int[] to;
    final byte[] kind;
    final int[] key;

    private Graph(int transactions, int nodes, int[] head, int[] to, byte[] kind, int[] key) {
        this.transactions = transactions;
        this.nodes = nodes;
        this.head = head;
        this.to = to;
        this.kind = kind;
        this.key = key;
    }

    /** A graph of all edges; O(nodes + edges). */
    static Graph of(int transactions, int nodes, EdgeList... lists) {
        int[] head = new int[nodes + 1];
        int edges = 0;
        for (EdgeList list : lists) {
            for (int i = 0; i < list.size(); i++) {
                head[list.from(i) + 1]++;
            }
            edges += list.size();
        }
        for (int v = 0; v < nodes; v++) {
            head[v + 1] += head[v];
        }
        int[] to = new int[edges];
        byte[] kind = new byte[edges];
        int[] key = new int[edges];
        for (EdgeList list : lists) {
            for (int i = 0; i < list.size(); i++) {
                int at = head[list.from(i)]++;
                to[at] = list.to(i);
                kind[at] = list.kind(i);
                key[at] = list.key(i);
            }
        }
        System.arraycopy(head, 0, head, 1, nodes);
        head[0] = 0;
        return new Graph(transactions, nodes, head, to, kind, key);
    }

    EdgeKind kindOf(int edge) {
        return KINDS[kind[edge]];
    }

    int edges() {
        return to.length;
    }

    /** The edges within components only, over the same nodes. */
    Graph within(Components components) {
        int[] kept = new int[nodes + 1];
        int size = 0;
        int[] newTo = new int[edges()];
        byte[] newKind = new byte[edges()];
        int[] newKey = new int[edges()];
        for (int v = 0; v < nodes; v++) {
            int component = components.of(v, 0);
            for (int edge = head[v]; component != Components.TRIVIAL && edge < head[v + 1]; edge++) {
                if (components.of(to[edge], 0) == component) {
                    newTo[size] = to[edge];
                    newKind[size] = kind[edge];
                    newKey[size++] = key[edge];
                }
            }
            kept[v + 1] = size;
        }
        return new Graph(
                transactions,
                nodes,
                kept,
                Arrays.copyOf(newTo, size),
                Arrays.copyOf(newKind, size),
                Arrays.copyOf(newKey, size));
    }

    /** The edges of these kinds only. */
    Graph only(int kinds) {
        EdgeList edges = new EdgeList();
        for (int v = 0; v < nodes; v++) {
            for (int edge = head[v]; edge < head[v + 1]; edge++) {
                if ((kinds & 1 << kind[edge]) != 0) {
                    edges.add(v, to[edge], kindOf(edge), key[edge]);
                }
            }
        }
        return of(transactions, nodes, edges);
    }

    /** The node from which an edge comes; a binary search. */
    int sourceOf(int edge) {
        int at = Arrays.binarySearch(head, edge);
        if (at < 0) {
            return -at - 2;
        }
        while (head[at + 1] == edge) {
            at++;
        }
        return at;
    }
}
