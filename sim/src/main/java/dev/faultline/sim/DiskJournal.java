package dev.faultline.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes to names and the truncations that the disk does not hold yet, oldest first. Each is atomic, and what
 * becomes durable is always a prefix of them, as in the journal of ext4 or XFS.
 */
final class DiskJournal {
    /** A name that comes to stand for something else. */
    record Renaming(
            Directory directory,
            String name,
            @Nullable Inode before,
            @Nullable Inode after) {}

    private sealed interface Change {
        record Names(List<Renaming> names) implements Change {}

        record Cut(FileInode.Truncation truncation) implements Change {}
    }

    private record Entry(long sequence, Change change) {}

    private final Deque<Entry> pending = new ArrayDeque<>();
    private long sequence;

    int size() {
        return pending.size();
    }

    /** Returns the number of the youngest change so far. */
    long sequence() {
        return sequence;
    }

    /** Carries out the changes of names, all or none of which will survive a crash. */
    void rename(Renaming... names) {
        for (Renaming change : names) {
            change.directory().set(change.name(), change.after());
        }
        add(new Change.Names(List.of(names)));
    }

    /** Takes note of a truncation that was carried out. */
    void truncated(FileInode.Truncation truncation) {
        add(new Change.Cut(truncation));
    }

    private void add(Change change) {
        pending.addLast(new Entry(++sequence, change));
        countPending(change, 1);
    }

    /** Makes the changes of the inode durable, up to that number, and all older ones. */
    void commit(Inode inode, long limit) {
        long last = 0;
        for (Entry entry : pending) {
            if (entry.sequence() <= limit && touches(entry.change(), inode)) {
                last = entry.sequence();
            }
        }
        commitThrough(last);
    }

    /** Makes all changes durable up to that number. */
    void commitThrough(long last) {
        while (!pending.isEmpty() && pending.getFirst().sequence() <= last) {
            countPending(pending.removeFirst().change(), -1);
        }
    }

    /** Makes the truncations of the file durable, up to that number, and nothing else. */
    void commitTruncations(Inode file, long limit) {
        for (Iterator<Entry> entries = pending.iterator(); entries.hasNext(); ) {
            Entry entry = entries.next();
            if (entry.sequence() <= limit && entry.change() instanceof Change.Cut && touches(entry.change(), file)) {
                entries.remove();
                countPending(entry.change(), -1);
            }
        }
    }

    /** Takes all but the oldest changes back, the youngest first. */
    void undoAllBut(int kept) {
        while (pending.size() > kept) {
            Change change = pending.removeLast().change();
            countPending(change, -1);
            switch (change) {
                case Change.Names moved -> {
                    for (Renaming undone : moved.names().reversed()) {
                        undone.directory().set(undone.name(), undone.before());
                    }
                }
                case Change.Cut cut -> cut.truncation().file().undo(cut.truncation());
            }
        }
        while (!pending.isEmpty()) {
            countPending(pending.removeFirst().change(), -1);
        }
    }

    private static boolean touches(Change change, Inode inode) {
        return switch (change) {
            case Change.Names moved ->
                moved.names().stream()
                        .anyMatch(name -> name.directory() == inode || name.before() == inode || name.after() == inode);
            case Change.Cut cut -> cut.truncation().file() == inode;
        };
    }

    private static void countPending(Change change, int by) {
        for (Inode inode : inodesOf(change)) {
            inode.pendingChanges += by;
        }
    }

    private static List<Inode> inodesOf(Change change) {
        List<Inode> inodes = new ArrayList<>();
        switch (change) {
            case Change.Names moved -> {
                for (Renaming name : moved.names()) {
                    inodes.add(name.directory());
                    if (name.before() != null) {
                        inodes.add(name.before());
                    }
                    if (name.after() != null) {
                        inodes.add(name.after());
                    }
                }
            }
            case Change.Cut cut -> inodes.add(cut.truncation().file());
        }
        return inodes;
    }
}
