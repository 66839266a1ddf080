package dev.faultline.chaos.file;

import dev.faultline.chaos.FaultForm;
import dev.faultline.chaos.Quotes;
import dev.faultline.journal.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the value of a part of a fault as it stands in the fault's line, from whatever form it has in a table. */
final class PartTexts {
    private final Fields fields;

    PartTexts(Fields fields) {
        this.fields = fields;
    }

    /** Returns the text; empty if there is none, which is told. */
    Optional<String> of(FaultForm.Part part, Fields.Taken taken) {
        Optional<Fields> inner = fields.inner(taken);
        if (inner.isPresent()) {
            Optional<String> text = switch (part.notation()) {
                case "LINKS" -> links(inner.get());
                case "CUT" -> cut(inner.get());
                case "DISTRIBUTION" -> distribution(inner.get());
                case "CHANCES" -> chances(inner.get());
                case "FILTER" -> PacketTexts.filter(inner.get());
                case "RULES" -> PacketTexts.rule(inner.get());
                case "SETTINGS" -> settings(inner.get());
                default -> {
                    fields.problem(
                            taken.key(), "must be " + part.is() + ", such as \"" + part.example() + "\", is a table");
                    inner.get().left().forEach(key -> inner.get().take(key));
                    yield Optional.empty();
                }
            };
            inner.get().refuseOthers();
            return text;
        }
        if (taken.tree() instanceof Tree.Items list) {
            return switch (part.notation()) {
                case "CUT" -> sides(fields, taken, "");
                case "RULES" -> PacketTexts.rules(fields, taken, list);
                default -> names(fields, taken.key(), list);
            };
        }
        if (part.notation().equals("VALUE") && taken.tree() instanceof Tree.Value value) {
            return Optional.of(value.text());
        }
        return fields.text(taken).map(text -> value(part.notation(), text, isNumber(taken)));
    }

    private static boolean isNumber(Fields.Taken taken) {
        return taken.tree() instanceof Tree.Value value && value.type() == Tree.Scalar.NUMBER;
    }

    private static String value(String notation, String text, boolean number) {
        return switch (notation) {
            case "FACTOR" -> number ? "x" + text : text;
            case "TEXT" -> Quotes.quoted(text);
            case "PPM" -> number ? text + "ppm" : text;
            case "DISTRIBUTION" -> text.matches("\\S+") || text.contains("..") ? "constant " + text : text;
            default -> text;
        };
    }

    /** Returns the names of a list with commas between them. */
    private static Optional<String> names(Fields fields, String key, Tree.Items list) {
        List<String> names = new ArrayList<>();
        for (Tree item : list.items()) {
            if (item instanceof Tree.Value value
                    && value.type() != Tree.Scalar.FLAG
                    && value.text().matches("\\S+|@printed.*")) {
                names.add(value.text());
            } else {
                fields.mistakes().add(item.spot(), fields.path(key), "must be the name of a node, such as \"n1\"");
                return Optional.empty();
            }
        }
        if (names.isEmpty()) {
            fields.problem(key, "the list is empty; name the nodes");
            return Optional.empty();
        }
        return Optional.of(String.join(",", names));
    }

    static Optional<String> nodes(Fields fields, Fields.Taken taken) {
        return taken.tree() instanceof Tree.Items list ? names(fields, taken.key(), list) : fields.text(taken);
    }

    private static Optional<String> required(Fields fields, String what, String... names) {
        Optional<Fields.Taken> taken = fields.take(names);
        if (taken.isEmpty()) {
            fields.problem("'" + names[0] + "' is missing; it is " + what);
        }
        return taken.flatMap(each -> nodes(fields, each));
    }

    private static Optional<String> links(Fields table) {
        Optional<String> from = required(table, "a node or a list of nodes", "from", "source", "source-node");
        Optional<String> to = required(table, "a node or a list of nodes", "to", "destination", "destination-node");
        boolean both = table.take("both", "both-ways")
                .map(taken -> {
                    if (taken.tree() instanceof Tree.Value value && value.type() == Tree.Scalar.FLAG) {
                        return value.text().equals("true");
                    }
                    table.problem(taken.key(), "must be true or false");
                    return false;
                })
                .orElse(false);
        return from.flatMap(one -> to.map(other -> one + (both ? " <> " : " > ") + other));
    }

