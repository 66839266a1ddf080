package dev.faultline.experiment;

import dev.faultline.experiment.probe.FieldPath;
import dev.faultline.experiment.probe.Source;
import dev.faultline.experiment.probe.StateProbe;
import dev.faultline.experiment.probe.StateProbe.When;
import dev.faultline.invariant.Invariant;
import dev.faultline.invariant.Moment;
import dev.faultline.journal.Spelling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Reads {@code [[check.probe]]}: what is read of the state of nodes for the invariants. */
final class StateProbeReader {
    private static final String KEY = "probe";
    private static final String CLASS_NAME = "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
            + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*";
    private static final String ATTRIBUTE = "[^.\\s]+(\\.[^.\\s]+)*";
    private static final int MOST = 100;
    private static final Duration PERIOD = Duration.ofMillis(100);

    private final Section check;
    private final List<String> nodes;
    private final List<Invariant> invariants;
    private final Map<String, List<String>> groups;
    private final List<StateProbe> probes = new ArrayList<>();

    StateProbeReader(Section check, List<String> nodes, List<Invariant> invariants, Map<String, List<String>> groups) {
        this.check = check;
        this.nodes = nodes;
        this.invariants = invariants;
        this.groups = groups;
    }

    List<StateProbe> read() {
        for (Section.Entry entry : check.entries(KEY)) {
            Optional<Section> table = entry.table();
            if (table.isEmpty()) {
                entry.problem("must be a table with name and field, mbean or code, as under [[check.probe]]");
            }
            table.ifPresent(this::probe);
        }
        if (probes.size() > MOST) {
            check.problem(KEY, "has more than " + MOST + " probes");
        }
        if (check.has(KEY) && invariants.isEmpty()) {
            check.problem(KEY, "is not used: there is no [[check.invariant]] that names a probe");
        }
        return probes;
    }

    private void probe(Section table) {
        List<String> path = path(table);
        List<String> of = nodes(table);
        Optional<Source> source = source(table);
        When when = when(table, source.isEmpty() || source.get() instanceof Source.Field);
        boolean optional = table.flag("optional", false);
        table.refuseOthers();
        if (!path.isEmpty() && source.isPresent()) {
            probes.add(new StateProbe(path, of, source.get(), when, optional));
        }
    }

    private List<String> path(Section table) {
        String name = table.requiredText("name", "what its value is published under, as \"term\"");
        List<String> path = List.of(name.split("\\.", -1));
        if (name.isBlank()) {
            return List.of();
        }
        if (path.contains("") || name.chars().anyMatch(Character::isWhitespace)) {
            table.problem("name", "'" + name + "' is no name; its parts stand between points, without blanks");
            return List.of();
        }
        if (probes.stream().anyMatch(other -> other.path().equals(path))) {
            table.problem("name", "there is another probe '" + name + "'");
        }
        for (StateProbe other : probes) {
            if (begins(path, other.path()) || begins(other.path(), path)) {
                table.problem(
                        "name",
                        "'" + name + "' and the probe '" + other.name()
                                + "' begin alike, and one ends there; a value of"
                                + " one would be a member of the other's, so give one another first part");
            }
        }
        if (!invariants.isEmpty() && invariants.stream().noneMatch(invariant -> invariant.mayAskFor(path, groups))) {
            table.problem("name", "is not used: no invariant names '" + name + "'");
        }
        return path;
    }

    private static boolean begins(List<String> path, List<String> longer) {
        return longer.size() > path.size() && longer.subList(0, path.size()).equals(path);
    }

    private List<String> nodes(Section table) {
        if (!table.has("nodes") || !table.isArray("nodes")) {
            String all = table.text("nodes", "all");
            if (!all.equals("all")) {
                table.problem("nodes", "must be \"all\" or a list of nodes, is '" + all + "'");
            }
            return nodes;
        }
        List<String> named = new ArrayList<>();
        for (Template node : table.filled("nodes")) {
            if (!nodes.contains(node.text())) {
                table.problem(
                        "nodes", "'" + node.text() + "' is no node; " + Spelling.hint(node.text(), "nodes", nodes));
            }
            named.add(node.text());
        }
        if (named.isEmpty()) {
            table.problem("nodes", "is empty; leave it out for all nodes");
        }
        return named;
    }

