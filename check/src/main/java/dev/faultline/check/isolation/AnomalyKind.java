package dev.faultline.check.isolation;

import static dev.faultline.check.isolation.Guarantee.*;

/** What can be wrong with a history, by the names of Adya, Elle and Plume, and the weakest guarantee that forbids it. */
public enum AnomalyKind {
    DUPLICATE_ELEMENTS("duplicate-elements", READ_UNCOMMITTED),
    GARBAGE_READ("garbage-read", READ_COMMITTED),
    G1A("G1a", READ_COMMITTED),
    G1B("G1b", READ_COMMITTED),
    DIRTY_UPDATE("dirty-update", READ_COMMITTED),
    INCOMPATIBLE_ORDER("incompatible-order", READ_COMMITTED),
    TORN_WRITE("torn-write", READ_COMMITTED),
    FUTURE_READ("future-read", READ_COMMITTED),
    NOT_OWN_WRITE("not-own-write", READ_COMMITTED),
    INTERNAL("internal", READ_ATOMIC),
    LOST_UPDATE("lost-update", CURSOR_STABILITY),
    G0("G0", READ_UNCOMMITTED),
    G1C("G1c", READ_COMMITTED),
    NON_MONOTONIC_READ("non-monotonic-read", MONOTONIC_ATOMIC_VIEW),
    FRACTURED_READ("fractured-read", READ_ATOMIC),
    CAUSAL_VIOLATION("causality-violation", CAUSAL),
    G_SINGLE("G-single-item", CONSISTENT_VIEW),
    LONG_FORK("long-fork", PREFIX),
    G_NONADJACENT("G-nonadjacent-item", SNAPSHOT_ISOLATION),
    WRITE_SKEW("write-skew", REPEATABLE_READ),
    G2("G2-item", REPEATABLE_READ),
    CURSOR_CYCLE("cursor-stability-cycle-exists", CURSOR_STABILITY),
    VIEW_CYCLE("consistent-view-cycle-exists", CONSISTENT_VIEW),
    PREFIX_CYCLE("prefix-cycle-exists", PREFIX),
    SNAPSHOT_CYCLE("snapshot-isolation-cycle-exists", SNAPSHOT_ISOLATION),
    SERIAL_CYCLE("serializable-cycle-exists", REPEATABLE_READ);

    private final String word;
    private final Guarantee forbiddenBy;

    AnomalyKind(String word, Guarantee forbiddenBy) {
        this.word = word;
        this.forbiddenBy = forbiddenBy;
    }

    /** The name by which the literature knows it. */
    public String word() {
        return word;
    }

    /** The weakest guarantee that excludes it. */
    public Guarantee forbiddenBy() {
        return forbiddenBy;
    }
}
