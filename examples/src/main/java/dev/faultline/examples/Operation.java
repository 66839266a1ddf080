package dev.faultline.examples;

/** A client's command on its way through a replica. */
sealed interface Operation {
    /** Settled at once. */
    record Answered(String reply) implements Operation {}

    /** A read that began in this confirmation round of the primary of this epoch. */
    record Reading(String key, long epoch, long round) implements Operation {}

    /** A transaction that asked in this confirmation round of the primary of this epoch for a snapshot. */
    record Beginning(long epoch, long round) implements Operation {}

    /** An update that became the entry at this index. */
    record Updating(long epoch, long index) implements Operation {}
}
