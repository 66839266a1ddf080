package dev.faultline.sim.internal.disk;

import dev.faultline.sim.DiskFault.Layer;
import java.util.Arrays;

/** Changes of a file's contents that no program has asked for. */
final class FileDamage {
    private FileDamage() {}

    /** What is done to the bytes of one page. */
    @FunctionalInterface
    private interface Work {
        void on(Page page, int from, int offset, int length);
    }

    /** Changes bytes within the file. */
    static void overwrite(FileInode file, long position, byte[] bytes, Layer layer) {
        byte[] good = new byte[bytes.length];
        int _ = file.read(position, good, 0, good.length);
        forEachPage(file, position, bytes.length, (page, from, offset, length) -> {
            if (layer == Layer.CACHE) {
                page.damage(from, bytes, offset, length);
            } else {
                boolean wasDirty = page.isDirty();
                page.damageHidden(from, bytes, offset, length);
                if (!wasDirty) {
                    file.dirty.add(page);
                }
            }
        });
        SpoiledBytes _ = note(file, position, good, bytes);
    }

    /** Has the disk get other bytes than a program has just written. */
    static void spoilWrite(FileInode file, long position, byte[] good, byte[] bad) {
        forEachPage(file, position, bad.length, (page, from, offset, length) -> page.spoil(from, bad, offset, length));
        SpoiledBytes _ = note(file, position, good, bad);
    }

    /** Takes note of other contents than a program should find; it is read as it is from now on. */
    static void noteReplaced(FileInode file, byte[] old, byte[] contents) {
        int from = Arrays.mismatch(old, contents);
        if (from < 0) {
            return;
        }
        // Behind the end are zeros, once a program writes further on.
        int to = Math.max(old.length, contents.length);
        byte[] bad = Arrays.copyOfRange(contents, from, to);
        byte[] good = Arrays.copyOfRange(old, from, to);
        for (int i = old.length - from; i < good.length; i++) {
            good[i] = (byte) ~bad[i]; // nothing should be there
        }
        SpoiledBytes spoiled = new SpoiledBytes();
        spoiled.add(from, good, bad);
        if (contents.length < old.length) {
            spoiled.endsAt(contents.length, old.length);
        }
        file.spoiled = spoiled;
    }

    /** Takes note that a file has lost its end; behind it are zeros, once a program writes further on. */
    static void noteCut(FileInode file, byte[] old, int size) {
        if (size < old.length) {
            byte[] good = Arrays.copyOfRange(old, size, old.length);
            note(file, size, good, new byte[good.length]).endsAt(size, old.length);
        }
    }

    static SpoiledBytes note(FileInode file, long position, byte[] good, byte[] bad) {
        SpoiledBytes spoiled = file.spoiled == null ? new SpoiledBytes() : file.spoiled;
        spoiled.add(position, good, bad);
        file.spoiled = spoiled;
        return spoiled;
    }

    private static void forEachPage(FileInode file, long position, int length, Work work) {
        for (int done = 0; done < length; ) {
            int from = (int) ((position + done) % Page.BYTES);
            int here = Math.min(length - done, Page.BYTES - from);
            long index = (position + done) / Page.BYTES;
            Page page = file.pages.get(index);
            if (page == null) {
                page = new Page(index);
                file.pages.put(page);
            }
            work.on(page, from, done, here);
            done += here;
        }
    }

    /** The page cache lets go of what it takes for clean; returns how many pages show something else than before. */
    static int evict(FileInode file) {
        int shown = 0;
        for (Page page : file.dirty) {
            shown += page.evict() ? 1 : 0;
        }
        file.dirty.removeIf(page -> !page.isDirty());
        return shown;
    }

    /** Returns what the disk holds of the file, were its changes of names and truncations done. */
    static byte[] durable(FileInode file) {
        byte[] bytes = new byte[(int) Math.min(Integer.MAX_VALUE - 8, file.durableSize())];
        file.pages.forEach(index -> {
            long at = index * Page.BYTES;
            Page page = file.pages.get(index);
            if (page != null && at < bytes.length) {
                page.readDurable(bytes, (int) at, (int) Math.min(Page.BYTES, bytes.length - at));
            }
        });
        return bytes;
    }
}
