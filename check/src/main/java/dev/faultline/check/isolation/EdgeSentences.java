package dev.faultline.check.isolation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why edges are there. */
interface EdgeSentences {

    /**
     * Why {@code from} comes before {@code to}.
     *
     * @param label what the edge carries: as a rule the key that both transactions used
     */
    Reason reason(int from, int to, EdgeKind kind, int label);

    /**
     * A reason, as {@link Anomaly.Edge} has it.
     *
     * @param fromValue what {@code from} wrote to the key or read of it, a list if it wrote several things; null if it is not
     *     about a key, or nothing was read
     * @param toValue the same of {@code to}
     */
    record Reason(
            String sentence,
            @Nullable String key,
            @Nullable Object fromValue,
            @Nullable Object toValue) {

        /** A sentence that is about no key. */
        static Reason of(String sentence) {
            return new Reason(sentence, null, null, null);
        }

        /** A sentence about a key of which nothing needs to be told apart. */
        static Reason of(String sentence, String key) {
            return new Reason(sentence, key, null, null);
        }

        /** What is written, as one value if it is one. */
        static Object values(List<@Nullable Object> values) {
            Object first = values.size() == 1 ? values.getFirst() : null;
            return first == null ? values : first;
        }
    }
}
