package dev.faultline.experiment;

import java.util.List;
import java.util.OptionalLong;

/**
 * What became of the reads after all faults had ended: of each key through each node, where a client can choose its
 * node, else of each key by each client. Times are virtual nanoseconds of the run.
 *
 * @param healedNanos when all faults had ended
 * @param limitNanos when the clients gave up
 * @param reads each node and key once, in the order in which they were taken up
 */
public record FinalReads(long healedNanos, long limitNanos, List<FinalRead> reads) {
    /** In place of a node, where the client's library chooses. */
    public static final String ANY_NODE = "";

    /** In place of a key: a poll of all logs. */
    public static final String ALL_KEYS = "*";

    /** Copies the list. */
    public FinalReads {
        reads = List.copyOf(reads);
    }

    /**
     * One key, read through one node.
     *
     * @param client which client read it, from 0
     * @param node through which it was read, or {@link #ANY_NODE}
     * @param key what was read, or {@link #ALL_KEYS}
     * @param attempts how often it was tried; 0 if the time was up before its turn came
     * @param firstAttemptNanos when it was tried first; empty if never
     * @param answeredNanos when an answer came at last; empty if none did
     * @param lastFailure why the last attempt came to nothing; empty if none did
     */
    public record FinalRead(
            int client,
            String node,
            String key,
            int attempts,
            OptionalLong firstAttemptNanos,
            OptionalLong answeredNanos,
            String lastFailure) {

        /** Returns how long the client waited for the answer, or until {@code endNanos}; 0 if it never asked. */
        long waitedNanos(long endNanos) {
            return firstAttemptNanos.isEmpty() ? 0 : answeredNanos.orElse(endNanos) - firstAttemptNanos.getAsLong();
        }

        /** Returns what was read, and through what. */
        String words() {
            return node.equals(ANY_NODE) ? key + " by client " + client : key + " through " + node;
        }
    }

    /** Returns the reads that were tried and never answered. */
    public List<FinalRead> unanswered() {
        return reads.stream()
                .filter(read -> read.attempts() > 0 && read.answeredNanos().isEmpty())
                .toList();
    }

    /** Returns the reads that there was no time for. */
    public List<FinalRead> untried() {
        return reads.stream().filter(read -> read.attempts() == 0).toList();
    }
}
