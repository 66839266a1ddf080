package dev.faultline.sim.internal.disk;

import dev.faultline.sim.DiskFault.Layer;
import java.util.Arrays;

/** The contents of files, for the code that drives the simulation: looked at, and damaged while no call touches them. */
public final class DiskContents {
    private final String node;
    private final DiskCalls disk;

    public DiskContents(String node, DiskCalls disk) {
        this.node = node;
        this.disk = disk;
    }

    private FileInode file(String path) {
        FileInode file = disk.fileAt(path);
        if (file == null) {
            throw new IllegalArgumentException("node " + node + " has no file " + path);
        }
        return file;
    }

    public byte[] read(String path, Layer layer) {
        FileInode file = file(path);
        if (file.size() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(path + " is too large to be read whole: " + file.size() + " bytes");
        }
        byte[] contents = new byte[(int) file.size()];
        disk.tree().cache.read(file, 0, contents, 0, contents.length);
        return layer == Layer.CACHE ? contents : FileDamage.durable(file);
    }

    /** Returns some bytes of a file that are there. */
    public byte[] bytesAt(String path, long offset, int length, Layer layer) {
        byte[] contents = read(path, layer);
        checkWithin(path, offset, length, contents.length);
        return Arrays.copyOfRange(contents, (int) offset, (int) offset + length);
    }

    private void checkWithin(String path, long offset, long length, long size) {
        if (offset < 0 || offset > size - length) {
            throw new IllegalArgumentException("node " + node + ": bytes " + offset + " to " + (offset + length)
                    + " are not all in " + path + ", which has " + size);
        }
    }

    /** Changes bytes that are there. */
    public void overwrite(String effect, String path, long offset, byte[] bytes, Layer layer) {
        byte[] old = bytesAt(path, offset, bytes.length, layer);
        disk.tree().cache.overwrite(file(path), offset, bytes, layer);
        int changed = 0;
        for (int i = 0; i < bytes.length; i++) {
            changed += old[i] == bytes[i] ? 0 : 1;
        }
        damaged(effect, path, offset, changed);
    }

    /** Cuts the end off. */
    public void truncate(String path, long size) {
        byte[] contents = read(path, Layer.CACHE);
        checkWithin(path, size, 0, contents.length);
        FileInode file = file(path);
        SpoiledBytes before = file.spoiled;
        disk.tree().cache.replace(file, Arrays.copyOf(contents, (int) size));
        file.spoiled = before;
        FileDamage.noteCut(file, contents, (int) size);
        damaged("truncate", path, size, contents.length - size);
    }

    /** Gives the file other contents, which whoever reads them should not find. */
    public void replace(String path, byte[] contents) {
        byte[] old = read(path, Layer.CACHE);
        furnish("replace", path, contents);
        FileDamage.noteReplaced(file(path), old, contents);
    }

    /** Takes the file away, on the disk at once. */
    public void remove(String path) {
        long bytes = file(path).size();
        disk.tree().vanish(path);
        damaged("remove", path, 0, bytes);
    }

    /** Gives the file the contents that it should have. */
    public void furnish(String effect, String path, byte[] contents) {
        byte[] old = read(path, Layer.CACHE);
        disk.tree().cache.replace(file(path), contents);
        int same = Math.max(0, Arrays.mismatch(old, contents));
        damaged(effect, path, same, Arrays.equals(old, contents) ? 0 : Math.max(old.length, contents.length) - same);
    }

    private void damaged(String effect, String path, long offset, long bytes) {
        disk.counters.bytesAtRest += bytes;
        disk.record("FileDamaged", "path", path, "effect", effect, "at", offset, "bytes", bytes);
    }
}
