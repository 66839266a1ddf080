package dev.faultline.check.isolation;

import java.util.Arrays;

/**
 * Edges from each of some transactions to each of some others but itself. Where they would be many they run through two
 * chains of knots, one that reaches all targets from the i-th on and one that reaches all up to the i-th, so that their
 * number stays linear.
 */
final class FanOut {

    private static final int FEW = 16;

    private int nodes;

    /** @param nodes the number of nodes so far */
    FanOut(int nodes) {
        this.nodes = nodes;
    }

    /** The number with the knots. */
    int nodes() {
        return nodes;
    }

    /** Adds anti-dependencies to the edges; both arrays are sorted and without repetition. */
    void connect(int[] sources, int[] targets, int key, EdgeList edges) {
        if ((long) sources.length * targets.length <= FEW + sources.length + targets.length) {
            for (int source : sources) {
                for (int target : targets) {
                    if (source != target) {
                        edges.add(source, target, EdgeKind.RW, key);
                    }
                }
            }
        } else {
            throughKnots(sources, targets, key, edges);
        }
    }

    private void throughKnots(int[] sources, int[] targets, int key, EdgeList edges) {
        int size = targets.length;
        int from = nodes;
        int upTo = from + size;
        nodes += 2 * size;
        for (int i = 0; i < size; i++) {
            edges.add(from + i, targets[i], EdgeKind.PASS, key);
            edges.add(upTo + i, targets[i], EdgeKind.PASS, key);
            if (i + 1 < size) {
                edges.add(from + i, from + i + 1, EdgeKind.PASS, key);
                edges.add(upTo + i + 1, upTo + i, EdgeKind.PASS, key);
            }
        }
        for (int source : sources) {
            int own = Arrays.binarySearch(targets, source);
            if (own < 0) {
                edges.add(source, from, EdgeKind.RW, key);
                continue;
            }
            if (own + 1 < size) {
                edges.add(source, from + own + 1, EdgeKind.RW, key);
            }
            if (own > 0) {
                edges.add(source, upTo + own - 1, EdgeKind.RW, key);
            }
        }
    }
}
