package dev.faultline.experiment;

import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.experiment.SystemSpec.SystemNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the table {@code [system]}, and fills in the templates of each node. */
final class SystemReader {
    private static final int NODES_MAX = 99;
    private static final String NEVER = "never";
    private static final String ON_EXIT = "on-exit";
    private static final Duration DELAY_MIN = Duration.ofMillis(1);
    private static final Duration DELAY_MAX = Duration.ofHours(1);
    private static final Duration DELAY_DEFAULT = Duration.ofSeconds(1);
    private static final Duration LONGEST_DEFAULT = Duration.ofMinutes(1);
    private static final Duration RESET_DEFAULT = Duration.ofSeconds(10);
    private static final double FACTOR_MAX = 100;
    private static final List<String> RESTART_KEYS =
            List.of("restart-delay", "restart-factor", "restart-delay-max", "restart-reset");
    /** What a name that is none is told, before the name. */
    static final String HOST_NAMES = "a node's name is a host name (letters, digits, '-'), is ";

    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    private final Section section;
    private final ClassPathReader classPaths;
    private final Problems problems;
    private final List<String> nodes;
    /** What all nodes may use: options, the list of nodes, and lists made from it. */
    private final Placeholders shared;

    SystemReader(Section section, Placeholders options, ClassPathReader classPaths, Problems problems) {
        this.section = section;
        this.classPaths = classPaths;
        this.problems = problems;
        nodes = readNodes();
        shared = readLists(options.with(Map.of("nodes", String.join(",", nodes))));
    }

    static boolean isHostName(String name) {
        return HOST_NAME.matcher(name).matches();
    }

    /** Returns what may be used outside of a node's own values. */
    Placeholders placeholders() {
        return shared;
    }

