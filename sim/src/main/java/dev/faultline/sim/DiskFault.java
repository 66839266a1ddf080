package dev.faultline.sim;

import dev.faultline.sim.DiskCall.Kind;
import java.util.EnumSet;
import java.util.Set;

/**
 * What goes wrong with calls of a disk. A call is struck by one fault at most, the first of those that were injected; only
 * delays add up.
 *
 * @param calls which calls
 * @param first from which of them on, counted from when the fault is injected; from 1
 * @param most how many are struck at most; {@link Long#MAX_VALUE} for no limit
 * @param chance how likely each of them is to be struck, above 0.0 to 1.0
 * @param effect what happens to it
 */
public record DiskFault(DiskMatch calls, long first, long most, double chance, Effect effect) {
    /** The kinds of calls that fail together where a whole disk is meant. */
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
        CHANGE;

        /** Returns the calls that are meant. */
        public Set<Kind> kinds() {
            return switch (this) {
                case READ -> EnumSet.of(Kind.READ);
                case WRITE -> EnumSet.of(Kind.WRITE, Kind.TRUNCATE);
                case SYNC -> EnumSet.of(Kind.SYNC);
                case CHANGE -> EnumSet.of(Kind.CREATE, Kind.RENAME, Kind.DELETE, Kind.ATTRIBUTES, Kind.EMPTY);
            };
        }

        /** Returns the name under which calls of the kind are told of in events. */
        public static String nameOf(Kind kind) {
            for (Operation operation : values()) {
                if (operation.kinds().contains(kind)) {
                    return operation.name();
                }
            }
            return kind.name();
        }
    }

    /** Where contents go wrong. */
    public enum Layer {
        /** In the page cache and on the disk: whoever reads next sees it. */
        CACHE,
        /**
         * On the disk only, as a rule: whoever reads sees what the page cache has, until it lets go of the page: in a {@linkplain
         * Node#powerOff loss of power} or by {@link Disk#dropCache}. A page that is written to again before that goes to the
         * disk whole with the next sync, and is well again.
         */
        PLATTER
    }

    /** An error that a call fails with. */
    public enum Failure {
        /** Input/output error. */
        EIO,
        /** No space left on device. */
        ENOSPC,
        /** Read-only file system. */
        EROFS,
        /** Permission denied. */
        EACCES
    }

    /** What happens to a call. */
    public sealed interface Effect {
        /**
         * It fails and does nothing. A sync that fails leaves the pages unwritten, and as on Linux the next sync of the
         * file succeeds without writing them unless they were written to again: a program that ignores or retries the error
         * loses data.
         */
        record Fail(Failure failure) implements Effect {}

        /**
         * One bit of the bytes that are read or written is the other way round. A bit flipped as it is read is well again
         * the next time.
         */
        record Flip(Layer layer) implements Effect {}

        /**
         * Only the beginning of what is written gets there, to a drawn multiple of the unit in the file, which may be none of
         * it; the call knows nothing of that.
         *
         * @param unitBytes 512 for sectors, 4096 for pages, 1 for any byte
         */
        record Tear(int unitBytes, Layer layer) implements Effect {}

        /**
         * It is answered as if all was well, and nothing has happened: a write that is not there; a sync that has made
         * nothing durable, whatever the layer. What such a sync left out is written by the next one that is not lost.
         */
        record Lose(Layer layer) implements Effect {}

        /**
         * What is written goes elsewhere, and what was in its place stays. Where there is no file to go to, or the place
         * is before the file's begin or beyond its end, it is lost.
         *
         * @param path another file; empty for the same
         * @param shift how many bytes further on, may be negative
         */
        record Misdirect(String path, long shift, Layer layer) implements Effect {}

        /** It takes so much longer. */
        record Delay(Distribution by) implements Effect {}
    }

    /**
     * Checks what it is given.
     *
     * @throws IllegalArgumentException if a number is out of range, or the effect means nothing for a kind of call
     */
    public DiskFault {
        if (!(chance > 0 && chance <= 1)) {
            throw new IllegalArgumentException(
                    "chance of a disk fault must be above 0.0 and 1.0 at most, was " + chance);
        }
        if (first < 1 || most < 1) {
            throw new IllegalArgumentException(
                    "a disk fault strikes a call at least, the first or a later one, was from " + first + ", at most "
                            + most);
        }
        EnumSet<Kind> cannotBe = EnumSet.copyOf(calls.kinds());
        cannotBe.removeAll(kindsOf(effect));
        if (!cannotBe.isEmpty()) {
            throw new IllegalArgumentException(effect.getClass().getSimpleName()
                    + " means nothing for calls of the kinds " + cannotBe + "; it does for " + kindsOf(effect));
        }
        if (effect instanceof Effect.Tear tear && tear.unitBytes() < 1) {
            throw new IllegalArgumentException("the unit of a torn write has a byte at least, was " + tear.unitBytes());
        }
    }

    /** Makes calls fail; {@code path} is a {@link PathPattern}. */
    public DiskFault(Operation operation, String path, double chance, Failure failure) {
        this(
                new DiskMatch(operation.kinds(), PathPattern.of(path), 0, Long.MAX_VALUE),
                1,
                Long.MAX_VALUE,
                chance,
                new Effect.Fail(failure));
    }

    /** Makes one that strikes every call. */
    public static DiskFault of(DiskMatch calls, Effect effect) {
        return new DiskFault(calls, 1, Long.MAX_VALUE, 1, effect);
    }

    /** Returns the same fault, from the first of so many calls on and so often at most. */
    public DiskFault counted(long from, long times) {
        return new DiskFault(calls, from, times, chance, effect);
    }

    private static EnumSet<Kind> kindsOf(Effect effect) {
        return switch (effect) {
            case Effect.Fail fail -> EnumSet.allOf(Kind.class);
            case Effect.Flip flip -> EnumSet.of(Kind.READ, Kind.WRITE);
            case Effect.Tear tear -> EnumSet.of(Kind.WRITE);
            case Effect.Misdirect misdirect -> EnumSet.of(Kind.WRITE);
            case Effect.Lose lose -> EnumSet.of(Kind.WRITE, Kind.SYNC);
            case Effect.Delay delay -> EnumSet.of(Kind.READ, Kind.WRITE, Kind.TRUNCATE, Kind.SYNC);
        };
    }
}
