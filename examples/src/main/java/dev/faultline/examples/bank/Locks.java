package dev.faultline.examples.bank;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who is at work on the accounts of a server: writers of some, or readers of all. Nobody waits for a lock: a transaction
 * that does not get one is rolled back and tried again, so that none waits for another in a circle.
 *
 * <p>Writers have promised something, and stay until the end of their transaction is known. Readers have not: they are sent
 * away after some time, and learn it when they are done. A restart keeps the writers, whom the ledger knows, and no readers.
 */
final class Locks {
    private static final int READER_TICKS = 20;

    private final Map<String, TxnId> writers = new HashMap<>();
    private final Map<TxnId, Integer> readers = new HashMap<>();

    boolean mayWrite(Set<String> accounts) {
        return readers.isEmpty() && Collections.disjoint(writers.keySet(), accounts);
    }

    void write(TxnId id, Set<String> accounts) {
        accounts.forEach(account -> writers.put(account, id));
    }

    void endWrite(TxnId id) {
        writers.values().removeIf(id::equals);
    }

    boolean mayRead() {
        return writers.isEmpty();
    }

    void read(TxnId id) {
        readers.put(id, READER_TICKS);
    }

    /** Whether the reader had been there all the time. */
    boolean endRead(TxnId id) {
        return readers.remove(id) != null;
    }

    void tick() {
        readers.replaceAll((_, ticks) -> ticks - 1);
        readers.values().removeIf(ticks -> ticks <= 0);
    }
}
