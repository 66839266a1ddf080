package dev.faultline.sim.internal.disk;

import dev.faultline.sim.internal.kernel.ClassDefiner;

/**
 * A file of the host that is nothing but memory and has no name: {@code memfd_create(2)}. Mappings of it share their
 * pages, so what is written through one is seen through all, at once and without our doing. Holes take no memory.
 */
final class MemoryFile {
    private static final int PROTECTION_NONE = 0;
    private static final int PROTECTION_READ = 1;
    private static final int PROTECTION_WRITE = 2;
    private static final int SHARED = 1;
    private static final int PRIVATE = 2;
    private static final int AT_THIS_ADDRESS = 0x10;
    private static final int ANONYMOUS = 0x20;
    private static final int NO_RESERVE = 0x4000;

    private static boolean prepared;

    private final int descriptor;

    MemoryFile(long size) {
        prepare();
        descriptor = HostCalls.createFile();
        HostCalls.resize(descriptor, size);
    }

    /**
     * Before the first call in this JVM: a platform thread has the JDK generate the code for it, because a class defined
     * by a simulated thread would keep that thread in memory.
     */
    private static void prepare() {
        if (!prepared) {
            Class<?> _ = ClassDefiner.define(() -> {
                HostCalls.warmUp();
                return HostCalls.class;
            });
            prepared = true;
        }
    }

    void resize(long size) {
        HostCalls.resize(descriptor, size);
    }

    /** Reads up to the end of the file; returns how many bytes. */
    int read(long position, byte[] target) {
        int done = 0;
        while (done < target.length) {
            int count = (int) HostCalls.read(descriptor, position + done, target, done, target.length - done);
            if (count == 0) {
                break;
            }
            done += count;
        }
        return done;
    }

    void write(long position, byte[] source, int offset, int length) {
        for (int done = 0; done < length; ) {
            done += (int) HostCalls.write(descriptor, position + done, source, offset + done, length - done);
        }
    }

    /** Returns the first place from here on that is not in a hole; -1 if there is none. */
    long nextData(long from) {
        return HostCalls.nextData(descriptor, from);
    }

    /** Maps the file into memory and returns the address. */
    long map(boolean writable, boolean shared, long position, long length) {
        int protection = writable ? PROTECTION_READ | PROTECTION_WRITE : PROTECTION_READ;
        int flags = shared ? SHARED : PRIVATE | NO_RESERVE;
        return HostCalls.map(0, length, protection, flags, descriptor, position);
    }

    /** Gives back the memory, but for what is still mapped. */
    void close() {
        HostCalls.close(descriptor);
    }

    /** Gives back mapped memory and its addresses. */
    static void unmap(long address, long length) {
        HostCalls.unmap(address, length);
    }

    /** Gives back mapped memory and keeps the addresses, so that nobody else gets them. */
    static void vacate(long address, long length) {
        int flags = PRIVATE | ANONYMOUS | NO_RESERVE | AT_THIS_ADDRESS;
        long _ = HostCalls.map(address, length, PROTECTION_NONE, flags, -1, 0);
    }
}
