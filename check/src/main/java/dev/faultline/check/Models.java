package dev.faultline.check;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models that come with Faultline. All are immutable and may be shared by threads. */
public final class Models {

    private Models() {}

    /**
     * One register for each key.
     *
     * <p>{@code write v} sets it; {@code read}, invoked with null, completes with the value. A failed
     * operation did not happen. The state is the value, empty while the register is absent.
     *
     * @param initial the value at the start, null for absent
     */
    public static Model<Optional<Object>> register(@Nullable Object initial, RegisterOption... options) {
        return new RegisterModel("register", Set.of("read", "write"), Optional.ofNullable(initial), setOf(options));
    }

    /**
     * A register with compare-and-set for each key: as {@link #register}, and {@code cas [expected new]} with
     * a list of two as its value. It succeeds only where the register holds the expected value.
     *
     * @param initial the value at the start, null for absent
     */
    public static Model<Optional<Object>> casRegister(@Nullable Object initial, RegisterOption... options) {
        return new RegisterModel(
                "cas-register", Set.of("read", "write", "cas"), Optional.ofNullable(initial), setOf(options));
    }

    /**
     * Several registers that transactions read and write at once: {@code txn}, {@code read} or {@code write} with
     * a list of {@code [r key value]} and {@code [w key value]}. One state for all keys, so keep them few.
     *
     * @param initial values at the start; other keys are null
     */
    public static Model<?> multiRegister(Map<?, ?> initial) {
        return Stores.multiRegister(initial, null);
    }

    /**
     * A map of keys to values, each key by itself: {@code get}, {@code put v}, {@code append text},
     * {@code delete}, {@code cas [expected new]}.
     *
     * @param initial what a key holds at first and after {@code delete}; null for absent
     */
    public static Model<?> keyValue(@Nullable Object initial) {
        return Stores.keyValue(initial);
    }

    /** A number: {@code add n}, {@code read}, {@code add-and-get n}. */
    public static Model<?> counter(long initial) {
        return Stores.counter(initial);
    }

    /**
     * A set: {@code add e} and {@code remove e}, which may tell by a boolean whether they changed it;
     * {@code contains e}; {@code read}, which answers all elements.
     */
    public static Model<?> set() {
        return Containers.set();
    }

    /** A set that may hold an element several times; as {@link #set}, and {@code take}, which removes any one. */
    public static Model<?> bag() {
        return Containers.bag();
    }

    /** First in, first out: {@code enqueue v}, {@code dequeue}; null answers that it is empty. */
    public static Model<?> queue() {
        return Containers.queue();
    }

    /** Smallest first: {@code insert v}, {@code poll}; null answers that it is empty. Values of one kind. */
    public static Model<?> priorityQueue() {
        return Containers.priorityQueue();
    }

    /** Last in, first out: {@code push v}, {@code pop}; null answers that it is empty. */
    public static Model<?> stack() {
        return Containers.stack();
    }

    /** {@code acquire} and {@code release}, by anybody. Failed ones did not happen. */
    public static Model<?> mutex() {
        return Locks.mutex();
    }

    /** {@code acquire} and {@code release} by the client that holds it, as often. */
    public static Model<?> reentrantLock() {
        return Locks.reentrantLock();
    }

    /** {@code acquire-read}, {@code release-read}, {@code acquire-write}, {@code release-write}. */
    public static Model<?> readWriteLock() {
        return Locks.readWriteLock();
    }

    /** A mutex whose {@code acquire} answers a token that is larger than all before it. */
    public static Model<?> fencedLock() {
        return Locks.fencedLock();
    }

    /**
     * {@code acquire} and {@code release} of one permit, or of as many as the value says.
     *
     * @param permits how many there are
     */
    public static Model<?> semaphore(long permits) {
        return Locks.semaphore(permits);
    }

    /**
     * A lease of leadership: {@code acquire} answers a term larger than all before it and ends the lease of
     * whoever had it; {@code renew} and {@code release} succeed only for the latest holder.
     */
    public static Model<?> leaderLease() {
        return Locks.leaderLease();
    }

    /** {@code generate} answers something that it never answered before. */
    public static Model<?> uniqueIds() {
        return Locks.uniqueIds();
    }

    /** {@code append v} may answer its place from 0; {@code read} of a place, or of null for the whole log. */
    public static Model<?> appendLog() {
        return Stores.log(Stores.Appends.EITHER);
    }

    /**
     * Accounts in one state: {@code transfer {from to amount}}, {@code read} of all balances.
     *
     * @param balances what the accounts hold at the start
     * @param negativeAllowed whether an account may be overdrawn
     */
    public static Model<?> bank(Map<?, ? extends Number> balances, boolean negativeAllowed) {
        return Bank.model(balances, negativeAllowed);
    }

    /**
     * The same where nobody knows what the accounts held at the start: any balances will do from which all transfers and
     * reads follow.
     */
    public static Model<?> bank(boolean negativeAllowed) {
        return Bank.ofUnknownBalances(negativeAllowed);
    }

    private static Set<RegisterOption> setOf(RegisterOption... options) {
        Set<RegisterOption> set = EnumSet.noneOf(RegisterOption.class);
        set.addAll(List.of(options));
        return set;
    }
}
