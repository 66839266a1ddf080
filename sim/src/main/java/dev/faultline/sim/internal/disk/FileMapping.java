package dev.faultline.sim.internal.disk;

import dev.faultline.sim.internal.kernel.Life;

/**
 * A stretch of a file in the memory of a process.
 *
 * @param address where it begins, at a page of the host
 * @param length how many bytes, not rounded
 * @param position where in the file it begins
 * @param isWritten whether what the process writes to it gets into the file
 */
public record FileMapping(
        long address,
        long length,
        long position,
        boolean isWritten,
        FileInode file,
        String path,
        DiskCalls disk,
        Life process) {
    boolean contains(long somewhere) {
        return somewhere >= address && somewhere < address + length;
    }
}
