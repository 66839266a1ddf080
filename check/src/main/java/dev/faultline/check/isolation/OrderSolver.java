package dev.faultline.check.isolation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order of all pairs without a cycle: conflict-driven clause learning over a theory of acyclic graphs
 * (Marques-Silva and Sakallah, GRASP, 1996; Bayless and others, SAT modulo monotonic theories, 2015). Every clause
 * remembers where it comes from, so that a contradiction names the edges that it needs. Complete; worst case
 * exponential, so it counts decisions.
 */
final class OrderSolver {

    private static final int NO_CLAUSE = -1;
    private static final int POLL_EVERY = 256;
    private static final int PAIRS_BETWEEN_POLLS = 4096;
    private static final int FIRST_RESTART = 100;

    private final PairTheory theory;
    private final IsolationLimits limits;
    private final int pairs;
    private final byte[] value;
    private final int[] level;
    private final int[] reason;
    private final boolean[] marked;
    private final Ints trail;
    private final Ints trailAtLevel = new Ints(16);
    private final Ints edgesAtLevel = new Ints(16);
    private final VariableHeap heap;
    private final Clauses clauses;
    private final Contradiction contradiction;
    private int propagated;
    private long decisions;

    OrderSolver(PairTheory theory, IsolationLimits limits) {
        this.theory = theory;
        this.limits = limits;
        pairs = theory.polygraph().pairs();
        value = new byte[pairs];
        level = new int[pairs];
        reason = new int[pairs];
        marked = new boolean[pairs];
        trail = new Ints(pairs);
        heap = new VariableHeap(pairs);
        clauses = new Clauses(pairs, limits.memoryBytes() / 2);
        contradiction = new Contradiction(theory, clauses, limits);
    }

    /**
     * Null if the theory's graph now has an order of all pairs, else the transactions of a contradiction.
     *
     * @throws CheckStopped at a limit
     */
    int @Nullable [] solve() {
        if (!prune()) {
            return contradiction.transactions();
        }
        long untilRestart = FIRST_RESTART;
        long restartAfter = FIRST_RESTART;
        while (true) {
            int conflict = propagate();
            if (conflict != NO_CLAUSE) {
                if (latest(clauses.literals(conflict)) == 0) {
                    contradiction.useClause(conflict);
                    return contradiction.transactions();
                }
                learn(conflict);
                heap.decay();
                if (--untilRestart == 0) {
                    restartAfter += restartAfter / 2;
                    untilRestart = restartAfter;
                    backtrack(0);
                }
            } else if (!decide()) {
                return null;
            }
        }
    }

    /** Fixes pairs of which one order would close a cycle with what is certain, until none is left. */
    private boolean prune() {
        int nodes = theory.graph().nodes();
        long bytes = Reachability.bytes(nodes);
        if (bytes > limits.memoryBytes() / 2 || bytes / Long.BYTES > Integer.MAX_VALUE - 8) {
            return true;
        }
        boolean more = pairs > 0;
        while (more) {
            poll();
            more = false;
            Reachability before = Reachability.of(theory.graph());
            int stamp = theory.graph().size();
            for (int pair = 0; pair < pairs; pair++) {
                if (pair % PAIRS_BETWEEN_POLLS == 0) {
                    poll();
                }
                if (value[pair] != 0) {
                    continue;
                }
                int[] forward = theory.impossible(pair + 1, before);
                int[] backward = theory.impossible(-pair - 1, before);
                if (forward != null) {
                    contradiction.forced(pair, forward[0], forward[1], stamp);
                } else if (backward != null) {
                    contradiction.forced(pair, backward[0], backward[1], stamp);
                } else {
                    continue;
                }
                if (forward != null && backward != null) {
                    contradiction.usePair(pair);
                    contradiction.useEdge(backward[0], backward[1], stamp);
                    return false;
                }
                int forced = forward != null ? -pair - 1 : pair + 1;
                theory.assignUnchecked(forced);
                set(forced, NO_CLAUSE);
                more = true;
            }
            int[] cycle = theory.settle();
            if (cycle != null) {
                contradiction.useEdges(cycle);
                return false;
            }
        }
        propagated = trail.size();
        return true;
    }

    private void set(int literal, int because) {
        int pair = Math.abs(literal) - 1;
        value[pair] = (byte) Integer.signum(literal);
        level[pair] = trailAtLevel.size();
        reason[pair] = because;
        trail.add(literal);
        if (because != NO_CLAUSE && trailAtLevel.isEmpty()) {
            contradiction.learned(pair, because);
        }
    }