    private Optional<Source> source(Section table) {
        List<String> kinds = new ArrayList<>();
        for (String kind : List.of("field", "mbean", "code")) {
            if (table.has(kind)) {
                kinds.add(kind);
            }
        }
        if (kinds.size() != 1) {
            table.problem(
                    kinds.isEmpty() ? "name" : kinds.getLast(),
                    "a probe says where it is read: field with class, mbean with attribute, or code; "
                            + (kinds.isEmpty() ? "none stands here" : "only one of them, here are " + kinds));
            kinds.forEach(kind -> table.text(kind, ""));
            table.has("class");
            table.has("attribute");
            table.has("part");
            return Optional.empty();
        }
        return switch (kinds.getFirst()) {
            case "field" -> field(table);
            case "mbean" -> attribute(table);
            default ->
                className(table, "code", "the class that is asked, a java.util.concurrent.Callable")
                        .map(Source.Code::new);
        };
    }

    private static Optional<Source> field(Section table) {
        String path = table.requiredText("field", "the field, as \"INSTANCE.state.term\"");
        Optional<String> className = className(table, "class", "the class that has the first field");
        if (path.isBlank()) {
            return Optional.empty();
        }
        try {
            FieldPath read = FieldPath.parse(path);
            return className.map(name -> new Source.Field(name, read));
        } catch (IllegalArgumentException e) {
            table.problem("field", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Source> attribute(Section table) {
        String mbean = table.requiredText("mbean", "the name of an MBean, or a pattern of names");
        String attribute = table.requiredText("attribute", "the attribute of the MBean");
        Optional<String> part = table.has("part") ? Optional.of(table.text("part", "")) : Optional.empty();
        if (mbean.isBlank() || attribute.isBlank()) {
            return Optional.empty();
        }
        if (!attribute.matches(ATTRIBUTE)) {
            table.problem(
                    "attribute",
                    "'" + attribute + "' is no attribute; an item of a composite one stands behind a point");
        }
        try {
            ObjectName name = new ObjectName(mbean);
            if (part.isPresent() && name.getKeyProperty(part.get()) == null && !name.isPropertyListPattern()) {
                table.problem("part", "the name of the MBean has no key '" + part.get() + "'");
            }
            return Optional.of(new Source.Attribute(mbean, attribute, part));
        } catch (MalformedObjectNameException e) {
            table.problem("mbean", "'" + mbean + "' is no name of MBeans: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<String> className(Section table, String key, String what) {
        String name = table.requiredText(key, what);
        if (!name.isBlank() && !name.matches(CLASS_NAME)) {
            table.problem(key, "'" + name + "' is no class; write its full name, with $ before a nested one");
            return Optional.empty();
        }
        return name.isBlank() ? Optional.empty() : Optional.of(name);
    }

    private static When when(Section table, boolean ofField) {
        String text = table.text("at", ofField ? "turn" : "every 100ms");
        if (text.equals("turn")) {
            if (!ofField) {
                table.problem(
                        "at", "code of the node runs for this probe, so it is read in periods, as \"every 100ms\"");
            }
            return new When.EachTurn();
        }
        try {
            if (Moment.parse(text) instanceof Moment.Every(Duration period)) {
                return new When.Every(period);
            }
            table.problem("at", "'" + text + "' is not when a probe is read; write \"turn\" or \"every 100ms\"");
        } catch (IllegalArgumentException e) {
            table.problem(
                    "at",
                    text.startsWith("every")
                            ? String.valueOf(e.getMessage())
                            : "'" + text + "' is not when a probe is read; write \"turn\" or \"every 100ms\"");
        }
        return new When.Every(PERIOD);
    }
}
