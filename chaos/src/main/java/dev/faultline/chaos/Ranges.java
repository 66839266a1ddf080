package dev.faultline.chaos;

import dev.faultline.chaos.format.LogFormats;
import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.PacketFilter;
import dev.faultline.sim.PathPattern;
import java.time.Duration;

/** The ranges of parts that several faults have. */
final class Ranges {
    private Ranges() {}

    static void chance(double chance) {
        WrongPart.unless(
                chance > 0 && chance <= 1,
                "chance",
                "the chance must be above 0 and 1 at most, was " + Numbers.text(chance));
    }

    /** A chance of zero is one where a rule has another. */
    static void chance(double chance, PacketRules except) {
        if (chance != 0 || except.rules().stream().allMatch(rule -> rule.chance() == 0)) {
            chance(chance);
        }
    }

    static void times(long times) {
        WrongPart.unless(times >= 1, "times", "a call is struck at least once, was " + times);
    }

    static void chosen(double chosen) {
        WrongPart.unless(
                chosen > 0 && chosen <= 1,
                "chosen",
                "the chance of being chosen must be above 0 and 1 at most, was " + Numbers.text(chosen));
    }

    static void method(String pattern) {
        try {
            MethodPattern.of(pattern);
        } catch (IllegalArgumentException e) {
            throw new WrongPart("method", String.valueOf(e.getMessage()));
        }
    }

    static void path(String path) {
        try {
            PathPattern.of(path);
        } catch (IllegalArgumentException e) {
            throw new WrongPart("path", String.valueOf(e.getMessage()));
        }
        WrongPart.unless(
                path.chars().noneMatch(Character::isWhitespace),
                "path",
                "a pattern of paths has no spaces here, write '?' for one; was '" + path + "'");
    }

    /** A format that is not there cannot be meant. */
    static void format(String format) {
        try {
            if (!format.equals(RecordFault.ANY)) {
                LogFormats.named(format);
            }
        } catch (IllegalArgumentException e) {
            throw new WrongPart("format", String.valueOf(e.getMessage()));
        }
    }

    /** Between which nodes packets go is what the links say. */
    static void filter(PacketFilter only) {
        WrongPart.unless(
                only.from().isEmpty() && only.to().isEmpty(),
                "only",
                "the links say from where and to where; leave that to them in '" + only + "'");
        WrongPart.unless(
                PacketNotation.isOfOneLine(only),
                "only",
                "a text of several lines cannot stand here; write it with hex or regex");
    }

    /** Connections show nothing of what is done to datagrams. */
    static void filterOfDatagrams(PacketFilter only) {
        filter(only);
        WrongPart.unless(
                only.protocol() != PacketFilter.Protocol.TCP,
                "only",
                "this is about datagrams; connections see none of it, so that '" + only + "' takes none");
    }

    /** A rule that comes too late, or is about packets that the fault does not take, says nothing. */
    static void rules(PacketRules except, PacketFilter.Protocol taken) {
        for (int i = 0; i < except.rules().size(); i++) {
            PacketRules.Rule rule = except.rules().get(i);
            PacketFilter.Protocol own = rule.which().protocol();
            WrongPart.unless(
                    taken == PacketFilter.Protocol.ANY || own == PacketFilter.Protocol.ANY || own == taken,
                    "except",
                    "the rule of '" + rule.which() + "' decides nothing: the fault takes "
                            + (taken == PacketFilter.Protocol.UDP ? "datagrams" : "connections") + " only");
            WrongPart.unless(
                    except.rules().subList(0, i).stream()
                            .noneMatch(before -> before.which().equals(rule.which())),
                    "except",
                    "the second rule of '" + rule.which() + "' decides nothing: the first that takes a packet does");
        }
    }

    /** What streams carry is not looked at where they are held up as a whole. */
    static void filterOfStreams(PacketFilter only) {
        filter(only);
        WrongPart.unless(
                only.content().kind() == PacketFilter.Kind.ANY,
                "only",
                "a stall takes whole streams; it cannot go by what packets carry, as '" + only + "' does");
    }

    static void gathered(String part, long packets, int least) {
        WrongPart.unless(
                packets >= least && packets <= 10_000,
                part,
                "there are from " + least + " to 10000 datagrams, were " + Numbers.countText(packets));
    }

    static void patience(String part, Duration time) {
        untilAnHour(part, "wait for", time);
    }

    static void lateness(String part, Duration time) {
        untilAnHour(part, "may be late by", time);
    }

    private static void untilAnHour(String part, String what, Duration time) {
        WrongPart.unless(
                time.isPositive() && time.compareTo(Duration.ofHours(1)) <= 0,
                part,
                "datagrams " + what + " more than 0s and at most 1h, was " + Times.text(time));
    }
}
