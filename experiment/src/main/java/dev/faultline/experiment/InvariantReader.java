package dev.faultline.experiment;

import dev.faultline.chaos.file.EventNames;
import dev.faultline.invariant.Invariant;
import dev.faultline.invariant.InvariantException;
import dev.faultline.invariant.Moment;
import dev.faultline.journal.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the invariants of {@code [check]}: {@code [[check.invariant]]} and {@code [check.groups]}. */
final class InvariantReader {
    private static final String KEY = "invariant";
    private static final String GROUPS = "groups";
    private static final int MOST = 1_000;

    private final Section check;
    private final boolean client;
    private final List<String> nodes;
    private final List<Invariant> invariants = new ArrayList<>();

    /**
     * Makes a reader.
     *
     * @param client whether there is one, so that there are operations
     * @param nodes those of the system
     */
    InvariantReader(Section check, boolean client, List<String> nodes) {
        this.check = check;
        this.client = client;
        this.nodes = nodes;
    }

    InvariantSpec read() {
        Map<String, List<String>> groups = groups();
        for (Section.Entry entry : check.entries(KEY)) {
            Optional<Section> table = entry.table();
            if (table.isEmpty()) {
                entry.problem("must be a table with name and holds, as under [[check.invariant]]");
            }
            table.ifPresent(this::invariant);
        }
        if (invariants.size() > MOST) {
            check.problem(KEY, "has more than " + MOST + " invariants");
        }
        if (!groups.isEmpty() && !check.has(KEY)) {
            check.problem(GROUPS, "is not used: there is no [[check.invariant]]");
        }
        for (String group : check.has(KEY) ? groups.keySet() : Set.<String>of()) {
            if (invariants.stream().noneMatch(invariant -> invariant.groups().contains(group))) {
                check.section(GROUPS).problem(group, "is not used: no invariant goes through it");
            }
        }
        return new InvariantSpec(invariants, groups, new StateProbeReader(check, nodes, invariants, groups).read());
    }

    private Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        if (!check.has(GROUPS)) {
            return groups;
        }
        Section section = check.section(GROUPS);
        for (String name : section.keys()) {
            List<String> objects =
                    section.filled(name).stream().map(Template::text).toList();
            if (section.isArray(name) && (objects.isEmpty() || objects.stream().anyMatch(String::isBlank))) {
                section.problem(name, "must be a list of names of objects, one at least");
            }
            groups.put(name, objects);
        }
        return groups;
    }

    private void invariant(Section table) {
        String name = table.requiredText("name", "what the invariant is called");
        String holds = table.requiredText("holds", "what must hold, as \"min(balance) >= 0\"");
        List<Moment> moments = moments(table);
        table.refuseOthers();
        if (name.isBlank() || holds.isBlank()) {
            return;
        }
        try {
            Invariant read = Invariant.parse(name, holds).at(moments.toArray(Moment[]::new));
            if (!read.name().equals(name)) {
                table.problem("holds", "calls itself '" + read.name() + "', and its name is '" + name + "'");
            }
            if (invariants.stream().anyMatch(other -> other.name().equals(read.name()))) {
                table.problem("name", "there is another invariant '" + read.name() + "'");
            }
            if (!read.namesAnything()) {
                table.problem("holds", "names nothing that could change, so there is nothing to look at");
            }
            if (!client && read.namesOperation()) {
                table.problem("holds", "asks for operations, and there is no client, as its class is \"none\"");
            }
            invariants.add(read);
        } catch (InvariantException e) {
            table.problem("holds", "line " + e.line() + ", column " + e.column() + " of it: " + e.problem());
        }
    }

    private List<Moment> moments(Section table) {
        List<Moment> moments = new ArrayList<>();
        boolean list = table.has("at") && table.isArray("at");
        List<String> texts = list
                ? table.filled("at").stream().map(Template::text).toList()
                : List.of(table.text("at", Moment.operation().toString()));
        if (texts.isEmpty()) {
            table.problem("at", "is empty; write " + Moment.FORMS);
        }
        for (String text : texts) {
            try {
                Moment moment = Moment.parse(text);
                if (!client && moment.equals(Moment.operation())) {
                    table.problem(
                            "at", "there are no operations, as the class of the client is \"none\"; write \"change\"");
                }
                if (moment instanceof Moment.AtEvent event && !EventNames.ALL.contains(event.name())) {
                    table.problem(
                            "at",
                            "event '" + event.name() + "' is unknown; "
                                    + Spelling.nearest(event.name(), EventNames.ALL)
                                            .map(near -> "did you mean '" + near + "'?")
                                            .orElse("docs/events.md has all"));
                }
                moments.add(moment);
            } catch (IllegalArgumentException e) {
                table.problem("at", String.valueOf(e.getMessage()));
            }
        }
        return moments.isEmpty() ? List.of(Moment.operation()) : moments;
    }
}
