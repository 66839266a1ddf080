package dev.faultline.check;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An order of versions that meets the demands, or a circle of demands. O(nodes + edges). */
final class SessionOrder {

    private static final long BYTES_PER_NODE = 60;
    private static final long BYTES_PER_EDGE = 8;

    private final SessionEdges edges;
    private final int versions;
    private final Budget budget;
    private final int[] head;
    private final int[] to;
    private final int[] edgeAt;
    private final StrongComponents components;

    SessionOrder(SessionEdges edges, int versions, Budget budget) {
        this.edges = edges;
        this.versions = versions;
        this.budget = budget;
        budget.reserve(BYTES_PER_NODE * edges.nodes() + BYTES_PER_EDGE * edges.size());
        head = new int[edges.nodes() + 1];
        for (int e = 0; e < edges.size(); e++) {
            head[edges.from(e) + 1]++;
        }
        for (int v = 0; v < edges.nodes(); v++) {
            head[v + 1] += head[v];
        }
        to = new int[edges.size()];
        edgeAt = new int[edges.size()];
        int[] at = head.clone();
        for (int e = 0; e < edges.size(); e++) {
            int place = at[edges.from(e)]++;
            to[place] = edges.to(e);
            edgeAt[place] = e;
        }
        components = new StrongComponents(head, to);
    }

    /** The versions in an order that meets all demands, if there is no circle. */
    int[] versions() {
        long[] order = IntStream.range(0, versions)
                .mapToLong(v -> (long) -components.of(v) << 32 | v)
                .toArray();
        Arrays.sort(order);
        return Arrays.stream(order).mapToInt(both -> (int) both).toArray();
    }

    /**
     * The edges of a circle through two versions, the shortest from one of the first versions that are in one; null if there
     * is none.
     */
    int @Nullable [] circle(int starts) {
        int[] membersOf = new int[components.count()];
        for (int v = 0; v < versions; v++) {
            membersOf[components.of(v)]++;
        }
        int[] best = null;
        int left = starts;
        for (int v = 0; v < versions && left > 0; v++) {
            if (membersOf[components.of(v)] > 1) {
                left--;
                int[] circle = circleThrough(v);
                best = best == null || circle.length < best.length ? circle : best;
            }
        }
        return best;
    }

    /** Breadth first over nodes, and whether another version was passed. */
    private int[] circleThrough(int start) {
        int[] cameFrom = new int[2 * edges.nodes()];
        int[] cameBy = new int[2 * edges.nodes()];
        BitSet seen = new BitSet();
        int[] queue = new int[2 * edges.nodes() + 1];
        int size = 0;
        queue[size++] = 2 * start;
        for (int next = 0; next < size; next++) {
            int place = queue[next];
            int node = place / 2;
            for (int i = head[node]; i < head[node + 1]; i++) {
                budget.poll();
                int target = to[i];
                if (components.of(target) != components.of(start)) {
                    continue;
                }
                int passed = target < versions && target != start ? 1 : place % 2;
                int reached = 2 * target + passed;
                if (target == start ? passed == 0 : seen.get(reached)) {
                    continue;
                }
                if (!seen.get(reached)) {
                    seen.set(reached);
                    cameFrom[reached] = place;
                    cameBy[reached] = edgeAt[i];
                }
                if (target == start) {
                    return path(start, reached, cameFrom, cameBy);
                }
                queue[size++] = reached;
            }
        }
        throw new IllegalStateException("no circle through version " + start + ", though it is connected with another");
    }

    private static int[] path(int start, int end, int[] cameFrom, int[] cameBy) {
        int length = 0;
        for (int place = end; place != 2 * start; place = cameFrom[place]) {
            length++;
        }
        int[] circle = new int[length];
        int at = length;
        for (int place = end; place != 2 * start; place = cameFrom[place]) {
            circle[--at] = cameBy[place];
        }
        return circle;
    }
}