    SystemSpec read(Section beside) {
        NodeTable table = NodeTable.read(section, classPaths, "the class whose main method each node runs");
        Optional<BackOff> restart = readRestart();
        section.refuseOthers();
        List<SystemNode> made = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            made.add(node(table, nodes.get(i), i + 1));
        }
        return new SystemSpec(table.artifacts(), table.classPath(), made, readStandIns(beside), restart);
    }

    private SystemNode node(NodeTable table, String name, int number) {
        Placeholders own = shared.withNode("node", name, number);
        return new SystemNode(
                name,
                number,
                table.main(),
                table.arguments().stream().map(own::fill).toList(),
                fillAll(own, table.properties()),
                fillAll(own, table.environment()),
                fillFiles(own, table.files()),
                table.processors(),
                table.disk());
    }

    /** Reads what stands beside the system: a table for each node, called after it. */
    private List<StandIn> readStandIns(Section beside) {
        List<StandIn> standIns = new ArrayList<>();
        for (String name : beside.keys()) {
            Section own = beside.section(name).with(shared);
            if (!isHostName(name)) {
                problems.add(
                        own.place(),
                        "a node is called after its table, by a host name (letters, digits, '-'); is '" + name + "'");
                continue;
            }
            if (name.equals(Scenario.CLIENT_NODE) || nodes.contains(name)) {
                problems.add(own.place(), "a node called '" + name + "' is there already");
            }
            NodeTable table = NodeTable.read(own, classPaths, "the class whose main method the node runs");
            own.refuseOthers();
            int number = nodes.size() + standIns.size() + 1;
            standIns.add(new StandIn(node(table, name, number), table.artifacts(), table.classPath()));
        }
        return standIns;
    }

    private Optional<BackOff> readRestart() {
        boolean onExit =
                section.choice("restart", List.of(NEVER, ON_EXIT), NEVER).equals(ON_EXIT);
        Duration delay = section.duration("restart-delay", DELAY_MIN, DELAY_MAX, DELAY_DEFAULT);
        double factor = section.decimal("restart-factor", 1, FACTOR_MAX, 1);
        Duration longest = section.duration("restart-delay-max", DELAY_MIN, DELAY_MAX, LONGEST_DEFAULT);
        Duration reset = section.duration("restart-reset", DELAY_MIN, DELAY_MAX, RESET_DEFAULT);
        for (String key : RESTART_KEYS) {
            boolean grows = key.equals("restart-delay") || key.equals("restart-factor") || factor > 1;
            if (section.has(key) && (!onExit || !grows)) {
                section.problem(
                        key,
                        "is not used: "
                                + (onExit ? "restart-factor is not above 1" : "restart is not \"" + ON_EXIT + "\""));
            }
        }
        if (section.has("restart-delay-max") && longest.compareTo(delay) < 0) {
            section.problem(
                    "restart-delay-max",
                    "must not be shorter than restart-delay (" + Durations.format(delay) + "), is "
                            + Durations.format(longest));
        }
        if (factor > 1 && !section.has("restart-delay-max") && longest.compareTo(delay) <= 0) {
            section.problem(
                    "restart-factor",
                    "is not used: restart-delay (" + Durations.format(delay) + ") does not grow beyond "
                            + Durations.format(longest) + "; write a longer restart-delay-max");
        }
        Duration limit = longest.compareTo(delay) < 0 ? delay : longest;
        return onExit ? Optional.of(new BackOff(delay, factor, limit, reset)) : Optional.empty();
    }

    /** Complains about lists that nothing refers to. */
    void refuseUnusedLists() {
        Section lists = section.section("lists");
        for (String name : lists.keys()) {
            if (!shared.isUsed(name)) {
                lists.problem(name, "is not used: there is no ${" + name + "} anywhere");
            }
        }
    }

    private static Map<String, String> fillAll(Placeholders placeholders, Map<String, Template> templates) {
        Map<String, String> filled = new LinkedHashMap<>();
        templates.forEach((key, template) -> filled.put(key, placeholders.fill(template)));
        return filled;
    }

    private Map<String, String> fillFiles(Placeholders placeholders, Map<String, Template> templates) {
        Map<String, String> filled = new LinkedHashMap<>();
        templates.forEach((path, template) -> {
            NodePath.problem(path).ifPresent(problem -> problems.add(template.place(), problem));
            filled.put(path, placeholders.fillLines(template, nodes));
        });
        return filled;
    }

    private List<String> readNodes() {
        Set<String> names = new LinkedHashSet<>();
        if (section.isArray("nodes")) {
            for (Template name : section.filled("nodes")) {
                if (!isHostName(name.text())) {
                    problems.add(name.place(), HOST_NAMES + "'" + name.text() + "'");
                } else if (name.text().equals(Scenario.CLIENT_NODE)) {
                    problems.add(name.place(), "a node cannot be called '" + name.text() + "': that of the clients is");
                } else if (!names.add(name.text())) {
                    problems.add(name.place(), "a node called '" + name.text() + "' is there already");
                }
            }
            if (section.templates("nodes").isEmpty()) {
                section.problem("nodes", "is empty; a system needs a node at least");
            }
            return List.copyOf(names);
        }
        if (!section.has("nodes")) {
            section.problem("nodes", "is missing; write nodes = [\"n1\", \"n2\"] or {count = 3, prefix = \"n\"}");
            return List.of();
        }
        Section numbered = section.section("nodes");
        long count = numbered.number("count", 1, NODES_MAX, 1);
        String prefix = numbered.text("prefix", "n");
        if (!isHostName(prefix + "1")) {
            numbered.problem("prefix", "must begin a host name (letters, digits, '-'), is '" + prefix + "'");
        }
        numbered.refuseOthers();
        for (int number = 1; number <= count; number++) {
            names.add(prefix + number);
        }
        return List.copyOf(names);
    }

    private Placeholders readLists(Placeholders outer) {
        Map<String, String> lists = new LinkedHashMap<>();
        section.templateTable("lists").forEach((name, template) -> {
            if (outer.has(name)) {
                problems.add(template.place(), "there is a placeholder ${" + name + "} already");
            }
            lists.put(name, String.join(",", outer.fillForEach(template, nodes)));
        });
        return outer.with(lists);
    }
}
