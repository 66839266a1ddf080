package dev.faultline.examples.structures;

import dev.faultline.examples.raft.Machine;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * What can be done to what is under a key.
 *
 * @param kind whether it changes anything
 * @param argument what may stand behind the key; nothing if that is empty
 * @param carriedOut does it to the words under the key, given the argument, and returns what the client is told: {@code ok}, with
 *     the answer if there is one, or {@code fail}
 */
record Operation(Machine.Kind kind, Pattern argument, BiFunction<List<String>, String, String> carriedOut) {
    private static final Pattern NOTHING = Pattern.compile("");
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern TWO_WORDS = Pattern.compile("\\S+ \\S+");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}");

    /** A change that is told something. */
    static Operation put(BiFunction<List<String>, String, String> carriedOut) {
        return new Operation(Machine.Kind.CHANGE, WORD, carriedOut);
    }

    /** A change that is told a number. */
    static Operation count(BiFunction<List<String>, String, String> carriedOut) {
        return new Operation(Machine.Kind.CHANGE, NUMBER, carriedOut);
    }

    /** A change that is told what it expects and what shall be. */
    static Operation swap(BiFunction<List<String>, String, String> carriedOut) {
        return new Operation(Machine.Kind.CHANGE, TWO_WORDS, carriedOut);
    }

    /** A change that is told nothing. */
    static Operation take(BiFunction<List<String>, String, String> carriedOut) {
        return new Operation(Machine.Kind.CHANGE, NOTHING, carriedOut);
    }

    /** A read that is told nothing. */
    static Operation look(BiFunction<List<String>, String, String> carriedOut) {
        return new Operation(Machine.Kind.READ, NOTHING, carriedOut);
    }

    /** A read that is told something. */
    static Operation ask(BiFunction<List<String>, String, String> carriedOut) {
        return new Operation(Machine.Kind.READ, WORD, carriedOut);
    }
}
