package dev.faultline.check;

import dev.faultline.check.picture.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Judge} says.
 *
 * @param kind the verdict
 * @param model the model, with its settings
 * @param guessed whether the model was guessed from the content
 * @param level the level
 * @param sentence the verdict in a sentence
 * @param evidence lines that show it: the operations of a counterexample, the edges of a cycle and who is in it
 * @param details the same for programs: values are strings, numbers, booleans, null, lists and maps
 * @param picture of the counterexample; empty if there is none
 * @param intake how much of the input it is about
 * @param traffic what clients did and how fast; empty if that was not looked at
 */
public record Answer(
        Kind kind,
        String model,
        boolean guessed,
        String level,
        String sentence,
        List<String> evidence,
        Map<String, Object> details,
        Optional<Picture> picture,
        Optional<Traffic> traffic,
        Intake intake) {

    /** The verdicts. */
    public enum Kind {
        /** There is an explanation. */
        VALID,
        /** There is none. */
        VIOLATION,
        /** A limit came first. */
        UNKNOWN
    }

    /** Copies the lines. */
    public Answer {
        evidence = List.copyOf(evidence);
    }

    /** A value of a history as {@link #details} may hold it: what is no number, boolean, list or null becomes its words. */
    public static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Double number when number.isNaN() || number.isInfinite() -> number.toString();
            case Number number -> number;
            case Boolean truth -> truth;
            case List<?> list -> {
                List<@Nullable Object> plain = new ArrayList<>();
                list.forEach(element -> plain.add(plain(element)));
                yield plain;
            }
            default -> value.toString();
        };
    }
}
