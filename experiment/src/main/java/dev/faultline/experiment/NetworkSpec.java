package dev.faultline.experiment;

import dev.faultline.sim.Distribution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the nodes are from each other: regions, and how the links between them and within them are when nothing is wrong.
 *
 * @param regions the nodes of each, in the order of the file; none where all nodes are as near to each other as usual
 * @param links by sending and receiving region; both the same for those within it
 */
public record NetworkSpec(Map<String, List<String>> regions, Map<Pair, Link> links) {
    /** All nodes are as near to each other as usual. */
    public static final NetworkSpec USUAL = new NetworkSpec(Map.of(), Map.of());

    /** Copies what it is given. */
    public NetworkSpec {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        regions.forEach((name, nodes) -> copy.put(name, List.copyOf(nodes)));
        regions = Collections.unmodifiableMap(copy);
        links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
    }

    /** From one region to another. */
    public record Pair(String from, String to) {}

    /**
     * How a link is.
     *
     * @param latency how long a packet takes, one way
     * @param bytesPerSecond how much it carries, at least 1
     */
    public record Link(Distribution latency, long bytesPerSecond) {}

    /** Returns how the link between two nodes is; empty where it is as usual. */
    public Optional<Link> link(String from, String to) {
        return region(from)
                .flatMap(here -> region(to).flatMap(there -> Optional.ofNullable(links.get(new Pair(here, there)))));
    }

    private Optional<String> region(String node) {
        return regions.entrySet().stream()
                .filter(region -> region.getValue().contains(node))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Returns what it is, a line for each region and each pair of regions. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        regions.forEach((name, nodes) -> sentences.add(name + ": " + String.join(", ", nodes)));
        links.forEach((pair, link) -> {
            boolean back = link.equals(links.get(new Pair(pair.to(), pair.from())));
            boolean within = pair.from().equals(pair.to());
            if (!back || within || pair.from().compareTo(pair.to()) < 0) {
                sentences.add((within ? "within " + pair.from() : pair.from() + (back ? " <> " : " > ") + pair.to())
                        + ": " + link.latency() + ", " + link.bytesPerSecond() + " bytes/s");
            }
        });
        return sentences;
    }
}
