package dev.faultline.chaos.file;

import dev.faultline.sim.PacketFilter;
import dev.faultline.sim.PacketFilter.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes which packets are meant as it stands in the line of a fault, from tables: {@code { protocol = "udp", port = 7000 }}, and
 * with a {@code chance} in them for rules.
 */
final class PacketTexts {
    private PacketTexts() {}

    /** Returns the filter of a table; empty if it is none, which is told. */
    static Optional<String> filter(Fields table) {
        List<String> words = new ArrayList<>();
        Protocol protocol = MessageReader.choice(table, "protocol", Protocol.ANY, Protocol.values());
        if (protocol != Protocol.ANY) {
            words.add(protocol.name().toLowerCase(Locale.ROOT));
        }
        list(table, words, "from", "from");
        list(table, words, "to", "to");
        list(table, words, "at", "at", "host", "hosts", "address");
        list(table, words, "port", "port", "ports");
        MessageReader.content(table)
                .ifPresent(content -> words.add(PacketFilter.ALL.with(content).toString()));
        if (words.isEmpty()) {
            table.problem(
                    "says nothing of the packets; it has some of protocol, from, to, at, port, text, bytes and regex");
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", words));
    }

    private static void list(Fields table, List<String> words, String word, String... names) {
        table.take(names)
                .flatMap(taken -> PartTexts.nodes(table, taken))
                .ifPresent(list -> words.add(word + " " + list));
    }

    /** Returns the rule of a table. */
    static Optional<String> rule(Fields table) {
        Optional<String> chance = table.text("chance", "probability", "with");
        if (chance.isEmpty()) {
            table.problem("'chance' is missing; it is the chance that these packets have, such as 0.5");
        }
        Optional<String> which = filter(table);
        return chance.flatMap(number -> which.map(packets -> number + " of " + packets));
    }

    /** Returns the rules of a list of tables, or of texts. */
    static Optional<String> rules(Fields fields, Fields.Taken taken, Tree.Items list) {
        List<String> rules = new ArrayList<>();
        for (Tree item : list.items()) {
            Optional<String> rule = Optional.empty();
            if (item instanceof Tree.Table table) {
                Fields inner = new Fields(table, fields.path(taken.key()), fields.mistakes());
                rule = rule(inner);
                inner.refuseOthers();
            } else if (item instanceof Tree.Value value && value.type() == Tree.Scalar.TEXT) {
                rule = Optional.of(value.text());
            } else {
                fields.mistakes()
                        .add(
                                item.spot(),
                                fields.path(taken.key()),
                                "must be a table, such as { chance = 0, protocol = \"tcp\" }, or \"0 of tcp\"");
            }
            if (rule.isEmpty()) {
                return Optional.empty();
            }
            rules.add(rule.get());
        }
        if (rules.isEmpty()) {
            fields.problem(taken.key(), "the list is empty; leave it out where no packets have another chance");
        }
        return rules.isEmpty() ? Optional.empty() : Optional.of(String.join(" else ", rules));
    }
}
