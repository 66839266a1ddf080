package dev.faultline.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What shows that a fault took effect, or that it did not.
 *
 * @param effective whether the system met the fault
 * @param sentences what was seen of it
 * @param instead what was seen instead of an effect, for reports; events of a run do not have it
 */
public record Evidence(boolean effective, List<String> sentences, List<String> instead) {
    /** Copies the sentences. */
    public Evidence {
        sentences = List.copyOf(sentences);
        instead = List.copyOf(instead);
    }

    /** Makes one that tells nothing beside. */
    public Evidence(boolean effective, List<String> sentences) {
        this(effective, sentences, List.of());
    }

    /** Makes one of these sentences. */
    public static Evidence of(boolean effective, String... sentences) {
        return new Evidence(effective, List.of(sentences));
    }

    /** Returns the same, with what was seen instead. */
    public Evidence instead(String sentence) {
        return new Evidence(effective, sentences, List.of(sentence));
    }

    /** Returns the same, with more that was seen. */
    public Evidence and(List<String> more) {
        List<String> all = new ArrayList<>(sentences);
        all.addAll(more);
        return new Evidence(effective, all, instead);
    }

    /** Returns all there is to tell: of what had no effect also what was seen instead. */
    public List<String> told() {
        return effective ? sentences : and(instead).sentences();
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
