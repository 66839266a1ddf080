package dev.faultline.check.isolation;

import java.util.Optional;

/**
 * What a file of DBCop tells at its beginning of what follows: the shape that its generator was asked for. A file that has
 * another was joined, cut or written wrongly, and nobody would know which of both is right.
 *
 * @param id of the history
 * @param sessions how many there are
 * @param variables how many keys there may be; not all of them need occur
 * @param transactions how many the longest session has
 * @param events how many a transaction has at most
 */
record DbcopHeader(long id, long sessions, long variables, long transactions, long events) {

    /** How so many sessions contradict this. */
    Optional<String> sessions(long read) {
        return read == sessions
                ? Optional.empty()
                : Optional.of("the header tells of %d sessions, but %d follow".formatted(sessions, read));
    }

    /** How so many transactions of the longest session contradict this. */
    Optional<String> transactions(long read) {
        return read == transactions
                ? Optional.empty()
                : Optional.of("the header tells of %d transactions in a session, but the longest has %d"
                        .formatted(transactions, read));
    }

    /** How so many events of a transaction contradict this. */
    Optional<String> events(long read) {
        return read <= events
                ? Optional.empty()
                : Optional.of("the header tells of %d events in a transaction, but one has %d".formatted(events, read));
    }
}
