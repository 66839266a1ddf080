package dev.faultline.check.isolation;

import java.util.Arrays;

/**
 * The strongly connected components of a graph as an automaton walks it: those with a cycle, by number. Iterative, after
 * Tarjan (Depth-first search and linear graph algorithms, 1972). O(states * (nodes + edges)) time, 16 bytes a node and
 * state.
 */
final class Components {

    /** In no cycle. */
    static final int TRIVIAL = -1;

    private final int states;
    private final int[] componentOf;
    private final int[] sizes;

    private Components(int states, int[] componentOf, int[] sizes) {
        this.states = states;
        this.componentOf = componentOf;
        this.sizes = sizes;
    }

    /** The number of components that have a cycle. */
    int count() {
        return sizes.length;
    }

    /** The number of its nodes, each as often as it has states there. */
    int size(int component) {
        return sizes[component];
    }

    /** The component of a node in a state, or {@link #TRIVIAL}. */
    int of(int node, int state) {
        return componentOf[node * states + state];
    }

    static Components of(Graph graph, Automaton automaton) {
        int states = automaton.states;
        int n = graph.nodes * states;
        int[] index = new int[n];
        int[] cursor = new int[n];
        int[] component = new int[n];
        Arrays.fill(component, TRIVIAL);
        Ints stack = new Ints(64);
        Ints path = new Ints(64);
        Ints sizes = new Ints(8);
        int found = 0;
        for (int root = 0; root < n; root++) {
            if (index[root] != 0) {
                continue;
            }
            path.add(root);
            while (!path.isEmpty()) {
                int v = path.last();
                int node = v / states;
                if (index[v] == 0) {
                    index[v] = ++found;
                    component[v] = index[v];
                    cursor[v] = graph.head[node];
                    stack.add(v);
                }
                boolean descended = false;
                while (cursor[v] < graph.head[node + 1]) {
                    int edge = cursor[v]++;
                    int state = automaton.next(v % states, graph.kind[edge]);
                    if (state == Automaton.REFUSED) {
                        continue;
                    }
                    int w = graph.to[edge] * states + state;
                    if (index[w] == 0) {
                        path.add(w);
                        descended = true;
                        break;
                    }
                    if (index[w] > 0 && component[w] < component[v]) {
                        component[v] = component[w];
                    }
                }
                if (descended) {
                    continue;
                }
                path.removeLast();
                if (component[v] == index[v]) {
                    close(v, stack, index, component, sizes);
                } else {
                    int parent = path.last();
                    component[parent] = Math.min(component[parent], component[v]);
                }
            }
        }
        return new Components(states, component, sizes.toArray());
    }

    /** While on the stack, {@code component} holds low links; {@code index} turns negative when a node leaves it. */
    private static void close(int root, Ints stack, int[] index, int[] component, Ints sizes) {
        int size = 0;
        int number = stack.last() == root ? TRIVIAL : sizes.size();
        int v;
        do {
            v = stack.removeLast();
            index[v] = -1;
            component[v] = number;
            size++;
        } while (v != root);
        if (number != TRIVIAL) {
            sizes.add(size);
        }
    }
}
