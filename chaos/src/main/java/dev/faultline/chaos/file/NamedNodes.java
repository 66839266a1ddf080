package dev.faultline.chaos.file;

import dev.faultline.chaos.Fault;
import dev.faultline.journal.Spelling;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads the nodes of which a moment speaks; one that is not there is told at its place, where that is known. */
record NamedNodes(Surroundings surroundings) {
    /** Returns the nodes that make a call: all that faults may touch, unless a list says other. */
    List<String> ofCall(Fields fields, Fields.Taken taken) {
        List<String> names = names(fields, taken);
        if (names.isEmpty() || names.equals(List.of(Fault.ALL))) {
            return List.of(Fault.ALL);
        }
        check(fields, taken, names, surroundings.nodes());
        return names;
    }

    /** Returns the nodes that send a message, or that it is for. */
    List<String> ofMessage(Fields fields, Fields.Taken taken) {
        List<String> names = names(fields, taken);
        check(fields, taken, names, all());
        return names;
    }

    /** Returns the node of an event; of what nodes print, only those are looked at that faults may touch. */
    String ofEvent(Fields fields, Fields.Taken taken, boolean isLine) {
        String name = fields.text(taken).orElse("");
        check(fields, taken, List.of(name), isLine ? surroundings.nodes() : all());
        return name;
    }

    private List<String> all() {
        return Stream.of(surroundings.nodes(), surroundings.clients(), surroundings.others())
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> names(Fields fields, Fields.Taken taken) {
        return PartTexts.nodes(fields, taken)
                .map(text -> Arrays.asList(text.split("\\s*,\\s*")))
                .orElse(List.of());
    }

    private void check(Fields fields, Fields.Taken taken, List<String> names, List<String> known) {
        for (int i = 0; i < names.size() && !surroundings.nodes().isEmpty(); i++) {
            String name = names.get(i);
            if (!known.contains(name)) {
                Tree.Spot spot =
                        taken.tree() instanceof Tree.Items list && list.items().size() == names.size()
                                ? list.items().get(i).spot()
                                : fields.spot(taken.key());
                fields.mistakes().add(spot, fields.path(taken.key()), missing(name, known));
            }
        }
    }

    private String missing(String name, List<String> known) {
        return surroundings.others().contains(name) || surroundings.clients().contains(name)
                ? "'" + name + "' is no node that faults may touch, and of others this is not looked at; nodes are "
                        + String.join(", ", known)
                : "there is no node '" + name + "'; " + Spelling.hint(name, "nodes", known);
    }
}
