package dev.faultline.chaos;

import dev.faultline.chaos.NetworkFault.Cut;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A link in one direction.
 *
 * @param from the sending node
 * @param to the receiving node
 */
public record Way(String from, String to) {
    /** Returns the ways that are meant, each once; {@code nodes} is what {@code all} stands for. */
    static List<Way> of(NetworkFault.Links links, List<String> nodes) {
        return between(Names.expand(links.from(), nodes), Names.expand(links.to(), nodes), links.bothWays());
    }

    /** Returns the ways that the cut means. */
    static List<Way> of(Cut cut) {
        return switch (cut.shape()) {
            case HALVES, MINORITY, ONE_NODE, SIDES, BRIDGE -> between(cut.side(), cut.other(), true);
            case ONE_WAY -> between(cut.side(), cut.other(), false);
            case RING -> acrossRing(cut.side());
        };
    }

    private static List<Way> between(List<String> side, List<String> other, boolean bothWays) {
        Set<Way> ways = new LinkedHashSet<>();
        for (String one : side) {
            for (String two : other) {
                if (!one.equals(two)) {
                    ways.add(new Way(one, two));
                    if (bothWays) {
                        ways.add(new Way(two, one));
                    }
                }
            }
        }
        return List.copyOf(ways);
    }

    private static List<Way> acrossRing(List<String> ring) {
        List<Way> ways = new ArrayList<>();
        int size = ring.size();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                int steps = Math.floorMod(j - i, size);
                if (steps > 1 && steps < size - 1) {
                    ways.add(new Way(ring.get(i), ring.get(j)));
                }
            }
        }
        return ways;
    }

    @Override
    public String toString() {
        return from + " > " + to;
    }
}
