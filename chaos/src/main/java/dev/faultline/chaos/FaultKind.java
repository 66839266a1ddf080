package dev.faultline.chaos;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of faults, by the word that begins their text. */
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
    FULL_DISK;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Arrays.stream(values()).map(FaultKind::word).toList();
    }

    static FaultKind of(Fault fault) {
        return switch (fault) {
            case Fault.Kill ignored -> KILL;
            case Fault.PowerLoss ignored -> POWER_LOSS;
            case Fault.Pause ignored -> PAUSE;
            case Fault.Partition ignored -> PARTITION;
            case Fault.Latency ignored -> LATENCY;
            case Fault.Stall ignored -> STALL;
            case Fault.Reset ignored -> RESET;
            case Fault.ClockJump ignored -> CLOCK_JUMP;
            case Fault.ClockDrift ignored -> CLOCK_DRIFT;
            case Fault.SlowDisk ignored -> SLOW_DISK;
            case Fault.DiskError ignored -> DISK_ERROR;
            case Fault.FullDisk ignored -> FULL_DISK;
        };
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
        return this == PARTITION || this == LATENCY || this == STALL || this == RESET;
    }
}
