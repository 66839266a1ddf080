package dev.faultline.check;

import java.util.function.BooleanSupplier;

/**
 * When a check has to give up. Each limit holds for each partition (key) on its own, so that the verdict does
 * not depend on the order in which partitions are looked at. Immutable.
 *
 * @param operations most operations that one partition may have; at least 1
 * @param configurations most configurations that the search of one partition may visit; at least 1
 * @param memoryBytes most memory that the search of one partition may hold, its input not counted; at least 1
 * @param stop asked now and then, from any thread; true ends the check, as for a deadline. The check itself
 *     reads no clock
 */
public record Limits(long operations, long configurations, long memoryBytes, BooleanSupplier stop) {

    /** @throws IllegalArgumentException if a limit is below 1 */
    public Limits {
        requirePositive("operations", operations);
        requirePositive("configurations", configurations);
        requirePositive("memoryBytes", memoryBytes);
    }

    /** A thousand million configurations and 1 GiB for each partition, any number of operations, no stop. */
    public static Limits standard() {
        return new Limits(Long.MAX_VALUE, 1_000_000_000, 1L << 30, () -> false);
    }

    /** These limits with another {@link #operations}. */
    public Limits withOperations(long most) {
        return new Limits(most, configurations, memoryBytes, stop);
    }

    /** These limits with another {@link #configurations}. */
    public Limits withConfigurations(long most) {
        return new Limits(operations, most, memoryBytes, stop);
    }

    /** These limits with another {@link #memoryBytes}. */
    public Limits withMemoryBytes(long most) {
        return new Limits(operations, configurations, most, stop);
    }

    /** These limits with another {@link #stop}. */
    public Limits stoppedBy(BooleanSupplier other) {
        return new Limits(operations, configurations, memoryBytes, other);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("limit '" + name + "' must be at least 1, not " + value);
        }
    }
}
