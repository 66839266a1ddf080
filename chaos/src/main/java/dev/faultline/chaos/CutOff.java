package dev.faultline.chaos;

import dev.faultline.chaos.NetworkFault.Cut;
import dev.faultline.chaos.NetworkFault.Links;
import java.util.List;

/** Which nodes a fault separates from the rest of the system while it lasts. */
final class CutOff {
    private CutOff() {}

    /** Returns the nodes of the smaller side; none if every node still meets a majority, or packets only suffer. */
    static List<String> by(Fault fault, List<String> nodes) {
        return switch (fault) {
            case NetworkFault.Partition partition -> smaller(partition.cut());
            case NetworkFault.Stall stall -> alone(stall.links(), nodes);
            case NetworkFault.Flap flap -> alone(flap.links(), nodes);
            default -> List.of();
        };
    }

    private static List<String> smaller(Cut cut) {
        return switch (cut.shape()) {
            case HALVES, MINORITY, ONE_NODE, ONE_WAY, SIDES ->
                cut.side().size() <= cut.other().size() ? cut.side() : cut.other();
            case RING, BRIDGE -> List.of();
        };
    }

    /** A node is alone if all its links are broken, in one direction or both. */
    private static List<String> alone(Links links, List<String> nodes) {
        List<String> from = Names.expand(links.from(), nodes);
        List<String> to = Names.expand(links.to(), nodes);
        return nodes.stream()
                .filter(node -> isAlone(node, from, to, nodes) || isAlone(node, to, from, nodes))
                .toList();
    }

    private static boolean isAlone(String node, List<String> ends, List<String> others, List<String> nodes) {
        return ends.contains(node)
                && nodes.stream().filter(other -> !other.equals(node)).allMatch(others::contains);
    }
}
