package dev.faultline.sim;

/**
 * A call by which a program uses its disk, as {@link DiskMatch} describes such calls.
 *
 * @param kind what it does
 * @param path the file or folder
 * @param other the second path of a {@link Kind#RENAME}: where the first one is moved to; else the same once more
 * @param position where in the file it begins; 0 where that means nothing
 * @param length how many bytes it is about; of a sync, as many as there can be
 */
public record DiskCall(Kind kind, String path, String other, long position, long length) {
    /** What a call does. */
    public enum Kind {
        /** Opens a file that exists. */
        OPEN,
        /** Reads contents; also what the program does through a channel or a stream. */
        READ,
        /** Writes contents; not what is written through a mapping, of which no call tells. */
        WRITE,
        /** Sets the size. */
        TRUNCATE,
        /** Makes durable: {@code fsync} and its like, of a file, a mapped stretch or a folder. */
        SYNC,
        /** Makes a file, folder or link. */
        CREATE,
        /** Moves a name. */
        RENAME,
        /** Removes a name. */
        DELETE,
        /** Sets an owner, permissions or times. */
        ATTRIBUTES,
        /** Empties a file as it opens it. */
        EMPTY
    }

    /** Makes a call that is about a whole file or its name. */
    public DiskCall(Kind kind, String path) {
        this(kind, path, path, 0, Long.MAX_VALUE);
    }
}
