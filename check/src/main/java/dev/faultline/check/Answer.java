package dev.faultline.check;

import dev.faultline.check.picture.Picture;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link Judge} says.
 *
 * @param kind the verdict
 * @param model the model, with its settings
 * @param guessed whether the model was guessed from the content
 * @param level the level
 * @param sentence the verdict in a sentence
 * @param evidence lines that show it: the operations of a counterexample, the edges of a cycle
 * @param details the same for programs: values are strings, numbers, booleans, lists and maps
 * @param picture of the counterexample; empty if there is none
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
        Optional<Traffic> traffic) {

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
}
