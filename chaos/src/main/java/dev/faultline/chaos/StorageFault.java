package dev.faultline.chaos;

import dev.faultline.sim.DiskFault;
import java.time.Duration;
import java.util.Locale;

/** What breaks at a node's disk. The lines of text are in {@link Fault}. */
public sealed interface StorageFault extends Fault {
    /**
     * Every call of a node's disk takes longer.
     *
     * @param node the node
     * @param factor how many times as long as usual; above 1, 1,000,000 at most
     * @param lasting how long it is so
     */
    record SlowDisk(String node, double factor, Duration lasting) implements StorageFault {
        /** Checks the ranges. */
        public SlowDisk {
            Names.check(node);
            if (!(factor > 1 && factor <= 1_000_000)) {
                throw new IllegalArgumentException(
                        "the factor of a slow disk must be above 1 and 1000000 at most, was " + Numbers.text(factor));
            }
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return "slow-disk " + node + " by x" + Numbers.text(factor) + Times.lasting(lasting);
        }
    }

    /**
     * Calls of a node's disk fail with an input/output error.
     *
     * @param node the node
     * @param operation which calls
     * @param path the file, or the folder below which files are affected, without spaces; {@code /} for all
     * @param chance how likely each call is to fail, above 0 to 1
     * @param lasting how long it is so
     */
    record DiskError(String node, DiskFault.Operation operation, String path, double chance, Duration lasting)
            implements StorageFault {
        /** Checks the ranges. */
        public DiskError {
            Names.check(node);
            if (!path.startsWith("/") || path.chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException(
                        "the path of a disk error must begin with '/' and have no spaces, was '" + path + "'");
            }
            if (!(chance > 0 && chance <= 1)) {
                throw new IllegalArgumentException(
                        "the chance of a disk error must be above 0 and 1 at most, was " + Numbers.text(chance));
            }
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return "disk-error " + node + " at " + operation.name().toLowerCase(Locale.ROOT) + " of " + path + " with "
                    + Numbers.text(chance) + Times.lasting(lasting);
        }
    }

    /**
     * A node's disk has no room for more than it holds.
     *
     * @param node the node
     * @param lasting how long it is so
     */
    record FullDisk(String node, Duration lasting) implements StorageFault {
        /** Checks the ranges. */
        public FullDisk {
            Names.check(node);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return "full-disk " + node + Times.lasting(lasting);
        }
    }

    /**
     * A node's file system is mounted read-only, as Linux does after an error of the device: what would change it fails.
     *
     * @param node the node
     * @param lasting how long it is so
     */
    record ReadOnlyDisk(String node, Duration lasting) implements StorageFault {
        /** Checks the ranges. */
        public ReadOnlyDisk {
            Names.check(node);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return "read-only-disk " + node + Times.lasting(lasting);
        }
    }
}
