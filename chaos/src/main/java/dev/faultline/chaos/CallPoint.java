package dev.faultline.chaos;

import dev.faultline.sim.DiskCall;
import dev.faultline.sim.MethodPattern;
import java.util.List;
import java.util.Locale;

/**
 * A point in the life of a node: a call that its program makes, just before or just after it takes effect.
 *
 * @param nodes of which nodes, or {@link Fault#ALL} alone; the first of them to come to the point is meant
 * @param call which calls
 * @param side before or after the effect
 * @param nth the how-manieth of these calls of a node, counted from when somebody waits for it, from 1
 */
public record CallPoint(List<String> nodes, Call call, Side side, int nth) {
    /** What is called. */
    public sealed interface Call {}

    /**
     * The program uses its disk.
     *
     * @param kind what the call does
     * @param path of the file, as a {@link dev.faultline.sim.PathPattern}; of a rename, either path
     */
    public record OfDisk(DiskCall.Kind kind, String path) implements Call {
        /**
         * Checks the path.
         *
         * @throws IllegalArgumentException if it is no pattern
         */
        public OfDisk {
            Ranges.path(path);
        }

        @Override
        public String toString() {
            return "the " + kind.name().toLowerCase(Locale.ROOT) + " of " + path;
        }
    }

    /**
     * A method of the program is called. After it is where it is about to return; one that ends by an exception does not come
     * there.
     *
     * @param pattern a {@link MethodPattern}
     */
    public record OfMethod(String pattern) implements Call {
        /**
         * Checks the pattern.
         *
         * @throws IllegalArgumentException if it is none
         */
        public OfMethod {
            Ranges.method(pattern);
        }

        @Override
        public String toString() {
            return "the method " + pattern;
        }
    }

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
        if (nth < 1) {
            throw new IllegalArgumentException("calls are counted from 1, was " + nth);
        }
    }

    @Override
    public String toString() {
        return side.name().toLowerCase(Locale.ROOT) + " " + call
                + (Names.isAll(nodes) ? "" : " on " + Names.text(nodes)) + (nth == 1 ? "" : ", number " + nth);
    }
}
