package dev.faultline.sim;

/**
 * Calls that fail with an input/output error.
 *
 * <p>A sync that fails leaves the pages unwritten, and as on Linux the next sync of the file succeeds without writing
 * them unless they were written to again: a program that ignores or retries the error loses data in a power failure.
 *
 * @param operation which calls fail
 * @param path the file, or the folder below which files are affected; {@code /} for all
 * @param chance how likely each call is to fail, above 0.0 to 1.0
 */
public record DiskFault(Operation operation, String path, double chance) {
    /** A kind of call. */
    public enum Operation {
        /** Reading contents. */
        READ,
        /** Writing contents, and setting the size. */
        WRITE,
        /** {@code fsync} and its like. */
        SYNC,
        /**
         * Changes of names and attributes: files, folders and links that are made, renamed or removed, owners,
         * permissions and times that are set, and files that are emptied as they are opened.
         */
        CHANGE
    }

    /** Checks what it is given. */
    public DiskFault {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path of a disk fault must be absolute, was " + path);
        }
        if (!(chance > 0 && chance <= 1)) {
            throw new IllegalArgumentException(
                    "chance of a disk fault must be above 0.0 and 1.0 at most, was " + chance);
        }
    }

    public boolean concerns(Operation called) {
        return operation == called;
    }

    public boolean concerns(String file) {
        return (path.equals("/") || file.equals(path) || file.startsWith(path.endsWith("/") ? path : path + "/"));
    }
}
