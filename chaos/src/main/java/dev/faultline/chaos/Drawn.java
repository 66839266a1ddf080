package dev.faultline.chaos;

import dev.faultline.sim.Rng;
import java.time.Duration;
import java.util.function.Function;

/** Durations that are written, or drawn from what is written: {@code 5s}, {@code uniform 1s..5s}. */
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

    private static Duration duration(String text, Function<Range, String> number) {
        return Times.parse(Substitution.of(text, Range.FORM, found -> number.apply(Range.parse(found.group())))
                .text());
    }

    /** Returns the text that reads back as the duration. */
    public static String text(Duration duration) {
        return Times.text(duration);
    }
}
