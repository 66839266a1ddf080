package dev.faultline.chaos;

import java.util.List;

/**
 * What shows that a fault took effect, or that it did not.
 *
 * @param effective whether the system met the fault
 * @param sentences what was seen
 */
record Evidence(boolean effective, List<String> sentences) {
    Evidence {
        sentences = List.copyOf(sentences);
    }

    static Evidence of(boolean effective, String... sentences) {
        return new Evidence(effective, List.of(sentences));
    }

    /** Returns the number and the noun, in the plural where it must be: {@code count(2, "segment")}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
