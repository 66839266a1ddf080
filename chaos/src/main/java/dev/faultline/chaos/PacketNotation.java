package dev.faultline.chaos;

import dev.faultline.chaos.PacketRules.Rule;
import dev.faultline.sim.PacketFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How packets are written, {@code udp port 7000}, and chances of some of them: {@code 0 of tcp else 0.5 of port 7000}. */
final class PacketNotation {
    private static final String NONE = "none";
    private static final String ELSE = "else";

    /** Words of a filter behind which stands what they say. */
    private static final Set<String> VALUED = Set.of("from", "to", "at", "port", "text", "hex", "regex");

    private PacketNotation() {}

    static PacketFilter filter(Line line) {
        return filter(line.words(VALUED, Set.of()));
    }

    private static PacketFilter filter(String words) {
        return words.equals("any") ? PacketFilter.ALL : PacketFilter.parse(words);
    }

    static String text(PacketFilter filter) {
        return filter.equals(PacketFilter.ALL) ? "any" : filter.toString();
    }

    /** Returns whether it can stand in a line. */
    static boolean isOfOneLine(PacketFilter filter) {
        return filter.content().text().chars().noneMatch(c -> c == '\n' || c == '\r');
    }

    static PacketRules rules(Line line) {
        if (line.isAt(NONE)) {
            line.keyword(NONE);
            return PacketRules.NONE;
        }
        List<Rule> rules = new ArrayList<>();
        do {
            int column = line.column();
            double chance = line.at(column, () -> Numbers.parse(line.word("a chance, such as 0.5")));
            line.keyword("of");
            int packets = line.column();
            PacketFilter which = line.at(packets, () -> filter(line.words(VALUED, Set.of(ELSE))));
            rules.add(line.at(chance > 1 ? column : packets, () -> new Rule(chance, which)));
        } while (isElse(line));
        return new PacketRules(rules);
    }

    static String text(PacketRules rules) {
        return rules.rules().isEmpty()
                ? NONE
                : rules.rules().stream()
                        .map(rule -> Numbers.text(rule.chance()) + " of " + text(rule.which()))
                        .collect(Collectors.joining(" " + ELSE + " "));
    }

    private static boolean isElse(Line line) {
        boolean isElse = line.isAt(ELSE);
        if (isElse) {
            line.keyword(ELSE);
        }
        return isElse;
    }
}
