package dev.faultline.sim.internal.disk;

/**
 * The contents of a file while it is mapped: memory that programs write to without a call, so nobody is told.
 *
 * <p>While there is such memory, it has the newest contents, and the file's {@linkplain Page pages} are what was known of
 * it when somebody last looked. Whoever reads, writes, resizes, syncs or counts first has {@link #absorb} compare the two
 * and take over what differs, page by page, as if it had been written then; the pages keep what the disk holds, so they
 * are synced and lost like all others. Looking costs a comparison of the bytes in question, but holes are skipped. To
 * write what is there already is not to write.
 */
final class FileMemory {
    /** One for all files: nobody looks while somebody else does. */
    private static final byte[] SEEN = new byte[64 * 1024];

    private final FileInode file;
    private final MemoryFile memory;
    private int mappings;

    FileMemory(FileInode file) {
        this.file = file;
        memory = new MemoryFile(file.size());
        byte[] page = new byte[Page.BYTES];
        file.forEachPage(index -> {
            int count = file.read(index * Page.BYTES, page, 0, page.length);
            memory.write(index * Page.BYTES, page, 0, Math.max(0, count));
        });
    }

    long map(boolean writable, boolean shared, long position, long length) {
        long address = memory.map(writable, shared, position, length);
        mappings++;
        return address;
    }

    /** One mapping less; returns whether it was the last. */
    boolean unmapped() {
        return --mappings == 0;
    }

    /**
     * Takes over what programs have written to the memory.
     *
     * @return whether there was anything
     */
    boolean absorb(long from, long to) {
        boolean changed = false;
        long end = Math.min(to, file.size());
        long at = memory.nextData(from - from % Page.BYTES);
        while (at >= 0 && at < end) {
            at -= at % Page.BYTES;
            int count = memory.read(at, SEEN);
            for (int offset = 0; offset < count; offset += Page.BYTES) {
                changed |= file.update(at + offset, SEEN, offset, Math.min(Page.BYTES, count - offset));
            }
            at = count == 0 ? -1 : memory.nextData(at + count);
        }
        return changed;
    }

    /** Lets programs see in the memory what was written to the file. */
    void write(long position, byte[] source, int offset, int length) {
        memory.write(position, source, offset, length);
    }

    void resize(long size) {
        memory.resize(size);
    }

    /** Forgets the memory. */
    void close() {
        memory.close();
    }
}
