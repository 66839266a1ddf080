package dev.faultline.sim.internal.jdk.file;

import dev.faultline.sim.internal.disk.FileHost;
import dev.faultline.sim.internal.disk.Inode;
import dev.faultline.sim.internal.disk.Page;
import dev.faultline.sim.internal.disk.PosixError;
import dev.faultline.sim.internal.kernel.MachineClock;
import dev.faultline.sim.internal.vm.Vm;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.FileChannel;
import jdk.internal.misc.Unsafe;

/** The private parts of the JDK's file classes that the hooks need; all of them are here. */
public final class FileInternals {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private static final long CLEANABLE_DESCRIPTOR = offset("java.io.FileCleanable", "fd");

    private FileInternals() {}

    /** Returns the descriptor that a {@code FileCleanable} would close. */
    static int descriptorOf(Object cleanable) {
        return UNSAFE.getInt(cleanable, CLEANABLE_DESCRIPTOR);
    }

    public static void copyFromNative(long address, byte[] target, int offset, int length) {
        UNSAFE.copyMemory(null, address, target, Unsafe.ARRAY_BYTE_BASE_OFFSET + (long) offset, length);
    }

    public static void copyToNative(byte[] source, int offset, long address, int length) {
        UNSAFE.copyMemory(source, Unsafe.ARRAY_BYTE_BASE_OFFSET + (long) offset, null, address, length);
    }

    public static long nativeLong(long address) {
        return UNSAFE.getLong(address);
    }

    private static long offset(String type, String field) {
        return UNSAFE.objectFieldOffset(Vm.classNamed(type), field);
    }

    /** Those of {@code sun.nio.fs}; apart, because the first files are opened before that package can be touched. */
    static final class Nio {
        private static final Class<?> ATTRIBUTES = Vm.classNamed("sun.nio.fs.UnixFileAttributes");
        private static final Class<?> STREAM = Vm.classNamed("sun.nio.fs.UnixDirectoryStream");
        private static final Class<?> SPACE = Vm.classNamed("sun.nio.fs.UnixFileStoreAttributes");
        private static final Class<?> MOUNT = Vm.classNamed("sun.nio.fs.UnixMountEntry");
        private static final Class<?> EXCEPTION = Vm.classNamed("sun.nio.fs.UnixException");
        private static final MethodHandle NEW_EXCEPTION = constructor(EXCEPTION, int.class);
        private static final MethodHandle NEW_MOUNT = constructor(MOUNT);
        private static final MethodHandle NEW_FILE_KEY =
                constructor(Vm.classNamed("sun.nio.ch.FileKey"), long.class, long.class);
        private static final long STREAM_POINTER = UNSAFE.objectFieldOffset(STREAM, "dp");
        private static final long STREAM_CLOSED = UNSAFE.objectFieldOffset(STREAM, "isClosed");
        private static final long CHANNEL_DESCRIPTOR =
                UNSAFE.objectFieldOffset(Vm.classNamed("sun.nio.ch.FileChannelImpl"), "fd");

        private Nio() {}

