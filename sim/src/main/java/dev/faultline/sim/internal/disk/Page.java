package dev.faultline.sim.internal.disk;

import dev.faultline.sim.CrashRule;
import dev.faultline.sim.Rng;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One page of a file, as programs see it and as it is on the disk. The two share one array until the first write after
 * a sync copies it.
 */
public final class Page {
    public static final int BYTES = 4096;

    /** What a disk writes whole or not at all. */
    static final int SECTOR_BYTES = 512;

    /** What became of a page when the power failed. */
    enum Fate {
        CLEAN,
        KEPT,
        TORN,
        LOST,
        /** It was taken for clean and is not what it seemed. */
        SHOWN
    }

    /** The contents of a page at the moment when a sync began. */
    static final class Snapshot {
        private final Page page;
        private final byte @Nullable [] contents;
        private final long writes;
        /** Whether the disk gets something else than the page cache has. */
        private final boolean spoiled;

        Snapshot(Page page) {
            this.page = page;
            spoiled = page.spoiled != null;
            contents = spoiled ? page.spoiled : page.contents;
            writes = page.writes;
        }

        /** The sync of that version has written the contents. */
        void persist(long version) {
            page.persist(this, version);
            if (page.beforeCut != null && writes < page.writesAtCut) {
                page.beforeCut.persist(this, version);
            }
        }

        /** The sync has failed: the kernel takes the page for clean, unless it was written to in the meantime. */
        void abandon() {
            page.abandoned |= page.writes == writes;
        }
    }

    final long index;

    /** Null means zeros. */
    private byte @Nullable [] contents;
    /** What the disk holds; of meaning only while the page is dirty. */
    private byte @Nullable [] durable;

    private boolean dirty;
    /** Whether a sync in flight refers to the array, so that it must not change. */
    private boolean shared;
    /** Whether a sync of it failed: the kernel then takes it for clean, and only a new write puts it in line again. */
    private boolean abandoned;
    /** Whether the disk is sure to hold {@code durable}: it has lied, or has gone bad under a page that is clean. */
    private boolean hidden;
    /** What the disk gets of the page the next time it is written out, if that is not the contents. */
    private byte @Nullable [] spoiled;

    private long writesAtSpoiling;

    private long durableVersion;
    /** How often the contents have changed. */
    private long writes;

    /** The page as it was before it was last cut, and where and when that was: a sync may have begun before. */
    private @Nullable Page beforeCut;

    private int cutAt;
    private long writesAtCut;

    Page(long index) {
        this.index = index;
    }

    boolean isDirty() {
        return dirty;
    }

    void read(int from, byte[] target, int offset, int length) {
        if (contents == null) {
            Arrays.fill(target, offset, offset + length, (byte) 0);
        } else {
            System.arraycopy(contents, from, target, offset, length);
        }
    }

    /** Returns whether the page begins with these bytes. */
    boolean beginsWith(byte[] bytes, int offset, int length) {
        return contents == null
                ? isZero(bytes, offset, length)
                : Arrays.equals(contents, 0, length, bytes, offset, offset + length);
    }

