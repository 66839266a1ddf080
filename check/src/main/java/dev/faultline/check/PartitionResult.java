package dev.faultline.check;

import java.util.Arrays;
import java.util.List;

/** What the search says of one partition. Event numbers are those of the history. */
sealed interface PartitionResult {

    /** Explained by an order of the operations of this partition alone. */
    record Explained(Witness witness) implements PartitionResult {}

    /**
     * Nothing explains what the client saw at this event, given everything that was recorded.
     *
     * @param eventNumber no prefix that ends before it fails
     * @param core indices of a few operations that fail by themselves and speak for the whole; empty if none are known
     */
    record Unexplained(int eventNumber, List<Integer> core) implements PartitionResult {

        Unexplained(int eventNumber) {
            this(eventNumber, List.of());
        }

        /** These operations of a partition, by their numbers in it, contradict each other; negative ones stand for none. */
        static Unexplained by(Partition partition, int... operations) {
            return new Unexplained(
                    0,
                    Arrays.stream(operations)
                            .filter(i -> i >= 0)
                            .map(partition::index)
                            .sorted()
                            .distinct()
                            .boxed()
                            .toList());
        }
    }

    /** A limit was reached after so many events. */
    record Undecided(Verdict.Limit limit, int explainedEvents) implements PartitionResult {}
}