        private static MethodHandle constructor(Class<?> type, Class<?>... parameters) {
            try {
                return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                        .findConstructor(type, MethodType.methodType(void.class, parameters));
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        static Exception unixException(PosixError error) {
            return (Exception) invoke(NEW_EXCEPTION, error.number);
        }

        /** Returns the number of the error of a {@code UnixException}; 0 if it has a text of its own. */
        static int errorOf(Object unixException) {
            return UNSAFE.getReference(unixException, UNSAFE.objectFieldOffset(EXCEPTION, "msg")) != null
                    ? 0
                    : UNSAFE.getInt(unixException, UNSAFE.objectFieldOffset(EXCEPTION, "errno"));
        }

        static Object fileKey(long device, long inode) {
            return invoke(NEW_FILE_KEY, device, inode);
        }

        private static Object invoke(MethodHandle constructor, Object... arguments) {
            try {
                return constructor.invokeWithArguments(arguments);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        /** Returns the {@code FileDescriptor} of a file channel. */
        static java.io.FileDescriptor descriptorOf(FileChannel channel) {
            return (java.io.FileDescriptor) UNSAFE.getReference(channel, CHANNEL_DESCRIPTOR);
        }

        static long streamPointer(Object stream) {
            return UNSAFE.getLong(stream, STREAM_POINTER);
        }

        /** Marks a directory stream as closed; returns whether it was open. */
        static boolean closeStream(Object stream) {
            boolean wasOpen = !UNSAFE.getBooleanVolatile(stream, STREAM_CLOSED);
            UNSAFE.putBooleanVolatile(stream, STREAM_CLOSED, true);
            return wasOpen;
        }

        /** Fills a {@code UnixFileAttributes}. */
        static void fillAttributes(Object attributes, Inode inode, long device) {
            putInt(attributes, "st_mode", inode.mode());
            putLong(attributes, "st_ino", inode.number);
            putLong(attributes, "st_dev", device);
            putInt(attributes, "st_nlink", inode.linkCount());
            putInt(attributes, "st_uid", inode.user);
            putInt(attributes, "st_gid", inode.group);
            putLong(attributes, "st_size", inode.size());
            putTime(attributes, "st_atime", inode.accessedNanos);
            putTime(attributes, "st_mtime", inode.modifiedNanos);
            putTime(attributes, "st_ctime", inode.changedNanos);
            putTime(attributes, "st_birthtime", inode.bornNanos);
            UNSAFE.putBoolean(attributes, UNSAFE.objectFieldOffset(ATTRIBUTES, "birthtime_available"), true);
        }

        /** Fills a {@code UnixFileAttributes} from attributes of the host; its times are none of the run's. */
        static void fillHostAttributes(Object attributes, FileHost.Attributes found) {
            putInt(attributes, "st_mode", found.mode());
            putLong(attributes, "st_ino", found.ino());
            putLong(attributes, "st_dev", found.dev());
            putLong(attributes, "st_size", found.size());
            putInt(attributes, "st_nlink", 1);
            for (String time : new String[] {"st_atime", "st_mtime", "st_ctime", "st_birthtime"}) {
                putTime(attributes, time, MachineClock.START_OF_RUN_MILLIS * 1_000_000);
            }
        }

        private static void putTime(Object attributes, String name, long nanos) {
            putLong(attributes, name + "_sec", Math.floorDiv(nanos, 1_000_000_000L));
            putLong(attributes, name + "_nsec", Math.floorMod(nanos, 1_000_000_000L));
        }

        private static void putInt(Object attributes, String field, int value) {
            UNSAFE.putInt(attributes, UNSAFE.objectFieldOffset(ATTRIBUTES, field), value);
        }

        private static void putLong(Object attributes, String field, long value) {
            UNSAFE.putLong(attributes, UNSAFE.objectFieldOffset(ATTRIBUTES, field), value);
        }

        /** Fills a {@code UnixFileStoreAttributes}. */
        static void fillSpace(Object space, long totalBlocks, long freeBlocks) {
            putSpace(space, "f_frsize", Page.BYTES);
            putSpace(space, "f_blocks", totalBlocks);
            putSpace(space, "f_bfree", freeBlocks);
            putSpace(space, "f_bavail", freeBlocks);
        }

        private static void putSpace(Object space, String field, long value) {
            UNSAFE.putLong(space, UNSAFE.objectFieldOffset(SPACE, field), value);
        }

        /** Returns the {@code UnixMountEntry} of a node's only file system. */
        static Object mountOfRoot(long device, boolean readOnly) {
            Object mount = invoke(NEW_MOUNT);
            putText(mount, "name", "/dev/sda1");
            putText(mount, "dir", "/");
            putText(mount, "fstype", "ext4");
            putText(mount, "opts", readOnly ? "ro,nouser_xattr" : "rw,nouser_xattr");
            UNSAFE.putLong(mount, UNSAFE.objectFieldOffset(MOUNT, "dev"), device);
            return mount;
        }

        private static void putText(Object mount, String field, String text) {
            UNSAFE.putReference(
                    mount,
                    UNSAFE.objectFieldOffset(MOUNT, field),
                    text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
    }
}
