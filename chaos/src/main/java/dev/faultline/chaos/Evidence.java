package dev.faultline.chaos;

import java.time.Duration;
import java.util.List;

/**
 * What shows that a fault took effect, or that it did not.
 *
 * @param effective whether the system met the fault
 * @param sentences what was seen
 */
public record Evidence(boolean effective, List<String> sentences) {
    /** Copies the sentences. */
    public Evidence {
        sentences = List.copyOf(sentences);
    }

    /** Makes one of these sentences. */
    public static Evidence of(boolean effective, String... sentences) {
        return new Evidence(effective, List.of(sentences));
    }

    /** Returns the number and the noun, in the plural where it must be: {@code count(2, "segment")}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Returns the duration in the greatest unit of which it has one or more, such as {@code 1.5ms}. */
    public static String duration(Duration duration) {
        return Times.text(duration);
    }

    /** Returns so many nanoseconds in the greatest unit of which they have one or more. */
    public static String duration(long nanos) {
        return Times.text(nanos);
    }
}