    private static Optional<String> cut(Fields table) {
        String shape = table.text("shape").orElse("");
        Optional<Fields.Taken> groups = table.take("groups", "sides");
        if (groups.isPresent()) {
            return sides(table, groups.get(), shape);
        }
        Optional<String> side = required(table, "the nodes of the one side", "side");
        if (shape.equals("ring")) {
            return side.map(nodes -> "ring " + nodes);
        }
        Optional<String> other = required(table, "the nodes of the other side", "other");
        return side.flatMap(one -> other.map(two -> cut(shape, one, two)));
    }

    private static Optional<String> sides(Fields table, Fields.Taken taken, String shape) {
        if (!(taken.tree() instanceof Tree.Items list)
                || list.items().size() != 2
                || !list.items().stream().allMatch(Tree.Items.class::isInstance)) {
            table.problem(taken.key(), "must be a list of two lists of nodes, such as [[\"n1\"], [\"n2\", \"n3\"]]");
            return Optional.empty();
        }
        Optional<String> one =
                names(table, taken.key(), (Tree.Items) list.items().getFirst());
        Optional<String> two =
                names(table, taken.key(), (Tree.Items) list.items().getLast());
        return one.flatMap(side -> two.map(other -> cut(shape, side, other)));
    }

    private static String cut(String shape, String side, String other) {
        return (shape.isEmpty() ? "sides" : shape) + " " + side + (shape.equals("one-way") ? " > " : " | ") + other;
    }

    private static Optional<String> distribution(Fields table) {
        Optional<String> law = table.text("distribution", "law");
        if (law.isEmpty()) {
            table.problem("'distribution' is missing; it is "
                    + Words.LAWS.keySet().stream().sorted().collect(Collectors.joining(", ")));
            table.left().forEach(table::take);
            return Optional.empty();
        }
        String word = law.get().replace("-", "").replace("_", "");
        List<List<String>> parameters = Words.LAWS.get(word);
        if (parameters == null) {
            table.problem("'" + law.get() + "' is no distribution; "
                    + Spelling.hint(
                            word,
                            "distributions",
                            Words.LAWS.keySet().stream().sorted().toList()));
            table.left().forEach(table::take);
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(word);
        for (List<String> names : parameters) {
            Optional<Fields.Taken> taken = table.take(names.toArray(String[]::new));
            if (taken.isEmpty()) {
                table.problem("'" + names.getFirst() + "' is missing; " + word + " takes "
                        + parameters.stream().map(List::getFirst).collect(Collectors.joining(" and ")));
                return Optional.empty();
            }
            Optional<String> value = nodes(table, taken.get());
            text.append(' ').append(value.orElse("").replace(',', ' '));
        }
        Optional<Fields.Taken> jitter = table.take("jitter");
        if (jitter.isPresent()) {
            Optional<String> added = table.inner(jitter.get())
                    .map(inner -> {
                        Optional<String> inside = distribution(inner);
                        inner.refuseOthers();
                        return inside;
                    })
                    .orElseGet(() -> table.text(jitter.get()).map(value -> value("DISTRIBUTION", value, false)));
            added.ifPresent(value -> text.append(" + ").append(value));
        }
        return Optional.of(text.toString());
    }

    private static Optional<String> settings(Fields table) {
        List<String> settings = new ArrayList<>();
        for (String name : table.left()) {
            Fields.Taken taken = table.take(name).orElseThrow();
            if (taken.tree() instanceof Tree.Value value) {
                settings.add(taken.key() + "=" + value.text());
            } else {
                table.problem(
                        taken.key(),
                        "must be the value of an option, is " + taken.tree().is());
            }
        }
        if (settings.isEmpty()) {
            table.problem("is empty; it has options with their values, such as version = \"2.0\"");
        }
        return settings.isEmpty() ? Optional.empty() : Optional.of(String.join(",", settings));
    }

    private static Optional<String> chances(Fields table) {
        StringBuilder text = new StringBuilder();
        for (String what : List.of("loss", "duplication", "reordering")) {
            table.text(what)
                    .ifPresent(
                            chance -> text.append(' ').append(what).append(' ').append(chance));
        }
        if (text.isEmpty()) {
            table.problem("one of loss, duplication and reordering is missing");
            return Optional.empty();
        }
        return Optional.of(text.toString().strip());
    }
}
