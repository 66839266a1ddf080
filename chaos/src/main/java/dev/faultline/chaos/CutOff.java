package dev.faultline.chaos;

import dev.faultline.sim.PacketFilter;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which nodes are cut off while some faults last together. Two nodes meet if no way between them is broken, in neither direction,
 * or if each meets a third; so a ring and a bridge cut nobody off, and two links that are stalled may do what neither does alone.
 */
final class CutOff {
    private CutOff() {}

    /** Returns whether the fault breaks ways between nodes, for whatever goes over them. */
    static boolean breaksWays(Fault fault) {
        return switch (fault) {
            case NetworkFault.Partition partition -> partition.only().equals(PacketFilter.ALL);
            case NetworkFault.Stall stall -> stall.only().equals(PacketFilter.ALL);
            default -> fault instanceof NetworkFault.Flap;
        };
    }

    /**
     * Returns which nodes are missing: those that do not belong to the rest, whichever that is at best, and those that are
     * missing anyway. Cost: faults times ways, and the square of the nodes.
     *
     * @param missing nodes that count in any case
     */
    static Set<String> missing(Collection<Fault> faults, List<String> nodes, Collection<String> missing) {
        Set<Way> broken = new HashSet<>();
        for (Fault fault : faults) {
            switch (fault) {
                case NetworkFault.Partition partition ->
                    broken.addAll(partition.cut().ways());
                case NetworkFault.Stall stall -> broken.addAll(Way.of(stall.links(), nodes));
                case NetworkFault.Flap flap -> broken.addAll(Way.of(flap.links(), nodes));
                default -> {}
            }
        }
        Set<String> least = new LinkedHashSet<>(nodes);
        Set<String> left = new LinkedHashSet<>(nodes);
        while (!left.isEmpty()) {
            Set<String> rest = meeting(left.iterator().next(), nodes, broken);
            left.removeAll(rest);
            Set<String> out = new LinkedHashSet<>(nodes);
            out.removeAll(rest);
            out.addAll(missing);
            least = out.size() < least.size() ? out : least;
        }
        return least;
    }

    /** Returns all that the node meets, and itself. */
    private static Set<String> meeting(String node, List<String> nodes, Set<Way> broken) {
        Set<String> met = new LinkedHashSet<>(List.of(node));
        Deque<String> asked = new ArrayDeque<>(met);
        while (!asked.isEmpty()) {
            String one = asked.remove();
            for (String other : nodes) {
                if (!broken.contains(new Way(one, other)) && !broken.contains(new Way(other, one)) && met.add(other)) {
                    asked.add(other);
                }
            }
        }
        return met;
    }
}
