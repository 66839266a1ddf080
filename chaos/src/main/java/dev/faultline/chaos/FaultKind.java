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
    FULL_DISK,
    READ_ONLY_DISK,
    DATAGRAMS;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Arrays.stream(values()).map(FaultKind::word).toList();
    }

    static FaultKind of(Fault fault) {
        return switch (fault) {
            case ProcessFault.Kill ignored -> KILL;
            case ProcessFault.PowerLoss ignored -> POWER_LOSS;
            case ProcessFault.Pause ignored -> PAUSE;
            case NetworkFault.Partition ignored -> PARTITION;
            case NetworkFault.Latency ignored -> LATENCY;
            case NetworkFault.Stall ignored -> STALL;
            case NetworkFault.Reset ignored -> RESET;
            case ClockFault.ClockJump ignored -> CLOCK_JUMP;
            case ClockFault.ClockDrift ignored -> CLOCK_DRIFT;
            case StorageFault.SlowDisk ignored -> SLOW_DISK;
            case StorageFault.DiskError ignored -> DISK_ERROR;
            case StorageFault.FullDisk ignored -> FULL_DISK;
            case StorageFault.ReadOnlyDisk ignored -> READ_ONLY_DISK;
            case NetworkFault.Datagrams ignored -> DATAGRAMS;
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
        return this == PARTITION || this == LATENCY || this == STALL || this == RESET || this == DATAGRAMS;
    }
}