    static boolean isZero(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    void write(int from, byte[] source, int offset, int length) {
        System.arraycopy(source, offset, writable(), from, length);
        if (spoiled != null) {
            spoiled = with(spoiled, from, source, offset, length);
        }
    }

    private static byte[] with(byte @Nullable [] bytes, int from, byte[] source, int offset, int length) {
        byte[] other = bytes == null ? new byte[BYTES] : bytes.clone();
        System.arraycopy(source, offset, other, from, length);
        return other;
    }

    /** Returns the contents for writing; what the disk or a sync needs of them stays as it is. */
    private byte[] writable() {
        byte[] own = contents;
        if (!dirty) {
            durable = own;
            dirty = true;
            own = own == null ? new byte[BYTES] : own.clone();
        } else if (own == null || shared) {
            own = own == null ? new byte[BYTES] : own.clone();
        }
        contents = own;
        writes++;
        shared = false;
        abandoned = false;
        hidden = false;
        return own;
    }

    /** Writes that are on the disk at once. */
    void install(byte[] source, int offset, int length) {
        byte[] fresh = new byte[BYTES];
        System.arraycopy(source, offset, fresh, 0, length);
        contents = fresh;
        makeClean();
    }

    private void makeClean() {
        durable = null;
        dirty = false;
        shared = false;
        abandoned = false;
        hidden = false;
        spoiled = null;
    }

    // ---- damage

    /** Changes bytes both as programs see them and on the disk. */
    void damage(int from, byte[] source, int offset, int length) {
        contents = with(contents, from, source, offset, length);
        if (dirty) {
            durable = with(durable, from, source, offset, length);
        }
        if (spoiled != null) {
            spoiled = with(spoiled, from, source, offset, length);
        }
        shared = false;
    }

    /** Changes bytes on the disk, which nobody sees while the page is in the cache. */
    void damageHidden(int from, byte[] source, int offset, int length) {
        durable = with(dirty ? durable : contents, from, source, offset, length);
        if (!dirty) {
            dirty = true;
            abandoned = true;
            hidden = true;
        }
    }

    /** Has the disk get other bytes than were written, the next time that the page is written out. */
    void spoil(int from, byte[] source, int offset, int length) {
        spoiled = with(spoiled == null ? contents : spoiled, from, source, offset, length);
        writesAtSpoiling = writes;
    }

    /** The page cache lets go of the page, if it takes it for clean; returns whether that shows. */
    boolean evict() {
        if (!dirty || !abandoned) {
            return false;
        }
        boolean shows = !Arrays.equals(orZeros(contents), orZeros(durable));
        contents = durable;
        makeClean();
        return shows;
    }

    private static byte[] orZeros(byte @Nullable [] bytes) {
        return bytes == null ? new byte[BYTES] : bytes;
    }

    /** Reads what the disk holds. */
    void readDurable(byte[] target, int offset, int length) {
        System.arraycopy(orZeros(dirty ? durable : contents), 0, target, offset, length);
    }

    // ---- sync

    /** Returns what a sync that begins now is to write, or null if there is nothing. */
    @Nullable
    Snapshot snapshot() {
        if (!dirty || abandoned) {
            return null;
        }
        shared = true;
        return new Snapshot(this);
    }

    private void persist(Snapshot written, long version) {
        if (!dirty || version <= durableVersion) {
            return;
        }
        durableVersion = version;
        if (writes != written.writes) {
            durable = written.writes < writesAtCut ? zeroedFrom(written.contents, cutAt) : written.contents;
        } else if (written.spoiled) {
            durable = written.contents;
            abandoned = true;
            hidden = true;
        } else {
            makeClean();
        }
        if (written.spoiled && writesAtSpoiling <= written.writes) {
            spoiled = null;
        }
    }

    // ---- truncation

    /** Returns a page with the same contents, unsynced as this one. */
    private Page copy() {
        Page page = new Page(index);
        page.contents = contents;
        page.durable = durable;
        page.dirty = dirty;
        page.writes = writes;
        page.durableVersion = durableVersion;
        page.shared = true;
        page.abandoned = abandoned;
        page.hidden = hidden;
        page.spoiled = spoiled;
        page.writesAtSpoiling = writesAtSpoiling;
        return page;
    }

    /**
     * Turns all from here to the end into zeros, on the disk too.
     *
     * @return the page as it was
     */
    Page cut(int from) {
        Page before = copy();
        contents = zeroedFrom(contents, from);
        durable = zeroedFrom(durable, from);
        spoiled = zeroedFrom(spoiled, from);
        writes++;
        shared = false;
        beforeCut = before;
        cutAt = from;
        writesAtCut = writes;
        return before;
    }

    private static byte @Nullable [] zeroedFrom(byte @Nullable [] bytes, int from) {
        return bytes == null ? null : Arrays.copyOf(Arrays.copyOf(bytes, from), BYTES);
    }

    // ---- crash

    /** Lets the power fail: what was not synced is kept, lost, or written in part. */
    Fate crash(CrashRule rule, Rng random) {
        if (!dirty) {
            return Fate.CLEAN;
        }
        if (hidden) {
            contents = durable;
            makeClean();
            return Fate.SHOWN;
        }
        if (spoiled != null) {
            contents = spoiled;
        }
        double draw = random.unit();
        Fate fate = draw < rule.pagesKept()
                ? Fate.KEPT
                : draw < rule.pagesKept() + rule.pagesTorn() ? Fate.TORN : Fate.LOST;
        if (fate == Fate.TORN) {
            contents = torn(random);
        } else if (fate == Fate.LOST) {
            contents = durable;
        }
        makeClean();
        return fate;
    }

    private byte[] torn(Rng random) {
        byte[] mixed = contents == null ? new byte[BYTES] : contents.clone();
        for (int sector = 0; sector < BYTES; sector += SECTOR_BYTES) {
            if (random.chance(0.5)) {
                if (durable == null) {
                    Arrays.fill(mixed, sector, sector + SECTOR_BYTES, (byte) 0);
                } else {
                    System.arraycopy(durable, sector, mixed, sector, SECTOR_BYTES);
                }
            }
        }
        return mixed;
    }
}
