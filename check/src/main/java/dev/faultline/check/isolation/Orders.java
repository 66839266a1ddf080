package dev.faultline.check.isolation;

import java.util.Arrays;

/** The orders that do not come from data: of sessions and of real time, as edges. */
final class Orders {

    private Orders() {}

    /** From each transaction that happened to the next one of its process; O(n). */
    static void addSessions(Dependencies found, EdgeList edges) {
        Transactions history = found.history;
        WriteMap processes = new WriteMap(64);
        Ints last = new Ints(16);
        for (int t = 0; t < history.size(); t++) {
            if (!found.happened[t]) {
                continue;
            }
            int known = processes.putIfAbsent(history.process[t], 0, last.size());
            if (known < 0) {
                last.add(t);
            } else {
                edges.add(last.get(known), t, EdgeKind.SESSION, Graph.NO_KEY);
                last.set(known, t);
            }
        }
    }

    /**
     * Real time as edges through a chain of knots, one for each stretch of completions: what completed points to the
     * next knot, each knot to the next, and the last one to what is invoked. At most three edges a transaction, however
     * many run at a time; O(n log n).
     *
     * @param nodes the number of nodes so far
     * @return the number with the knots
     */
    static int addRealTime(Dependencies found, EdgeList edges, int nodes) {
        Transactions history = found.history;
        int[] starts = byInvocation(found);
        int[] ends = byCompletion(found);
        int knot = nodes - 1;
        int completed = 0;
        for (int t : starts) {
            int before = completed;
            while (completed < ends.length && history.completed[ends[completed]] < history.invoked[t]) {
                completed++;
            }
            if (completed > before) {
                knot++;
                if (knot > nodes) {
                    edges.add(knot - 1, knot, EdgeKind.PASS, Graph.NO_KEY);
                }
                for (int i = before; i < completed; i++) {
                    edges.add(ends[i], knot, EdgeKind.REALTIME, Graph.NO_KEY);
                }
            }
            if (knot >= nodes) {
                edges.add(knot, t, EdgeKind.PASS, Graph.NO_KEY);
            }
        }
        return knot + 1;
    }

    static int[] byInvocation(Dependencies found) {
        return sorted(found, found.history.invoked);
    }

    /** Those that completed. */
    static int[] byCompletion(Dependencies found) {
        return sorted(found, found.history.completed);
    }

    private static int[] sorted(Dependencies found, int[] position) {
        long[] order = new long[position.length];
        int size = 0;
        for (int t = 0; t < position.length; t++) {
            if (found.happened[t] && position[t] != Transactions.NEVER) {
                order[size++] = (long) position[t] << 32 | t;
            }
        }
        Arrays.sort(order, 0, size);
        int[] transactions = new int[size];
        for (int i = 0; i < size; i++) {
            transactions[i] = (int) order[i];
        }
        return transactions;
    }
}
