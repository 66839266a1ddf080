package dev.faultline.chaos;

import dev.faultline.chaos.NetworkFault.Cut.Shape;
import java.util.Collections;
import java.util.List;

/** What the sides of a partition must be like. */
final class Shapes {
    static final int RING_MIN = 4;

    private Shapes() {}

    static void check(Shape shape, List<String> side, List<String> other) {
        if (!Collections.disjoint(side, other)) {
            throw new IllegalArgumentException(
                    "a node is on both sides of " + Names.text(side) + " and " + Names.text(other));
        }
        int one = side.size();
        int two = other.size();
        switch (shape) {
            case HALVES -> require(Math.abs(one - two) <= 1, shape, "sides that differ by one node at most", one, two);
            case MINORITY -> require(one < two, shape, "fewer nodes on the first side than on the second", one, two);
            case ONE_NODE -> require(one == 1, shape, "one node on the first side", one, two);
            case ONE_WAY, SIDES, BRIDGE -> {
                // Any two sides will do.
            }
            case RING -> require(one >= RING_MIN && two == 0, shape, "four nodes or more, in one list", one, two);
        }
    }

    private static void require(boolean condition, Shape shape, String what, int one, int two) {
        if (!condition) {
            throw new IllegalArgumentException("partition " + shape.word() + " needs " + what + "; there are " + one
                    + (two == 0 ? "" : " and " + two));
        }
    }
}
