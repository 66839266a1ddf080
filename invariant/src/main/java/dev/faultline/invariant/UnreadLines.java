package dev.faultline.invariant;

import java.util.List;

/**
 * Lines that speak of a probe or a transaction, and could not be read.
 *
 * @param begun how many of them begin with those words, so that they must have meant it
 * @param first the first hundred of these, as sentences, in order
 * @param others how many have something before the words: what a logger writes, or a sentence that means something else
 */
public record UnreadLines(long begun, List<String> first, long others) {
    /** Copies the list. */
    public UnreadLines {
        first = List.copyOf(first);
    }
}
