package dev.faultline.sim.internal.disk;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.faultline.sim.internal.kernel.OncePerJvm;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The few functions of the host's C library that {@link MemoryFile} needs. */
final class HostCalls {
    private static final int CLOSE_ON_EXEC = 1;
    private static final int SEEK_DATA = 3;
    /** More calls than it takes the JDK to decide that a handle deserves code of its own. */
    private static final int WARM_UP_CALLS = 300;

    private static final MethodHandle CREATE;
    private static final MethodHandle RESIZE;
    private static final MethodHandle READ;
    private static final MethodHandle WRITE;
    private static final MethodHandle SEEK;
    private static final MethodHandle MAP;
    private static final MethodHandle UNMAP;
    private static final MethodHandle CLOSE;

    static {
        CREATE = find("memfd_create", JAVA_INT, ADDRESS, JAVA_INT);
        RESIZE = find("ftruncate", JAVA_INT, JAVA_INT, JAVA_LONG);
        READ = find("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
        WRITE = find("pwrite", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
        SEEK = find("lseek", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
        MAP = find("mmap", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
        UNMAP = find("munmap", JAVA_INT, JAVA_LONG, JAVA_LONG);
        CLOSE = find("close", JAVA_INT, JAVA_INT);
    }

    private HostCalls() {}

    @SuppressWarnings("restricted") // the signatures are those of the C library
    private static MethodHandle find(String name, MemoryLayout result, MemoryLayout... parameters) {
        Linker linker = Linker.nativeLinker();
        // Critical: the call is short, and may be given arrays of the heap.
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, parameters),
                Linker.Option.critical(true));
    }

    @FunctionalInterface
    private interface Call {
        long invoke() throws Throwable;
    }

    /** Calls; should the JDK generate code on the way, that does not show in the run. */
    private static long call(Call call) {
        Object streams = OncePerJvm.enter();
        try {
            return call.invoke();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        } finally {
            OncePerJvm.leave(streams);
        }
    }

    private static long checked(String what, long result) {
        if (result < 0) {
            throw new IllegalStateException("the host refuses " + what + "; is its memory or a limit exhausted?");
        }
        return result;
    }

    /** Has everything generated that these calls need; for a platform thread. */
    static void warmUp() {
        byte[] some = new byte[1];
        for (int i = 0; i < WARM_UP_CALLS; i++) {
            int file = createFile();
            resize(file, Page.BYTES);
            write(file, 0, some, 0, 1);
            long _ = read(file, 0, some, 0, 1);
            long _ = nextData(file, 0);
            unmap(map(0, Page.BYTES, 1, 1, file, 0), Page.BYTES);
            close(file);
        }
    }

    static int createFile() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom("faultline");
            return (int) checked("memfd_create", call(() -> (int) CREATE.invokeExact(name, CLOSE_ON_EXEC)));
        }
    }

    static void resize(int file, long size) {
        checked("ftruncate", call(() -> (int) RESIZE.invokeExact(file, size)));
    }

    static long read(int file, long position, byte[] target, int offset, int length) {
        MemorySegment to = MemorySegment.ofArray(target).asSlice(offset, length);
        return checked("pread", call(() -> (long) READ.invokeExact(file, to, (long) length, position)));
    }

    static long write(int file, long position, byte[] source, int offset, int length) {
        MemorySegment from = MemorySegment.ofArray(source).asSlice(offset, length);
        return checked("pwrite", call(() -> (long) WRITE.invokeExact(file, from, (long) length, position)));
    }

    /** Returns the first place from here on that is not in a hole; -1 if there is none. */
    static long nextData(int file, long from) {
        return call(() -> (long) SEEK.invokeExact(file, from, SEEK_DATA));
    }

    static long map(long address, long length, int protection, int flags, int file, long position) {
        long mapped = call(() -> (long) MAP.invokeExact(address, length, protection, flags, file, position));
        if (mapped == -1) {
            throw new OutOfMemoryError("Map failed");
        }
        return mapped;
    }

    static void unmap(long address, long length) {
        checked("munmap", call(() -> (int) UNMAP.invokeExact(address, length)));
    }

    static void close(int file) {
        checked("close", call(() -> (int) CLOSE.invokeExact(file)));
    }
}
