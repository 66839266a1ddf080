package dev.faultline.chaos;

import dev.faultline.sim.Rng;
import java.util.ArrayList;
import java.util.List;

/** What is drawn in more than one place. */
final class Draws {
    private Draws() {}

    /**
     * Returns so many of the names in random order (Richard Durstenfeld, "Algorithm 235: Random Permutation", 1964).
     *
     * @param count no more than there are
     */
    static List<String> some(Rng rng, List<String> of, int count) {
        List<String> names = new ArrayList<>(of);
        for (int i = 0; i < count; i++) {
            int other = i + rng.below(names.size() - i);
            String name = names.get(i);
            names.set(i, names.get(other));
            names.set(other, name);
        }
        return List.copyOf(names.subList(0, count));
    }

    /** Returns a number whose logarithm is even between those of the bounds. */
    static long logScale(Rng rng, long low, long high) {
        // StrictMath: the same number on every machine.
        return (long) (low * StrictMath.pow((double) high / low, rng.unit()));
    }
}
