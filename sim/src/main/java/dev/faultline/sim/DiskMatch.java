package dev.faultline.sim;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which calls of a disk are meant.
 *
 * @param kinds what they do; at least one
 * @param path of the file; of a rename, either path
 * @param from where in the file the bytes begin that the call must touch, not negative
 * @param to where they end, the first byte that does not count; {@link Long#MAX_VALUE} for the end of the file
 * @param but paths that are not meant, although the pattern has them
 */
public record DiskMatch(Set<DiskCall.Kind> kinds, PathPattern path, long from, long to, Set<String> but) {
    /**
     * Checks what it is given.
     *
     * @throws IllegalArgumentException if there is no kind, or no byte in the range
     */
    public DiskMatch {
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException(
                    "no kind of call is meant; there are " + EnumSet.allOf(DiskCall.Kind.class));
        }
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException(
                    "a range of bytes begins at 0 or later and has a byte, was " + from + " to " + to);
        }
        kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
        but = Set.copyOf(but);
    }

    /** Makes one for all that the pattern has. */
    public DiskMatch(Set<DiskCall.Kind> kinds, PathPattern path, long from, long to) {
        this(kinds, path, from, to, Set.of());
    }

    /** Makes one for whole files. */
    public static DiskMatch of(String path, DiskCall.Kind first, DiskCall.Kind... more) {
        return new DiskMatch(EnumSet.of(first, more), PathPattern.of(path), 0, Long.MAX_VALUE);
    }

    /** Returns the same calls, if they touch these bytes of the file. */
    public DiskMatch within(long begin, long end) {
        return new DiskMatch(kinds, path, begin, end, but);
    }

    /** Returns the same calls, if they are not about these files. */
    public DiskMatch without(Collection<String> paths) {
        return new DiskMatch(kinds, path, from, to, Set.copyOf(paths));
    }

    /** Returns whether the call is one of them. */
    public boolean matches(DiskCall call) {
        boolean isInRange = call.position() < to && call.length() > from - call.position();
        return isInRange && kinds.contains(call.kind()) && (isMeant(call.path()) || isMeant(call.other()));
    }

    private boolean isMeant(String file) {
        return path.matches(file) && !but.contains(file);
    }
}
