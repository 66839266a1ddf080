package dev.faultline.sim.internal.disk;

import dev.faultline.sim.Rng;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and what they stand for. */
public final class Directory extends Inode {
    private static final int BYTES = 4096;
    /** What an entry takes besides its name. */
    private static final int ENTRY_BYTES = 8;

    /** Null in the root. */
    @Nullable
    Directory parent;

    private final Map<String, Inode> entries = new LinkedHashMap<>();

    public Directory(long number, int permissions, @Nullable Directory parent, long nowNanos) {
        super(number, permissions, nowNanos);
        this.parent = parent;
    }

    @Override
    public int kind() {
        return KIND_DIRECTORY;
    }

    @Override
    public long size() {
        return BYTES;
    }

    /** Counts its name, its {@code .} and the {@code ..} of each directory in it. */
    @Override
    public int linkCount() {
        return links
                + 1
                + (int) entries.values().stream()
                        .filter(Directory.class::isInstance)
                        .count();
    }

    @Nullable
    public Inode get(String name) {
        return entries.get(name);
    }

    /** Returns whether the names fill their blocks, so that one more needs a new one; as in ext4, where none is given back. */
    boolean needsBlockFor(String name) {
        int taken = 2 * ENTRY_BYTES;
        for (String each : entries.keySet()) {
            taken += entryBytes(each);
        }
        return taken / BYTES != (taken + entryBytes(name)) / BYTES;
    }

    private static int entryBytes(String name) {
        return ENTRY_BYTES + name.length();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Lets the name stand for the inode, or for nothing, and counts the inodes' names. */
    public void set(String name, @Nullable Inode inode) {
        Inode before = inode == null ? entries.remove(name) : entries.put(name, inode);
        if (before != null) {
            before.links--;
        }
        if (inode != null) {
            inode.links++;
            if (inode instanceof Directory child) {
                child.parent = this;
            }
        }
    }

    /**
     * Returns the names in the order in which the directory is read. As in file systems that hash names, the order has
     * nothing to do with the alphabet or with time; it follows from the names alone, so a program that relies on some
     * order is caught, in every run alike.
     */
    public List<String> names() {
        List<String> names = new ArrayList<>(entries.keySet());
        names.sort(Comparator.<String>comparingLong(name -> Rng.mix(name.hashCode() + 0x5851F42D4C957F2DL))
                .thenComparing(Comparator.naturalOrder()));
        return names;
    }

    /** Returns what the names stand for, in the order in which they were made. */
    List<Map.Entry<String, Inode>> entries() {
        return List.copyOf(entries.entrySet());
    }
}
