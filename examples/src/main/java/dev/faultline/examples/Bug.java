package dev.faultline.examples;

import java.util.Arrays;
import java.util.Locale;

/** The mistakes that can be planted; each sits at the one place that asks for it. */
enum Bug {
    NONE,
    /** {@link DurableLog#durableIndex}: what was written counts as held, although it is not on disk yet. */
    ACK_BEFORE_SYNC,
    /** {@link Replica#start}: any node answers reads from its own state. */
    STALE_READ,
    /** {@link Replica#confirmedSince}: who was elected once believes to be the primary for ever. */
    TWO_PRIMARIES;

    /** Parses for example {@code stale-read}; the empty text is {@link #NONE}. */
    static Bug parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        return Arrays.stream(values())
                .filter(bug -> bug.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "system property bug: '" + text + "' is not one of " + Arrays.toString(values())));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
