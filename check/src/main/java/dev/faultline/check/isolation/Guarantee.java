package dev.faultline.check.isolation;

/** What a level promises about data, apart from sessions and real time. From weak to strong. */
@SuppressWarnings("EnumOrdinal") // The bits mean nothing outside of this class.
public enum Guarantee {
    READ_UNCOMMITTED("read-uncommitted"),
    READ_COMMITTED("read-committed", READ_UNCOMMITTED),
    MONOTONIC_ATOMIC_VIEW("monotonic-atomic-view", READ_COMMITTED),
    CURSOR_STABILITY("cursor-stability", READ_COMMITTED),
    READ_ATOMIC("read-atomic", MONOTONIC_ATOMIC_VIEW),
    CAUSAL("causal", READ_ATOMIC),
    CONSISTENT_VIEW("consistent-view", CURSOR_STABILITY, MONOTONIC_ATOMIC_VIEW),
    PARALLEL_SNAPSHOT_ISOLATION("parallel-snapshot-isolation", CONSISTENT_VIEW, CAUSAL),
    PREFIX("prefix", CAUSAL),
    REPEATABLE_READ("repeatable-read", CONSISTENT_VIEW),
    SNAPSHOT_ISOLATION("snapshot-isolation", PARALLEL_SNAPSHOT_ISOLATION, PREFIX),
    SERIALIZABLE("serializable", SNAPSHOT_ISOLATION, REPEATABLE_READ);

    private final String word;

    /** A bit for each guarantee that this one implies, itself among them; those that it names come before it. */
    private final int implied;

    Guarantee(String word, Guarantee... direct) {
        this.word = word;
        int bits = 1 << ordinal();
        for (Guarantee weaker : direct) {
            bits |= weaker.implied;
        }
        implied = bits;
    }

    String word() {
        return word;
    }

    /** Whether every history that keeps this one keeps the other. */
    boolean implies(Guarantee other) {
        return (implied & 1 << other.ordinal()) != 0;
    }
}