    private int valueOf(int literal) {
        return value[Math.abs(literal) - 1] * Integer.signum(literal);
    }

    private boolean decide() {
        while (!heap.isEmpty()) {
            int pair = heap.removeFirst();
            if (value[pair] == 0) {
                if (++decisions > limits.decisions()) {
                    throw new CheckStopped(
                            "the search for an order of writes took %d decisions".formatted(limits.decisions()));
                }
                if (decisions % POLL_EVERY == 0) {
                    poll();
                }
                trailAtLevel.add(trail.size());
                edgesAtLevel.add(theory.graph().size());
                set(theory.preferred(pair), NO_CLAUSE);
                return true;
            }
        }
        return false;
    }

    private void poll() {
        if (limits.stop().getAsBoolean()) {
            throw new CheckStopped("it was stopped after %d decisions on the order of writes".formatted(decisions));
        }
    }

    /** All that follows from the trail; the clause that is broken, or {@link #NO_CLAUSE}. */
    private int propagate() {
        while (propagated < trail.size()) {
            int literal = trail.get(propagated++);
            int[] way = theory.assign(literal);
            if (way != null) {
                return clauses.addTheory(cycleClause(way, literal), contradiction.origin(way, literal));
            }
            int conflict = clauses.propagate(literal, this::valueOf, this::set);
            if (conflict != NO_CLAUSE) {
                return conflict;
            }
        }
        return NO_CLAUSE;
    }

    /** Not all of the literals that put the edges of the cycle there. */
    private int[] cycleClause(int[] way, int literal) {
        List<Integer> literals = new ArrayList<>(List.of(-literal));
        for (int edge : way) {
            int cause = theory.graph().cause(edge);
            if (cause != AcyclicGraph.CERTAIN && !literals.contains(-cause)) {
                literals.add(-cause);
            }
        }
        return literals.stream().mapToInt(Integer::intValue).toArray();
    }

    /** First unique implication point: resolves the broken clause until one literal of this level is left. */
    private void learn(int conflict) {
        List<Integer> lower = new ArrayList<>();
        Ints used = new Ints(8);
        Ints fixed = new Ints(8);
        Ints touched = new Ints(16);
        int now = latest(clauses.literals(conflict));
        backtrack(now);
        int open = 0;
        int at = trail.size();
        int clause = conflict;
        int pivot = 0;
        do {
            used.add(clause);
            for (int literal : clauses.literals(clause)) {
                int pair = Math.abs(literal) - 1;
                if (literal == pivot || marked[pair]) {
                    continue;
                }
                marked[pair] = true;
                touched.add(pair);
                heap.bump(pair);
                if (level[pair] == now) {
                    open++;
                } else if (level[pair] > 0) {
                    lower.add(literal);
                } else {
                    fixed.add(pair);
                }
            }
            do {
                pivot = trail.get(--at);
            } while (!marked[Math.abs(pivot) - 1]);
            clause = reason[Math.abs(pivot) - 1];
            open--;
        } while (open > 0);
        for (int i = 0; i < touched.size(); i++) {
            marked[touched.get(i)] = false;
        }
        assertLearned(-pivot, lower, Clauses.Origin.learned(used.toArray(), fixed.toArray()));
    }

    private int latest(int[] literals) {
        int highest = 0;
        for (int literal : literals) {
            highest = Math.max(highest, level[Math.abs(literal) - 1]);
        }
        return highest;
    }

    private void assertLearned(int asserted, List<Integer> lower, Clauses.Origin origin) {
        lower.sort((a, b) -> Integer.compare(level[Math.abs(b) - 1], level[Math.abs(a) - 1]));
        int[] literals = new int[lower.size() + 1];
        literals[0] = asserted;
        for (int i = 0; i < lower.size(); i++) {
            literals[i + 1] = lower.get(i);
        }
        backtrack(lower.isEmpty() ? 0 : level[Math.abs(literals[1]) - 1]);
        int clause = clauses.addLearned(literals, origin);
        set(asserted, clause);
    }

    private void backtrack(int target) {
        if (target >= trailAtLevel.size()) {
            return;
        }
        int keep = trailAtLevel.get(target);
        theory.graph().shrink(edgesAtLevel.get(target));
        while (trail.size() > keep) {
            int pair = Math.abs(trail.removeLast()) - 1;
            value[pair] = 0;
            heap.add(pair);
        }
        while (trailAtLevel.size() > target) {
            trailAtLevel.removeLast();
            edgesAtLevel.removeLast();
        }
        propagated = keep;
    }
}
