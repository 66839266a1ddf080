package dev.faultline.check.isolation;

import java.util.Arrays;

/** Which kinds of edges a walk may take, and what it remembers of those taken: a table of small states. */
final class Automaton {

    static final int REFUSED = -1;

    private static final int KINDS = EdgeKind.values().length;

    final int states;
    private final byte[] next;

    private Automaton(int states) {
        this.states = states;
        next = new byte[states * KINDS];
        Arrays.fill(next, (byte) REFUSED);
        for (int s = 0; s < states; s++) {
            next[s * KINDS + EdgeKind.PASS.number()] = (byte) s;
        }
    }

    /** What a step decides: the next state, or {@link #REFUSED}. */
    interface Step {
        int next(int state, EdgeKind kind);
    }

    static Automaton of(int states, Step step) {
        Automaton made = new Automaton(states);
        for (int s = 0; s < states; s++) {
            for (EdgeKind kind : EdgeKind.values()) {
                if (kind != EdgeKind.PASS) {
                    made.next[s * KINDS + kind.number()] = (byte) step.next(s, kind);
                }
            }
        }
        return made;
    }

    /** Walks over these kinds of edges, in any order. */
    static Automaton over(int kinds) {
        return of(1, (_, kind) -> (kinds & kind.bit()) != 0 ? 0 : REFUSED);
    }

    /**
     * Walks in which no two anti-dependencies follow each other. State 1 stands for the snapshot of a transaction,
     * state 0 for its commit: a history is snapshot isolated if and only if there is no such closed walk (Cerone and
     * Gotsman, Analysing snapshot isolation, 2016).
     */
    static Automaton snapshots(int orders) {
        return of(2, (state, kind) -> switch (kind) {
            case RW -> state == 1 ? 0 : REFUSED;
            case WW, WR -> 1;
            default -> (orders & kind.bit()) != 0 ? 1 : REFUSED;
        });
    }

    /**
     * Walks in which an anti-dependency follows only what made a transaction see another: none of them is closed in
     * prefix consistent histories (Cerone, Gotsman and Yang, Algebraic laws for weak consistency, 2017).
     */
    static Automaton prefixes(int orders) {
        return of(2, (state, kind) -> switch (kind) {
            case RW -> state == 1 ? 0 : REFUSED;
            case WW -> 0;
            case WR -> 1;
            default -> (orders & kind.bit()) != 0 ? 1 : REFUSED;
        });
    }

    int next(int state, byte kind) {
        return next[state * KINDS + kind];
    }
}
