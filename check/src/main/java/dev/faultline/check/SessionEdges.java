package dev.faultline.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a session guarantee demands of the order of the versions of each key: pairs of which the first must not come after
 * the second. There is an order if and only if no two versions are in a circle of them. Demands of reads of which any number
 * speak for the same thing run through nodes above the versions. O(operations * clients).
 */
final class SessionEdges {

    private static final int NONE = SessionAccesses.NONE;
    private static final long BYTES_PER_EDGE = 16;
    private static final long BYTES_PER_CLIENT_AND_KEY = 100;

    private final SessionAccesses all;
    private final Level level;
    private final Budget budget;
    private int[] from = new int[64];
    private int[] to = new int[64];
    /** Two accesses that, with the versions, tell why. */
    private int[] why = new int[64];

    private int[] because = new int[64];
    private int size;
    private int nodes;

    /** The writes of a client to a key, or its reads of it, in its order; of reads the node that stands for all so far. */
    private static final class Trail {
        private final int client;
        private final List<Integer> accesses = new ArrayList<>();
        private final List<Integer> nodes = new ArrayList<>();

        Trail(int client) {
            this.client = client;
        }

        /** How many of them come before this access. */
        int before(int access) {
            int low = 0;
            int high = accesses.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (accesses.get(middle) < access) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    private final List<List<Trail>> trailsOf = new ArrayList<>();

    SessionEdges(SessionAccesses all, Level level, Budget budget) {
        this.all = all;
        this.level = level;
        this.budget = budget;
        nodes = all.versions();
        budget.reserve(BYTES_PER_EDGE * from.length);
        always();
        switch (level) {
            case READ_YOUR_WRITES -> sameKey(true);
            case MONOTONIC_READS -> sameKey(false);
            case MONOTONIC_WRITES, WRITES_FOLLOW_READS -> {
                trails();
                observed();
            }
            default -> throw new IllegalArgumentException(level + " is no session guarantee");
        }
    }

    int nodes() {
        return nodes;
    }

    int size() {
        return size;
    }

    int from(int edge) {
        return from[edge];
    }

    int to(int edge) {
        return to[edge];
    }

    int why(int edge) {
        return why[edge];
    }

    int because(int edge) {
        return because[edge];
    }

    /** Beginnings come first, a client's writes of a key keep its order, and a swap comes after what it replaced. */
    private void always() {
        Map<Long, Integer> lastWrite = new HashMap<>();
        for (int a = 0; a < all.size(); a++) {
            budget.poll();
            if (all.write[a] == NONE) {
                continue;
            }
            int before = lastWrite.getOrDefault(place(a), NONE);
            add(before == NONE ? all.key[a] : all.write[before], all.write[a], before, a);
            if (all.source[a] != NONE) {
                add(all.source[a], all.write[a], a, a);
            }
            if (all.certain[a]) {
                lastWrite.put(place(a), a);
            }
        }
    }

    private long place(int access) {
        return (long) all.client[access] << 32 | all.key[access];
    }

    /** A read returns nothing older than the latest own write of the key, or than the latest read of it before. */
    private void sameKey(boolean writes) {
        Map<Long, Integer> last = new HashMap<>();
        for (int a = 0; a < all.size(); a++) {
            budget.poll();
            if (!all.certain[a]) {
                continue;
            }
            int before = last.getOrDefault(place(a), NONE);
            if (all.source[a] != NONE && before != NONE) {
                add(writes ? all.write[before] : all.source[before], all.source[a], before, a);
            }
            if ((writes ? all.write[a] : all.source[a]) != NONE) {
                last.put(place(a), a);
            }
        }
    }

    /** Per key, what each client wrote or read of it; who writes after reads comes after them. */
    private void trails() {
        boolean writes = level == Level.MONOTONIC_WRITES;
        Map<Long, Trail> trails = new HashMap<>();
        for (int k = 0; k < all.keys; k++) {
            trailsOf.add(new ArrayList<>());
        }
        for (int a = 0; a < all.size(); a++) {
            budget.poll();
            Trail trail = trails.get(place(a));
            if (!writes && all.write[a] != NONE && trail != null) {
                int last = trail.accesses.getLast();
                add(trail.nodes.getLast(), all.write[a], last, a);
            }
            int version = writes ? all.write[a] : all.source[a];
            if (version == NONE || !all.certain[a]) {
                continue;
            }
            if (trail == null) {
                budget.reserve(BYTES_PER_CLIENT_AND_KEY);
                trail = new Trail(all.client[a]);
                trails.put(place(a), trail);
                trailsOf.get(all.key[a]).add(trail);
            }
            int node = version;
            if (!writes) {
                node = nodes++;
                add(version, node, a, a);
                if (!trail.nodes.isEmpty()) {
                    add(trail.nodes.getLast(), node, NONE, a);
                }
            }
            trail.accesses.add(a);
            trail.nodes.add(node);
        }
    }

    /** Who saw a write of a client sees what that client had written, or read, before it. */
    private void observed() {
        List<Map<Integer, Integer>> latestSeen = new ArrayList<>();
        List<Map<Integer, Integer>> seenBy = new ArrayList<>();
        for (int c = 0; c < all.clients; c++) {
            latestSeen.add(new HashMap<>());
            seenBy.add(new HashMap<>());
        }
        for (int a = 0; a < all.size(); a++) {
            if (all.source[a] == NONE || !all.certain[a]) {
                continue;
            }
            Map<Integer, Integer> seen = latestSeen.get(all.client[a]);
            for (Trail trail : trailsOf.get(all.key[a])) {
                budget.poll();
                int latest = seen.getOrDefault(trail.client, NONE);
                int count = latest == NONE ? 0 : trail.before(latest);
                if (count > 0 && trail.nodes.get(count - 1) != all.source[a]) {
                    int reader = seenBy.get(all.client[a]).getOrDefault(trail.client, NONE);
                    add(trail.nodes.get(count - 1), all.source[a], reader, a);
                }
            }
            int writer = all.madeBy[all.source[a]];
            if (writer != NONE && writer > seen.getOrDefault(all.client[writer], NONE)) {
                seen.put(all.client[writer], writer);
                seenBy.get(all.client[a]).put(all.client[writer], a);
            }
        }
    }

    private void add(int source, int target, int access, int other) {
        if (source == target) {
            return;
        }
        if (size == from.length) {
            int more = size >> 1;
            budget.reserve(BYTES_PER_EDGE * more);
            from = Arrays.copyOf(from, size + more);
            to = Arrays.copyOf(to, size + more);
            why = Arrays.copyOf(why, size + more);
            because = Arrays.copyOf(because, size + more);
        }
        from[size] = source;
        to[size] = target;
        why[size] = access;
        because[size++] = other;
    }
}
