package dev.faultline.sim.internal.disk;

import org.jspecify.annotations.Nullable;

/** The errors that the file system answers with; numbers and texts are those of Linux on x86-64. */
public enum PosixError {
    EPERM(1, "Operation not permitted"),
    ENOENT(2, "No such file or directory"),
    EIO(5, "Input/output error"),
    ENXIO(6, "No such device or address"),
    EBADF(9, "Bad file descriptor"),
    EACCES(13, "Permission denied"),
    EEXIST(17, "File exists"),
    ENOTDIR(20, "Not a directory"),
    EISDIR(21, "Is a directory"),
    EINVAL(22, "Invalid argument"),
    EMFILE(24, "Too many open files"),
    EFBIG(27, "File too large"),
    ENOSPC(28, "No space left on device"),
    EROFS(30, "Read-only file system"),
    ENAMETOOLONG(36, "File name too long"),
    ENOTEMPTY(39, "Directory not empty"),
    ELOOP(40, "Too many levels of symbolic links"),
    ENOTSUP(95, "Operation not supported");

    public final int number;
    public final String text;

    PosixError(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** Returns the error with this number, or null if the file system never answers with it. */
    public static @Nullable PosixError of(int number) {
        for (PosixError error : values()) {
            if (error.number == number) {
                return error;
            }
        }
        return null;
    }
}
