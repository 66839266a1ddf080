package dev.faultline.check;

/** What the search says of one partition. Event numbers are those of the history. */
sealed interface PartitionResult {

    /** Explained by an order of the operations of this partition alone. */
    record Explained(Witness witness) implements PartitionResult {}

    /** Nothing explains what the client saw at this event, given everything that was recorded. */
    record Unexplained(int eventNumber) implements PartitionResult {}

    /** A limit was reached after so many events. */
    record Undecided(Verdict.Limit limit, int explainedEvents) implements PartitionResult {}
}
