package dev.faultline.chaos.scenario;

import dev.faultline.chaos.Drawn;
import dev.faultline.sim.Rng;
import java.time.Duration;

/**
 * A length of time, perhaps one that is drawn: {@code 5s}, {@code uniform 1s..5s}, {@code log 10ms..10s}.
 *
 * @param text as it is written
 */
public record Span(String text) {
    /**
     * Checks that it is one.
     *
     * @throws IllegalArgumentException if it is not, or is negative, or may be more than 100 days
     */
    public Span {
        text = text.strip();
        Drawn.checkDuration(text);
    }

    /** Returns a length of time that is fixed. */
    public static Span of(Duration duration) {
        return new Span(Drawn.text(duration));
    }

    /** Returns the least that may be drawn. */
    public Duration least() {
        return Drawn.leastDuration(text);
    }

    Duration draw(Rng rng) {
        return Drawn.duration(text, rng);
    }

    @Override
    public String toString() {
        return text;
    }
}
