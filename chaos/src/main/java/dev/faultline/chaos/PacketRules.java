package dev.faultline.chaos;

import dev.faultline.sim.PacketFilter;
import java.util.List;

/**
 * Rules that give some of the packets a chance of their own: the first that takes a packet decides about it, and for the others
 * the chance of the fault holds. They are about the links and the packets of the fault only. Immutable.
 *
 * @param rules in their order; none changes nothing
 */
public record PacketRules(List<Rule> rules) {
    /** No rules. */
    public static final PacketRules NONE = new PacketRules(List.of());

    /** Copies what it is given. */
    public PacketRules {
        rules = List.copyOf(rules);
    }

    /** Returns these rules, in their order. */
    public static PacketRules of(Rule... rules) {
        return new PacketRules(List.of(rules));
    }

    /**
     * A chance that some packets have.
     *
     * @param chance from 0 to 1
     * @param which not all
     */
    public record Rule(double chance, PacketFilter which) {
        /** Checks the range, and that there is something to go by. */
        public Rule {
            if (!(chance >= 0 && chance <= 1)) {
                throw new IllegalArgumentException(
                        "the chance of a rule must be from 0 to 1, was " + Numbers.text(chance));
            }
            if (which.equals(PacketFilter.ALL)) {
                throw new IllegalArgumentException(
                        "a rule is about some of the packets, such as 'udp port 7000'; the others have the chance of"
                                + " the fault");
            }
            if (!PacketNotation.isOfOneLine(which)) {
                throw new IllegalArgumentException(
                        "a text of several lines cannot stand here; write it with hex or regex");
            }
        }
    }

    @Override
    public String toString() {
        return PacketNotation.text(this);
    }
}
