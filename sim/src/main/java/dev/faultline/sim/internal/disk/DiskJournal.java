package dev.faultline.sim.internal.disk;

import dev.faultline.sim.CrashRule;
import dev.faultline.sim.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The changes to names and the truncations that the disk does not hold yet, oldest first. Each is done whole or not at
 * all, and only with those that it {@linkplain DiskChange#follows follows}; what else is ordered is for the
 * {@link CrashRule} to say.
 */
public final class DiskJournal {
    private record Entry(long sequence, DiskChange change) {}

    private List<Entry> pending = new ArrayList<>();
    private long sequence;

    public int size() {
        return pending.size();
    }

    /** Returns the number of the youngest change so far. */
    long sequence() {
        return sequence;
    }

    /** Carries out changes of names. */
    void rename(DiskChange.Names change) {
        for (DiskChange.Renaming name : change.names()) {
            name.directory().set(name.name(), name.after());
        }
        add(change);
    }

    /** Takes note of a truncation that was carried out. */
    void truncated(FileInode.Truncation truncation) {
        add(new DiskChange.Cut(truncation));
    }

    private void add(DiskChange change) {
        pending.add(new Entry(++sequence, change));
        change.inodes().forEach(inode -> inode.pendingChanges++);
    }

    // ---- changes become durable

    /** Makes the changes of the inode durable, up to that number, and all older ones. */
    void commitInOrder(Inode inode, long limit) {
        long last = 0;
        for (Entry entry : pending) {
            if (entry.sequence() <= limit && entry.change().inodes().contains(inode)) {
                last = entry.sequence();
            }
        }
        commitThrough(last);
    }

    /** Makes all changes durable up to that number. */
    void commitThrough(long last) {
        commit(entry -> entry.sequence() <= last);
    }

    /** Makes the changes of the inode durable, up to that number, and what they follow. */
    void commitAlone(Inode inode, long limit) {
        List<DiskChange> needed = new ArrayList<>();
        for (Entry entry : pending.reversed()) {
            DiskChange change = entry.change();
            if ((entry.sequence() <= limit && change.inodes().contains(inode))
                    || needed.stream().anyMatch(later -> later.follows(change))) {
                needed.add(change);
            }
        }
        commit(entry -> needed.contains(entry.change()));
    }

    /** Makes the truncations of the file durable, up to that number, and nothing else. */
    void commitTruncations(Inode file, long limit) {
        commit(entry -> entry.sequence() <= limit
                && entry.change() instanceof DiskChange.Cut cut
                && cut.truncation().file() == file);
    }

    private void commit(Predicate<Entry> durable) {
        List<Entry> left = new ArrayList<>();
        for (Entry entry : pending) {
            if (durable.test(entry)) {
                settle(entry.change());
                entry.change().done();
            } else {
                left.add(entry);
            }
        }
        pending = left;
    }

    private static void settle(DiskChange change) {
        change.inodes().forEach(inode -> inode.pendingChanges--);
    }

    // ---- crash

    /**
     * Lets the power fail: draws which of the changes the disk has done, and takes the others back.
     *
     * @return those that it has not done, the youngest first
     */
    List<DiskChange> crash(CrashRule.Names kept, Rng random) {
        List<DiskChange> lost = switch (kept) {
            case LOST -> changes();
            case OLDEST_FIRST -> changes().subList(random.below(pending.size() + 1), pending.size());
            case ANY -> drawLost(random);
        };
        for (DiskChange change : lost.reversed()) {
            change.undo();
        }
        for (Entry entry : pending) {
            settle(entry.change());
            if (!lost.contains(entry.change())) {
                entry.change().done();
            }
        }
        pending = new ArrayList<>();
        return lost.reversed();
    }

    private List<DiskChange> changes() {
        return pending.stream().map(Entry::change).toList();
    }

    /** Every set is possible that has, with a change, all that follow it. How many there are is drawn first. */
    private List<DiskChange> drawLost(Rng random) {
        double chance = random.unit();
        List<DiskChange> lost = new ArrayList<>();
        for (Entry entry : pending) {
            boolean cannotBe = lost.stream().anyMatch(entry.change()::follows);
            if (cannotBe || random.chance(chance)) {
                lost.add(entry.change());
            }
        }
        return lost;
    }
}
