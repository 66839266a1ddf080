package dev.faultline.check;

/**
 * Makes histories that are linearizable by construction, with planted anomalies if asked: for benchmarks, and for
 * tests of checkers. The same seed gives the same history.
 *
 * <p>Clients take turns at random. In one turn a client invokes an operation, in a later one it takes effect, in a
 * later one still it completes; so operations overlap as much as there are clients.
 *
 * @param kind what the histories are of
 * @param operations how many to invoke
 * @param clients sequential clients; one that crashes comes back as a new process
 * @param keys independent objects, named k0, k1...
 * @param values written values are drawn from 0 to values - 1; 0 makes every written value unique
 * @param casPercent of registers: share of compare-and-set
 * @param readPercent share of operations that read or take out; the rest write or put in
 * @param crashPercent share of operations without an answer; half of them take effect
 * @param hotKeyPercent conflict rate: share of operations that go to the first key
 * @param anomaly what goes wrong, once, about in the middle
 */
public record HistoryGenerator(
        Kind kind,
        int operations,
        int clients,
        int keys,
        int values,
        int casPercent,
        int readPercent,
        int crashPercent,
        int hotKeyPercent,
        Anomaly anomaly) {

    /** What histories can be of, with the functions of {@link Models}. */
    public enum Kind {
        /** {@code read}, {@code write} and, if asked for, {@code cas}; absent at first. */
        REGISTER,
        /** {@code enqueue} and {@code dequeue}. */
        QUEUE,
        /** {@code push} and {@code pop}. */
        STACK,
        /** {@code add} and {@code contains}. */
        SET
    }

    /** What can be planted. */
    public enum Anomaly {
        /** Nothing. */
        NONE,
        /** A read or removal answers what was there some time ago. Needs unique values to be sure to show. */
        STALE,
        /** A write or insertion is acknowledged and has no effect. It may stay unseen. */
        LOST,
        /** A read or removal answers what nobody ever put in. */
        PHANTOM
    }

    /** @throws IllegalArgumentException if there are no clients or keys, or a share is not from 0 to 100 */
    public HistoryGenerator {
        if (operations < 0 || clients < 1 || keys < 1 || values < 0) {
            throw new IllegalArgumentException("operations %d, clients %d, keys %d, values %d: too few"
                    .formatted(operations, clients, keys, values));
        }
        for (int percent : new int[] {casPercent, readPercent, crashPercent, hotKeyPercent}) {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("a share is from 0 to 100 percent, not " + percent);
            }
        }
    }

    /** Registers without anomalies, half read and half written, every value once. */
    public static HistoryGenerator unique(Kind kind, int operations, int clients, int keys, int crashPercent) {
        return new HistoryGenerator(kind, operations, clients, keys, 0, 0, 50, crashPercent, 0, Anomaly.NONE);
    }

    /** These histories with an anomaly. */
    public HistoryGenerator with(Anomaly other) {
        return new HistoryGenerator(
                kind, operations, clients, keys, values, casPercent, readPercent, crashPercent, hotKeyPercent, other);
    }

    /** The history of this seed. */
    public History generate(long seed) {
        return new GeneratorRun(this, seed).history();
    }
}
