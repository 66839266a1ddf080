package dev.faultline.examples.raft;

import dev.faultline.examples.LogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that a server remembers: a snapshot, the entries after it, its term, and whom it voted for in that term.
 *
 * <p>Guarded by the server's monitor. What is written is promised to others only after {@link #sync}.
 */
final class Log implements AutoCloseable {
    /** The members that an entry, or the snapshot, made; and where. */
    record Configuration(long index, Command.Members members) {}

    private final LogFile file;
    private final Bug bug;
    private final List<Entry> entries = new ArrayList<>();
    private Snapshot snapshot;
    private long term;
    private String vote = "";
    private boolean unsynced;

    private Log(LogFile file, Bug bug, Snapshot start) {
        this.file = file;
        this.bug = bug;
        this.snapshot = start;
    }

    /**
     * Opens or creates the log in a folder and recovers what it holds.
     *
     * @param start what an empty log begins with
     */
    static Log open(Path folder, Bug bug, Snapshot start) throws IOException {
        List<byte[]> records = new ArrayList<>();
        Log log = new Log(LogFile.open(folder, records), bug, start);
        for (byte[] bytes : records) {
            switch (Item.of(bytes)) {
                case Item.Start(Snapshot snapshot) -> log.snapshot = snapshot;
                case Item.Ballot(long term, String vote) -> log.remember(term, vote);
                case Item.Slot(long index, Entry entry) -> log.keep(index, entry);
            }
        }
        return log;
    }

    long term() {
        return term;
    }

    /** Whom this server voted for in its term; empty if nobody. */
    String vote() {
        return vote;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    long lastIndex() {
        return snapshot.index() + entries.size();
    }

    long lastTerm() {
        if (bug == Bug.SNAPSHOT_WITHOUT_TERM && entries.isEmpty()) {
            return 0;
        }
        return termAt(lastIndex());
    }

    /** The term of an entry after the snapshot, or of the last in it. */
    long termAt(long index) {
        return index == snapshot.index() ? snapshot.term() : entry(index).term();
    }

    Entry entry(long index) {
        return entries.get(Math.toIntExact(index - snapshot.index() - 1));
    }

    /** At most so many entries from an index on, which is after the snapshot. */
    List<Entry> entries(long from, int limit) {
        int first = Math.toIntExact(from - snapshot.index() - 1);
        return List.copyOf(entries.subList(first, first + Math.min(entries.size() - first, limit)));
    }

    /** The members in force when an entry is the last one. */
    Configuration configurationAt(long last) {
        for (long index = last; index > snapshot.index(); index--) {
            if (entry(index).command() instanceof Command.Members members) {
                return new Configuration(index, members);
            }
        }
        return new Configuration(snapshot.index(), snapshot.members());
    }

    /** Enters a term or votes in it; returns when that is on disk. */
    void adopt(long newTerm, String newVote) {
        remember(newTerm, newVote);
        file.append(new Item.Ballot(newTerm, newVote).bytes());
        file.sync();
        unsynced = false;
    }

    private void remember(long newTerm, String newVote) {
        term = newTerm;
        vote = newVote;
    }

    /** Writes an entry, which is not on disk yet, and forgets what the log held from this index on. */
    void put(long index, Entry entry) {
        file.append(new Item.Slot(index, entry).bytes());
        keep(index, entry);
        unsynced = true;
    }

    private void keep(long index, Entry entry) {
        entries.subList(Math.toIntExact(index - snapshot.index() - 1), entries.size())
                .clear();
        entries.add(entry);
    }

    /** Returns when everything written before is on disk. */
    void sync() {
        if (unsynced) {
            file.sync();
        }
        unsynced = false;
    }

    /**
     * Puts a snapshot in the place of the entries that it stands for. Entries after it stay if the log holds its last entry;
     * else they follow another history than the snapshot does, and go. Returns when that is on disk.
     */
    void startFrom(Snapshot newer) {
        boolean follow = newer.index() <= lastIndex() && termAt(newer.index()) == newer.term();
        List<Entry> after = follow ? entries(newer.index() + 1, Integer.MAX_VALUE) : List.of();
        snapshot = newer;
        entries.clear();
        entries.addAll(after);
        file.replace(items().map(Item::bytes).toList());
        unsynced = false;
    }

    private Stream<Item> items() {
        List<Item> items = new ArrayList<>(List.of(new Item.Start(snapshot), new Item.Ballot(term, vote)));
        long index = snapshot.index();
        for (Entry entry : entries) {
            items.add(new Item.Slot(++index, entry));
        }
        return items.stream();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
