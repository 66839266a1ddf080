package dev.faultline.chaos.file;

import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.file.Tree.Spot;
import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.chaos.scenario.Step;
import dev.faultline.journal.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes the scenario of a file's tree, or of its lines. */
final class ScenarioReader {
    private static final String FORM = "a schedule has steps, in step, steps, fault or faults, and perhaps groups";

    private final Surroundings surroundings;
    private final List<String> known;
    private final Mistakes mistakes;

    ScenarioReader(Surroundings surroundings, Mistakes mistakes) {
        this.surroundings = surroundings;
        this.known = surroundings.nodes();
        this.mistakes = mistakes;
    }

    /** Returns the scenario; what is wrong is told, and left out of it. */
    Scenario read(Tree tree, String path) {
        if (!mistakes.isEmpty()) {
            return Scenario.NONE;
        }
        if (!(tree instanceof Tree.Table table)) {
            mistakes.add(tree.spot(), path, FORM + "; it is " + tree.is());
            return Scenario.NONE;
        }
        Fields fields = new Fields(table, path, mistakes);
        Map<String, List<String>> groups = groups(fields);
        FaultReader faults = new FaultReader(surroundings, groups, mistakes);
        StepReader reader = new StepReader(faults, new MomentReader(surroundings), mistakes);
        // In the order of the file, whichever way the steps are written: places decide what is drawn.
        TreeMap<Integer, List<Step>> steps = new TreeMap<>();
        int order = 0;
        for (String key : fields.left()) {
            order++;
            if (List.of("step", "steps", "fault", "faults").contains(key)) {
                Fields.Taken taken = fields.take(key).orElseThrow();
                steps.put(
                        order,
                        taken.tree() instanceof Tree.Table named
                                ? named(new Fields(named, fields.path(taken.key()), mistakes), reader)
                                : reader.steps(taken.tree(), fields.path(taken.key())));
            }
        }
        List.of("step", "steps", "fault", "faults").forEach(fields::has);
        fields.refuseOthers();
        reader.checkNames();
        List<Step> all = steps.values().stream().flatMap(List::stream).toList();
        if (all.isEmpty() && mistakes.isEmpty()) {
            mistakes.add(table.spot(), path, "nothing would break: " + FORM);
        }
        refuseUnused(fields, groups, all);
        return checked(new Scenario(all, groups), faults);
    }

    private static Scenario checked(Scenario scenario, FaultReader faults) {
        scenario.astray().forEach(fault -> faults.told(fault, fault.wrongTrigger()));
        return scenario;
    }

    private static List<Step> named(Fields fields, StepReader reader) {
        List<Step> steps = new ArrayList<>();
        for (String name : fields.left()) {
            Fields.Taken taken = fields.take(name).orElseThrow();
            if (taken.tree() instanceof Tree.Table) {
                reader.step(taken.tree(), fields.path(taken.key()), taken.key()).ifPresent(steps::add);
            } else {
                fields.problem(
                        taken.key(),
                        "must be the table of a fault with this name, is "
                                + taken.tree().is());
            }
        }
        return steps;
    }

    private Map<String, List<String>> groups(Fields fields) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        Optional<Fields.Taken> taken = fields.take("groups");
        if (taken.isEmpty()) {
            return groups;
        }
        Optional<Fields> table = fields.inner(taken.get());
        if (table.isEmpty()) {
            fields.problem(
                    taken.get().key(), "must be a table: a name, and a list of nodes, such as west = [\"n1\", \"n2\"]");
            return groups;
        }
        for (String word : table.get().left()) {
            Fields.Taken group = table.get().take(word).orElseThrow();
            if (!FaultTemplate.isGroup(group.key())) {
                table.get()
                        .problem(
                                group.key(),
                                "cannot be the name of a group: letters, digits and '-', a letter first,"
                                        + " and not any, half, minority, majority, others, trigger, printed or event");
            }
            List<String> nodes = nodes(table.get(), group);
            groups.put(group.key(), nodes);
        }
        return groups;
    }

    private List<String> nodes(Fields fields, Fields.Taken group) {
        List<String> nodes = new ArrayList<>();
        List<String> there = new ArrayList<>();
        if (group.tree() instanceof Tree.Items list) {
            for (Tree item : list.items()) {
                if (item instanceof Tree.Value value && value.text().matches("[A-Za-z0-9][A-Za-z0-9-]{0,62}")) {
                    nodes.add(value.text());
                    if (known.isEmpty() || known.contains(value.text())) {
                        there.add(value.text());
                    } else {
                        fields.mistakes()
                                .add(
                                        item.spot(),
                                        fields.path(group.key()),
                                        "there is no node '" + value.text() + "'; "
                                                + Spelling.hint(value.text(), "nodes", known));
                    }
                } else {
                    fields.mistakes()
                            .add(item.spot(), fields.path(group.key()), "must be the name of a node, such as \"n1\"");
                }
            }
        }
        if (nodes.isEmpty() || new LinkedHashSet<>(nodes).size() < nodes.size()) {
            fields.problem(
                    group.key(),
                    nodes.isEmpty() ? "must be a list of nodes, such as [\"n1\", \"n2\"]" : "names a node twice");
        }
        // A group with a mistake counts as given: who speaks of it has made none.
        List<String> distinct = there.stream().distinct().toList();
        return distinct.isEmpty() ? (known.isEmpty() ? List.of("n1") : known) : distinct;
    }

    private void refuseUnused(Fields fields, Map<String, List<String>> groups, List<Step> steps) {
        if (!mistakes.isEmpty()) {
            return;
        }
        Set<String> used = new LinkedHashSet<>();
        for (FaultTemplate fault : new Scenario(steps, groups).faults()) {
            used.addAll(fault.groups());
        }
        groups.keySet().stream()
                .filter(group -> !used.contains(group))
                .forEach(group -> fields.problem("groups", "no fault speaks of @" + group));
    }

    /** Returns the scenario of lines: a time and a fault each; {@code #} before comments. */
    Scenario lines(String text) {
        FaultReader faults = new FaultReader(surroundings, Map.of(), mistakes);
        StepLine reader = new StepLine(faults);
        List<Step> steps = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                int column = line.length() - line.stripLeading().length() + 1;
                reader.read(new Spot(number, column), "", line).ifPresent(steps::add);
            }
        }
        if (steps.isEmpty() && mistakes.isEmpty()) {
            mistakes.add(
                    Spot.START, "", "nothing would break: write a line for each fault, such as 12s kill n1 for 3s");
        }
        return checked(new Scenario(steps, Map.of()), faults);
    }
}
