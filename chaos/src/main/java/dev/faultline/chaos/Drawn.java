package dev.faultline.chaos;

import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Durations and whole numbers that are written, or drawn from what is written: {@code 5s}, {@code uniform 1s..5s}, {@code log 2..16}. */
public final class Drawn {
    private Drawn() {}

    /**
     * Makes sure that the text is a duration from 0 to 100 days, or a range of such.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static void checkDuration(String text) {
        Times.checkAt(duration(text, Range::least));
        Times.checkAt(duration(text, Range::greatest));
    }

    /** Returns the duration, drawn if it is a range. */
    public static Duration duration(String text, Rng rng) {
        return duration(text, range -> range.draw(rng));
    }

    /** Returns the duration, the least if it is a range. */
    public static Duration leastDuration(String text) {
        return duration(text, Range::least);
    }

    /** Returns whether the text is a range from which something can be drawn, right or wrong. */
    public static boolean isRange(String text) {
        return Range.FORM.matcher(text).matches();
    }

    /**
     * Makes sure that the text is a range of whole numbers between these.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static void checkWhole(String text, long min, long max) {
        Range range = Range.parse(text);
        for (String end : List.of(range.least(), range.greatest())) {
            if (!end.matches("[0-9]{1,15}") || Long.parseLong(end) < min || Long.parseLong(end) > max) {
                throw new IllegalArgumentException("'" + end + "' is no whole number from " + min + " to " + max);
            }
        }
    }

    /** Returns a whole number drawn from the range; each of them, on its scale, is as likely as any other. */
    public static long whole(String text, Rng rng) {
        return Long.parseLong(Range.parse(text).draw(rng));
    }

    private static Duration duration(String text, Function<Range, String> number) {
        return Times.parse(Substitution.of(text, Range.FORM, found -> number.apply(Range.parse(found.group())))
                .text());
    }

    /** Returns the text that reads back as the duration. */
    public static String text(Duration duration) {
        return Times.text(duration);
    }
}
