package dev.faultline.chaos;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

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
    DATAGRAMS,
    STOP,
    FLAP,
    LOSS,
    CORRUPTION,
    REORDERING,
    BANDWIDTH,
    CLOCK_FREEZE,
    CLOCK_STROBE,
    DISK_DELAY,
    DISK_BANDWIDTH,
    DEAD_DISK,
    CPU_SHARE,
    FILE_LIMIT,
    THREAD_LIMIT,
    MEMORY_LIMIT,
    WIPE,
    BIT_FLIP,
    TORN_WRITE,
    LOST_WRITE,
    MISDIRECTED_WRITE,
    LOST_SYNC,
    BIT_ROT,
    TRUNCATE;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return words(kind -> true);
    }

    static List<String> words(Predicate<FaultKind> which) {
        return Arrays.stream(values()).filter(which).map(FaultKind::word).toList();
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

    /** Returns whether such a fault can be drawn among so many nodes, within the budget. */
    boolean isPossible(int nodes, SafetyBudget budget) {
        return (nodes > 1 || !needsLink())
                && (budget.down() > 0 || !isDown())
                && (budget.cutOff() > 0 || !(this == PARTITION || (nodes == 2 && cutsOff())))
                && (budget.damaged() > 0 || !isDamage());
    }

    /**
     * Returns whether a fault of this kind takes nodes out of service, or lets their programs end or stand still as they are refused
     * what they need.
     */
    boolean isDown() {
        return switch (this) {
            case KILL, POWER_LOSS, PAUSE, STOP, WIPE -> true;
            case DISK_ERROR, FULL_DISK, READ_ONLY_DISK, DEAD_DISK, FILE_LIMIT, THREAD_LIMIT, MEMORY_LIMIT -> true;
            default -> false;
        };
    }

    /** Returns whether a fault of this kind may separate nodes from the rest. */
    boolean cutsOff() {
        return this == PARTITION || this == STALL || this == FLAP;
    }

    /** Returns whether a fault of this kind happens between nodes. */
    private boolean needsLink() {
        return switch (this) {
            case PARTITION, LATENCY, STALL, RESET, DATAGRAMS, FLAP, LOSS, CORRUPTION, REORDERING, BANDWIDTH -> true;
            default -> false;
        };
    }

    /** Returns whether after a fault of this kind a disk may hold other than what was written. */
    boolean isDamage() {
        return switch (this) {
            case WIPE, BIT_FLIP, TORN_WRITE, LOST_WRITE, MISDIRECTED_WRITE, LOST_SYNC, BIT_ROT, TRUNCATE -> true;
            default -> false;
        };
    }
}
