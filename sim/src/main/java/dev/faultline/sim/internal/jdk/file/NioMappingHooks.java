package dev.faultline.sim.internal.jdk.file;

import dev.faultline.sim.internal.disk.FileMapping;
import dev.faultline.sim.internal.disk.FileMappings;
import dev.faultline.sim.internal.disk.OpenFile;
import dev.faultline.sim.internal.disk.PosixException;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What becomes of memory into which a simulated file is mapped. Public only to be called by the JDK. */
public final class NioMappingHooks {
    private static final int READ_WRITE = 1;
    private static final int COPY_ON_WRITE = 2;

    private NioMappingHooks() {}

    public static boolean isSimulated(Object dispatcher, FileDescriptor fd) {
        return FileHooks.isSimulatedDescriptor(fd);
    }

    public static long map(
            Object dispatcher, FileDescriptor fd, int protection, long position, long length, boolean sync)
            throws IOException {
        if (sync) {
            // The answer of a file system that is not on persistent memory.
            throw new IOException("map with mode MAP_SYNC unsupported");
        }
        boolean shared = protection != COPY_ON_WRITE;
        boolean writable = protection == READ_WRITE || !shared;
        try {
            OpenFile file = FileHooks.of(fd);
            return FileMappings.map(file, SimProcess.of(FileHooks.task()), writable, shared, position, length);
        } catch (PosixException e) {
            throw FileHooks.asIoException(e);
        }
    }

    public static boolean isOurs(Object dispatcher, long address) {
        return FileMappings.beginsAt(address);
    }

    public static int unmap(Object dispatcher, long address, long length) {
        if (Task.current() == null) {
            FileMappings.unmapLater(address);
        } else {
            FileMappings.unmap(address);
        }
        return 0;
    }

    public static boolean forces(FileDescriptor fd, long address) {
        return holds(address);
    }

    public static void force(FileDescriptor fd, long address, boolean sync, long index, long length) {
        FileMapping mapping = FileMappings.at(address);
        if (mapping == null || !mapping.isWritten()) {
            return;
        }
        long from = mapping.position() + address + index - mapping.address();
        try {
            mapping.disk().force(mapping, from, from + length);
        } catch (PosixException e) {
            throw new UncheckedIOException(FileHooks.asIoException(e));
        }
    }

    public static boolean holds(long address) {
        return Task.current() != null && FileMappings.at(address) != null;
    }

    /** The host would tell how its own memory is used at the moment. */
    public static boolean isLoaded(long address, boolean sync, long size) {
        return true;
    }
}
