package dev.faultline.experiment;

import dev.faultline.experiment.NetworkSpec.Link;
import dev.faultline.experiment.NetworkSpec.Pair;
import dev.faultline.journal.Spelling;
import dev.faultline.sim.Distribution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the table {@code [network]}: regions, and latency, jitter and bandwidth between each two of them. */
final class NetworkReader {
    private static final String LATENCY_FORM =
            "a duration, such as \"45ms\", or a distribution, such as \"lognormal 45ms 0.1\"";

    /** Between nodes that no one says more about. */
    private static final long USUAL_BANDWIDTH = 125_000_000;

    private static final String WITHIN = "within";

    /** The region that all nodes are in if the file names none. */
    private static final String EVERYWHERE = "everywhere";

    private final Section section;
    private final Map<String, List<String>> regions = new LinkedHashMap<>();

    NetworkReader(Section section) {
        this.section = section;
    }

    /**
     * Reads it.
     *
     * @param system the nodes under test, each of which must be in a region where there are any
     * @param others nodes that may be in one
     */
    NetworkSpec read(List<String> system, List<String> others) {
        if (section.has("regions")) {
            readRegions(system, others);
        } else if (within().isPresent()) {
            regions.put(
                    EVERYWHERE, Stream.concat(system.stream(), others.stream()).toList());
        } else {
            section.refuseUnused(List.of(WITHIN), "there are no regions");
            return NetworkSpec.USUAL;
        }
        Map<Pair, Distribution> latencies = matrix("latency", this::latency);
        Map<Pair, Distribution> jitters = matrix("jitter", this::latency);
        Map<Pair, Long> bandwidths = matrix("bandwidth", this::bandwidth);
        Optional<Distribution> within = within();
        section.refuseOthers();
        if (regions.size() == 1) {
            List.of("latency", "jitter", "bandwidth").stream()
                    .filter(section::has)
                    .forEach(key -> section.problem(key, "is not used: there is one region"));
        }
        Map<Pair, Link> links = new LinkedHashMap<>();
        for (String from : regions.keySet()) {
            within.ifPresent(law -> links.put(new Pair(from, from), new Link(law, USUAL_BANDWIDTH)));
            for (String to : regions.keySet()) {
                Pair pair = new Pair(from, to);
                Optional<Distribution> latency = find(latencies, pair);
                if (from.equals(to)) {
                    continue;
                }
                if (latency.isEmpty()) {
                    if (from.compareTo(to) < 0) {
                        section.problem(
                                "latency",
                                "says nothing about " + from + " and " + to + "; it is how long a packet takes");
                    }
                    continue;
                }
                links.put(
                        pair,
                        new Link(
                                find(jitters, pair).map(latency.get()::plus).orElse(latency.get()),
                                find(bandwidths, pair).orElse(USUAL_BANDWIDTH)));
            }
        }
        return new NetworkSpec(regions, links);
    }

    private Optional<Distribution> within() {
        return section.says(WITHIN) ? latency(section, WITHIN) : Optional.empty();
    }

    private void readRegions(List<String> system, List<String> others) {
        Section table = section.section("regions");
        List<String> known = new ArrayList<>(system);
        known.addAll(others);
        Map<String, String> homes = new LinkedHashMap<>();
        for (String region : table.keys()) {
            if (!region.matches("[A-Za-z][A-Za-z0-9_-]*")) {
                table.problem(region, "cannot be the name of a region: letters, digits, '-' and '_', a letter first");
            }
            List<String> nodes = new ArrayList<>();
            for (Section.Entry entry : table.entries(region)) {
                String node = entry.text().map(Template::text).orElse("");
                String home = homes.putIfAbsent(node, region);
                if (!known.contains(node)) {
                    entry.problem("there is no node '" + node + "'; " + Spelling.hint(node, "nodes", known));
                } else if (home != null) {
                    entry.problem("node " + node + " is in region " + home + " already");
                } else {
                    nodes.add(node);
                }
            }
            if (nodes.isEmpty()) {
                table.problem(region, "has no nodes; write a list, such as [\"n1\", \"n2\"]");
            }
            regions.put(region, nodes);
        }
        system.stream()
                .filter(node -> !homes.containsKey(node))
                .forEach(node -> section.problem("regions", "node " + node + " is in none of them"));
    }

    private static <T> Optional<T> find(Map<Pair, T> values, Pair pair) {
        return Optional.ofNullable(values.get(pair))
                .or(() -> Optional.ofNullable(values.get(new Pair(pair.to(), pair.from()))));
    }

    private interface Value<T> {
        Optional<T> read(Section table, String key);
    }

    /** Reads a value for all pairs of regions, or a table of tables: from a region, to a region; the way back is the same. */
    private <T> Map<Pair, T> matrix(String key, Value<T> value) {
        Map<Pair, T> values = new LinkedHashMap<>();
        if (!section.has(key)) {
            return values;
        }
        if (!section.isTable(key)) {
            value.read(section, key)
                    .ifPresent(all -> regions.keySet()
                            .forEach(from -> regions.keySet().forEach(to -> values.put(new Pair(from, to), all))));
            return values;
        }
        Section table = section.section(key);
        for (String from : table.keys()) {
            requireRegion(table, from);
            Section row = table.section(from);
            for (String to : row.keys()) {
                requireRegion(row, to);
                if (from.equals(to)) {
                    row.problem(to, "is from a region to itself; 'within' is for that");
                }
                value.read(row, to).ifPresent(one -> values.put(new Pair(from, to), one));
            }
        }
        return values;
    }

    private void requireRegion(Section table, String name) {
        if (!regions.containsKey(name)) {
            table.problem(
                    name, "there is no region '" + name + "'; " + Spelling.hint(name, "regions", regions.keySet()));
        }
    }

    private Optional<Distribution> latency(Section table, String key) {
        return made(
                table, key, LATENCY_FORM, text -> Distribution.parse(text.matches("\\S+") ? "constant " + text : text));
    }

    private Optional<Long> bandwidth(Section table, String key) {
        return made(
                table,
                key,
                "how many bytes a second, such as \"20MB\"",
                text -> DiskReader.bytes(text).orElseThrow(() -> new IllegalArgumentException("it is not")));
    }

    private static <T> Optional<T> made(Section table, String key, String form, Function<String, T> maker) {
        String text = table.text(key, "");
        try {
            return Optional.of(maker.apply(text));
        } catch (IllegalArgumentException e) {
            table.problem(
                    key,
                    "must be " + form + ", is '" + text + "'"
                            + (e.getMessage() == null || e.getMessage().equals("it is not")
                                    ? ""
                                    : ": " + e.getMessage()));
            return Optional.empty();
        }
    }
}
