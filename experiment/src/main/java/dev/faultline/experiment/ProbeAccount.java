package dev.faultline.experiment;

import dev.faultline.journal.Amount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of a probe that is read of the state of nodes.
 *
 * @param name under which it is published
 * @param source where it is read, in words
 * @param at when it is read, as the file says it
 * @param nodes what became of it on each node
 */
public record ProbeAccount(String name, String source, String at, List<OfNode> nodes) {
    /** Copies the list. */
    public ProbeAccount {
        nodes = List.copyOf(nodes);
    }

    /**
     * What became of a probe on a node.
     *
     * @param node which
     * @param reads how often it was read
     * @param found how often there was a value
     * @param changes how often it was another than before
     * @param absent why there was none, the last time that there was none; empty if there always was one
     * @param isBlind whether it had a value, and then had none any more, to the end or most of the time, though it had to
     */
    public record OfNode(String node, long reads, long found, long changes, Optional<String> absent, boolean isBlind) {}

    /** Returns why nothing follows from it, as a sentence; empty if it had a value wherever it had to. */
    public Optional<String> doubt() {
        String what = "probe \"" + name + "\", " + source + ", ";
        if (nodes.stream().noneMatch(node -> node.found > 0)) {
            return Optional.of(what + "never had a value: " + reasons(nodes));
        }
        List<OfNode> blind = nodes.stream().filter(OfNode::isBlind).toList();
        return blind.isEmpty()
                ? Optional.empty()
                : Optional.of(what + "had a value and then none, so that what came later was not seen: "
                        + reasons(blind) + "; if that is as it should be, give the probe 'optional = true'");
    }

    /** Returns what became of it, in a line. */
    public String line() {
        List<OfNode> without = nodes.stream()
                .filter(node -> node.reads == 0 || node.absent.isPresent())
                .toList();
        return name + ": read "
                + Amount.of(nodes.stream().mapToLong(OfNode::reads).sum(), "time") + ", "
                + Amount.of(nodes.stream().mapToLong(OfNode::found).sum(), "time") + " with a value"
                + (without.isEmpty() ? "" : "; without one, the last time: " + reasons(without));
    }

    private static String reasons(List<OfNode> nodes) {
        return nodes.stream()
                .collect(Collectors.groupingBy(
                        node -> node.absent.orElse("it was never read"),
                        LinkedHashMap::new,
                        Collectors.mapping(OfNode::node, Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(each -> "on " + each.getValue() + " " + each.getKey())
                .collect(Collectors.joining("; "));
    }
}
