package dev.faultline.chaos;

import dev.faultline.chaos.format.LogFormats;
import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.PacketFilter;
import dev.faultline.sim.PathPattern;

/** The ranges of parts that several faults have. */
final class Ranges {
    private Ranges() {}

    static void chance(double chance) {
        WrongPart.unless(
                chance > 0 && chance <= 1,
                "chance",
                "the chance must be above 0 and 1 at most, was " + Numbers.text(chance));
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
    }
}
