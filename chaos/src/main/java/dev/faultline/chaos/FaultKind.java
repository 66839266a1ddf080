package dev.faultline.chaos;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of faults that a plan may draw, by the word that begins their text. */
enum FaultKind {
    KILL,
    POWER_LOSS,
    PAUSE,
    PARTITION,
    LATENCY,
    STALL,
    RESET,
    CLOCK_JUMP,
    CLOCK_DRIFT,
    SLOW_DISK,
    DISK_ERROR,
    FULL_DISK,
    READ_ONLY_DISK,
    DATAGRAMS;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Arrays.stream(values()).map(FaultKind::word).toList();
    }

    /** Returns the kind of that word; throws {@link IllegalArgumentException} if there is none. */
    static FaultKind ofWord(String word) {
        for (FaultKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "'" + word + "' is no kind of fault; the kinds are " + String.join(", ", words()));
    }

    /** Returns whether a fault of this kind takes nodes out of service. */
    boolean isDown() {
        return this == KILL || this == POWER_LOSS || this == PAUSE;
    }

    /** Returns whether a fault of this kind happens between nodes. */
    boolean needsLink() {
        return this == PARTITION || this == LATENCY || this == STALL || this == RESET || this == DATAGRAMS;
    }
}
