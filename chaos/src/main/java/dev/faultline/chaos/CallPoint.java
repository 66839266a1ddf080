package dev.faultline.chaos;

import dev.faultline.sim.DiskCall;
import java.util.List;
import java.util.Locale;

/**
 * A point in the life of a node: a call by which its program uses its disk, just before or just after it takes effect.
 *
 * @param nodes of which nodes, or {@link Fault#ALL} alone; the first of them to come to the point is meant
 * @param call what the call does
 * @param path of the file, as a {@link dev.faultline.sim.PathPattern}; of a rename, either path
 * @param side before or after the effect
 * @param nth the how-manieth of these calls of a node, counted from when somebody waits for it, from 1
 */
public record CallPoint(List<String> nodes, DiskCall.Kind call, String path, Side side, int nth) {
    /** On which side of the effect. */
    public enum Side {
        /** Nothing of the call has happened. */
        BEFORE,
        /** The call has done all that it does, and its thread does not know yet. */
        AFTER
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is wrong
     */
    public CallPoint {
        nodes = Names.checkOrAll(nodes);
        Ranges.path(path);
        if (nth < 1) {
            throw new IllegalArgumentException("calls are counted from 1, was " + nth);
        }
    }

    @Override
    public String toString() {
        return side.name().toLowerCase(Locale.ROOT) + " the "
                + call.name().toLowerCase(Locale.ROOT) + " of " + path
                + (Names.isAll(nodes) ? "" : " on " + Names.text(nodes)) + (nth == 1 ? "" : ", number " + nth);
    }
}
