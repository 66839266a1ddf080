package dev.faultline.check.isolation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Clauses, the learned ones with two watched literals each (Moskewicz and others, Chaff, 2001). */
final class Clauses {

    private static final int NONE = -1;
    private static final int BYTES_PER_CLAUSE = 160;

    /** Where a clause comes from. */
    static final class Origin {

        private final int[] nodes;
        private final int[] clauses;
        private final int[] fixed;

        private Origin(int[] nodes, int[] clauses, int[] fixed) {
            this.nodes = nodes;
            this.clauses = clauses;
            this.fixed = fixed;
        }

        /** Of a cycle through these events. */
        static Origin cycle(int[] events) {
            return new Origin(events, new int[0], new int[0]);
        }

        /** Resolved from clauses; these pairs were dropped since their order is fixed. */
        static Origin learned(int[] clauses, int[] fixed) {
            return new Origin(new int[0], clauses, fixed);
        }

        int[] nodes() {
            return nodes;
        }

        int[] clauses() {
            return clauses;
        }

        int[] fixed() {
            return fixed;
        }

        int size() {
            return nodes.length + clauses.length + fixed.length;
        }
    }

    /** The present value of a literal: 1, 0 or -1. */
    interface Valuation {
        int of(int literal);
    }

    /** Takes a literal that follows from a clause. */
    interface Consequence {
        void set(int literal, int clause);
    }

    private final List<int[]> literals = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();
    private final @Nullable Ints[] watchers;
    private final long mostBytes;
    private long bytes;

    Clauses(int pairs, long mostBytes) {
        watchers = new Ints[2 * pairs + 2];
        this.mostBytes = mostBytes;
    }

    int size() {
        return literals.size();
    }

    int[] literals(int clause) {
        return literals.get(clause);
    }

    Origin origin(int clause) {
        return origins.get(clause);
    }

    /** A clause that is only used to learn from. */
    int addTheory(int[] its, Origin origin) {
        return add(its, origin);
    }

    /** A clause whose first literal follows from the others, of which the second was set last. */
    int addLearned(int[] its, Origin origin) {
        int clause = add(its, origin);
        if (its.length > 1) {
            watchersOf(its[0]).add(clause);
            watchersOf(its[1]).add(clause);
        }
        return clause;
    }

    /** What follows from a literal that became true; the clause that is broken, or a negative number. */
    int propagate(int literal, Valuation valuation, Consequence consequence) {
        Ints watching = watchersOf(-literal);
        int kept = 0;
        for (int i = 0; i < watching.size(); i++) {
            int clause = watching.get(i);
            int[] its = literals.get(clause);
            if (its[0] == -literal) {
                its[0] = its[1];
                its[1] = -literal;
            }
            if (valuation.of(its[0]) <= 0 && watchAnother(clause, its, valuation)) {
                continue;
            }
            watching.set(kept++, clause);
            int first = valuation.of(its[0]);
            if (first < 0) {
                while (++i < watching.size()) {
                    watching.set(kept++, watching.get(i));
                }
                watching.truncate(kept);
                return clause;
            }
            if (first == 0) {
                consequence.set(its[0], clause);
            }
        }
        watching.truncate(kept);
        return NONE;
    }

    private boolean watchAnother(int clause, int[] its, Valuation valuation) {
        for (int k = 2; k < its.length; k++) {
            if (valuation.of(its[k]) >= 0) {
                int other = its[k];
                its[k] = its[1];
                its[1] = other;
                watchersOf(other).add(clause);
                return true;
            }
        }
        return false;
    }

    private int add(int[] its, Origin origin) {
        bytes += BYTES_PER_CLAUSE + 4L * (its.length + origin.size());
        if (bytes > mostBytes) {
            throw new CheckStopped(
                    "what was learned about the order of writes takes more than %d bytes".formatted(mostBytes));
        }
        literals.add(its);
        origins.add(origin);
        return literals.size() - 1;
    }

    private Ints watchersOf(int literal) {
        int place = literal > 0 ? 2 * literal : -2 * literal + 1;
        Ints list = watchers[place];
        if (list == null) {
            list = new Ints(4);
            watchers[place] = list;
        }
        return list;
    }
}
