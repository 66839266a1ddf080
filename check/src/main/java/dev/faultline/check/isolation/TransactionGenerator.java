package dev.faultline.check.isolation;

import dev.faultline.check.isolation.Transactions.Model;
import java.util.SplittableRandom;

/**
 * Makes histories of transactions with a simulated store, from a seed: the same arguments give the same history.
 *
 * <p>Clients run one transaction after the other, each from a snapshot to a commit at one moment each; how strict the
 * store is decides which anomalies can occur. Values are unique.
 *
 * @param model what the transactions work on
 * @param clients how many transactions run at a time, at least 1
 * @param transactions how many there are, at least 1
 * @param operations the most that one has, at least 1
 * @param keys how many there are at a time, at least 1
 * @param writesPerKey after how many writes a key is replaced by a new one, at least 1
 * @param readShare the share of operations that read, from 0 to 1
 * @param store what the store guarantees
 * @param crashShare the share of transactions whose fate remains unknown, from 0 to 1
 */
public record TransactionGenerator(
        Model model,
        int clients,
        int transactions,
        int operations,
        int keys,
        int writesPerKey,
        double readShare,
        Store store,
        double crashShare) {

    /** What a store does with concurrent transactions. */
    public enum Store {
        /** Serial in real time: a transaction takes effect at one moment. */
        STRICT,
        /** A transaction fails if another wrote one of its keys since its snapshot. */
        SNAPSHOT,
        /** Every commit succeeds, on top of whatever is there. */
        CARELESS
    }

    /** @throws IllegalArgumentException if a number is out of its range */
    public TransactionGenerator {
        if (Math.min(Math.min(clients, transactions), Math.min(operations, Math.min(keys, writesPerKey))) < 1) {
            throw new IllegalArgumentException("counts must be at least 1");
        }
        if (readShare < 0 || readShare > 1 || crashShare < 0 || crashShare > 1) {
            throw new IllegalArgumentException("shares must be from 0 to 1");
        }
    }

    /** Transactions of up to four operations on ten lists or registers at a time, half of them reads. */
    public static TransactionGenerator of(Model model, int clients, int transactions, Store store) {
        return new TransactionGenerator(model, clients, transactions, 4, 10, 32, 0.5, store, 0);
    }

    /** The history of a seed. */
    public Transactions generate(long seed) {
        return new SimulatedStore(this, new SplittableRandom(seed)).run();
    }
}
