package dev.faultline.check;

import java.util.Arrays;

/**
 * Strongly connected components of a graph in arrays, after Tarjan, Depth-first search and linear graph algorithms, 1972;
 * without recursion. O(nodes + edges).
 */
final class StrongComponents {

    private static final int NONE = -1;

    private final int[] head;
    private final int[] to;
    private final int[] number;
    private final int[] low;
    private final int[] component;
    private int count;

    /** @param head of each node, where its edges begin in {@code to}; one more at the end */
    StrongComponents(int[] head, int[] to) {
        this.head = head;
        this.to = to;
        int nodes = head.length - 1;
        number = new int[nodes];
        low = new int[nodes];
        component = new int[nodes];
        Arrays.fill(number, NONE);
        Arrays.fill(component, NONE);
        int[] path = new int[nodes];
        int[] edgeOf = new int[nodes];
        int[] open = new int[nodes];
        int opened = 0;
        int numbered = 0;
        for (int root = 0; root < nodes; root++) {
            if (number[root] != NONE) {
                continue;
            }
            int depth = 0;
            path[0] = root;
            while (depth >= 0) {
                int v = path[depth];
                if (number[v] == NONE) {
                    number[v] = numbered;
                    low[v] = numbered++;
                    edgeOf[v] = head[v];
                    open[opened++] = v;
                }
                int child = follow(v, edgeOf);
                if (child != NONE) {
                    path[++depth] = child;
                    continue;
                }
                if (low[v] == number[v]) {
                    int member;
                    do {
                        member = open[--opened];
                        component[member] = count;
                    } while (member != v);
                    count++;
                }
                depth--;
                if (depth >= 0) {
                    low[path[depth]] = Math.min(low[path[depth]], low[v]);
                }
            }
        }
    }

    /** Goes on with the edges of a node; the first target that was not seen, if there is one left. */
    private int follow(int v, int[] edgeOf) {
        while (edgeOf[v] < head[v + 1]) {
            int target = to[edgeOf[v]++];
            if (number[target] == NONE) {
                return target;
            }
            if (component[target] == NONE) {
                low[v] = Math.min(low[v], number[target]);
            }
        }
        return NONE;
    }

    int count() {
        return count;
    }

    /** The component of a node; edges between components go from higher numbers to lower ones. */
    int of(int node) {
        return component[node];
    }
}
