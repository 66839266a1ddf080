package dev.faultline.examples.bank;

import dev.faultline.examples.LogFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All that a server remembers: what its accounts hold, what it has promised as a participant, and what it has decided as a
 * coordinator and not yet heard to be done.
 *
 * <p>What is written changes what is remembered in the same way as when it is read after a crash: {@link #keep}. Every start
 * of the server, and every so many records, begins a new file with what is remembered. Guarded by the server's monitor.
 */
final class Ledger implements AutoCloseable {
    private final LogFile file;
    private final int checkpointRecords;
    private final Bug bug;
    private long run;
    private Amounts balances = Amounts.NONE;
    private final Map<TxnId, Amounts> promises = new LinkedHashMap<>();
    private final Map<TxnId, SortedSet<String>> decisions = new LinkedHashMap<>();
    private int records;

    private Ledger(Settings settings, LogFile file) {
        this.file = file;
        this.checkpointRecords = settings.checkpointRecords();
        this.bug = settings.bug();
    }

    /** Opens or creates the ledger of a server, recovers what it holds, and begins its next run. */
    static Ledger open(Settings settings) throws IOException {
        List<byte[]> records = new ArrayList<>();
        Ledger ledger = new Ledger(settings, LogFile.open(settings.folder(), records));
        ledger.keep(new Item.Start(0, settings.accounts().firstOf(settings.id())));
        for (byte[] bytes : records) {
            ledger.keep(Item.of(bytes));
        }
        if (ledger.bug == Bug.PREPARED_FORGOTTEN) {
            ledger.promises.clear();
        }
        ledger.run++;
        ledger.checkpoint();
        return ledger;
    }

    /** How often the server has started on this ledger. */
    long run() {
        return run;
    }

    /** What the accounts of this server hold, without the changes that are only promised. */
    Amounts balances() {
        return balances;
    }

    /** The changes that this server has to make if their coordinators say so; the oldest come first. */
    Map<TxnId, Amounts> promises() {
        return Collections.unmodifiableMap(promises);
    }

    /** The transactions that this server has committed as a coordinator, and the servers that may not know it yet. */
    Map<TxnId, SortedSet<String>> decisions() {
        return Collections.unmodifiableMap(decisions);
    }

    /** Promises changes; returns when that is on disk. */
    void promise(TxnId id, Amounts changes) {
        write(new Item.Prepared(id, changes));
        file.sync();
    }

    /** Ends a promise, and makes its changes if it is committed; returns when these are on disk. */
    void finish(TxnId id, boolean commit) {
        write(new Item.Finished(id, commit));
        // Who forgets that nothing came of it asks the coordinator again.
        if (commit) {
            file.sync();
        }
    }

    /** Makes changes that nobody else has a part in; returns when they are on disk. */
    void apply(Amounts changes) {
        write(new Item.Applied(changes));
        file.sync();
    }

    /** Commits a transaction; returns when that is on disk. */
    void decide(TxnId id, Set<String> servers) {
        Item decided = new Item.Decided(id, new TreeSet<>(servers));
        if (bug == Bug.DECISION_UNWRITTEN) {
            keep(decided);
            return;
        }
        write(decided);
        file.sync();
    }

    /** Notes that a server has done as it promised. Who forgets this tells it again. */
    void told(TxnId id, String server) {
        write(new Item.Told(id, server));
    }

    private void write(Item item) {
        file.append(item.bytes());
        keep(item);
        records++;
        if (records >= checkpointRecords) {
            checkpoint();
        }
    }

    private void keep(Item item) {
        switch (item) {
            case Item.Start(long number, Amounts first) -> {
                run = number;
                balances = first;
            }
            case Item.Prepared(TxnId id, Amounts changes) -> promises.put(id, changes);
            case Item.Finished(TxnId id, boolean committed) -> {
                Amounts changes = promises.remove(id);
                if (committed && changes != null) {
                    balances = balances.plus(changes);
                }
            }
            case Item.Applied(Amounts changes) -> balances = balances.plus(changes);
            case Item.Decided(TxnId id, SortedSet<String> servers) -> decisions.put(id, new TreeSet<>(servers));
            case Item.Told(TxnId id, String server) ->
                decisions.computeIfPresent(
                        id, (_, servers) -> servers.remove(server) && servers.isEmpty() ? null : servers);
        }
    }

    private void checkpoint() {
        Stream<Item> start = Stream.of(new Item.Start(run, balances));
        Stream<Item> promised = promises.entrySet().stream().map(e -> new Item.Prepared(e.getKey(), e.getValue()));
        Stream<Item> decided = decisions.entrySet().stream().map(e -> new Item.Decided(e.getKey(), e.getValue()));
        Stream<Item> all = Stream.of(start, promised, bug == Bug.CHECKPOINT_FORGETS ? Stream.<Item>empty() : decided)
                .flatMap(items -> items);
        file.replace(all.map(Item::bytes).toList());
        records = 0;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
