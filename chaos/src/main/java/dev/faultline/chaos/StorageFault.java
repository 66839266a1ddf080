package dev.faultline.chaos;

import dev.faultline.sim.DiskFault;
import dev.faultline.sim.Distribution;
import java.time.Duration;
import java.util.List;

/** What breaks at a node's disk. The lines of text are in {@link Fault}. */
public sealed interface StorageFault extends Fault {
    /**
     * Every call of a node's disk takes longer.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param factor how many times as long as usual; above 1, 1,000,000 at most
     * @param lasting how long it is so
     */
    @Kind(word = "slow-disk", doc = "every call of the disk takes longer")
    record SlowDisk(
            @Parts.Nodes List<String> nodes,

            @Part(is = Notation.FACTOR, said = "by", doc = "how many times as long")
            double factor,

            @Parts.Lasting Duration lasting)
            implements StorageFault {
        /** Makes one of a single node. */
        public SlowDisk(String node, double factor, Duration lasting) {
            this(List.of(node), factor, lasting);
        }

        /** Checks the ranges. */
        public SlowDisk {
            nodes = Names.checkOrAll(nodes);
            WrongPart.unless(
                    factor > 1 && factor <= 1_000_000,
                    "factor",
                    "the factor of a slow disk must be above 1 and 1000000 at most, was " + Numbers.text(factor));
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Calls of a node's disk fail, with an input/output error unless another is asked for.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param operation which calls
     * @param path a pattern of the files, without spaces; {@code /} for all
     * @param chance how likely each call is to fail, above 0 to 1
     * @param failure what they are answered
     * @param lasting how long it is so
     */
    @Kind(
            word = "disk-error",
            also = {"disk-io-failure", "disk-io"},
            doc = "calls of the disk fail, with an input/output error or another")
    record DiskError(
            @Parts.Nodes List<String> nodes,

            @Part(is = Notation.OPERATION, said = "at", doc = "which calls")
            DiskFault.Operation operation,

            @Part(is = Notation.PATTERN, said = "of", doc = "the files")
            String path,

            @Part(is = Notation.NUMBER, said = "with", doc = "how likely each call is to fail")
            double chance,

            @Part(is = Notation.FAILURE, said = "answering", usual = "EIO", doc = "what they are answered")
            DiskFault.Failure failure,

            @Parts.Lasting Duration lasting)
            implements StorageFault {
        /** Makes one of a single node, with an input/output error. */
        public DiskError(String node, DiskFault.Operation operation, String path, double chance, Duration lasting) {
            this(List.of(node), operation, path, chance, DiskFault.Failure.EIO, lasting);
        }

        /** Checks the ranges. */
        public DiskError {
            nodes = Names.checkOrAll(nodes);
            WrongPart.unless(
                    path.startsWith("/") && path.chars().noneMatch(Character::isWhitespace),
                    "path",
                    "the path of a disk error must begin with '/' and have no spaces, was '" + path + "'");
            Ranges.chance(chance);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * A node's disk has no room for more than it holds.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param lasting how long it is so
     */
    @Kind(word = "full-disk", doc = "there is no room for more")
    record FullDisk(
            @Parts.Nodes List<String> nodes, @Parts.Lasting Duration lasting) implements StorageFault {
        /** Makes one of a single node. */
        public FullDisk(String node, Duration lasting) {
            this(List.of(node), lasting);
        }

        /** Checks the ranges. */
        public FullDisk {
            nodes = Names.checkOrAll(nodes);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * A node's file system is mounted read-only, as Linux does after an error of the device: what would change it fails.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param lasting how long it is so
     */
    @Kind(word = "read-only-disk", doc = "the file system is mounted read-only, as Linux does after an error")
    record ReadOnlyDisk(
            @Parts.Nodes List<String> nodes, @Parts.Lasting Duration lasting) implements StorageFault {
        /** Makes one of a single node. */
        public ReadOnlyDisk(String node, Duration lasting) {
            this(List.of(node), lasting);
        }

        /** Checks the ranges. */
        public ReadOnlyDisk {
            nodes = Names.checkOrAll(nodes);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Calls of the disk take longer.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param operation which calls; not changes of names
     * @param path which files, as a {@link dev.faultline.sim.PathPattern}
     * @param extra how much longer
     * @param lasting how long it is so
     */
    @Kind(word = "disk-delay", doc = "calls of the disk take longer, by a distribution")
    record DiskDelay(
            @Parts.Nodes List<String> nodes,

            @Part(is = Notation.OPERATION, said = "at", doc = "which calls: read, write or sync")
            DiskFault.Operation operation,

            @Parts.Files String path,

            @Part(is = Notation.DISTRIBUTION, said = "by", doc = "how much longer")
            Distribution extra,

            @Parts.Lasting Duration lasting)
            implements StorageFault {
        /** Checks the ranges. */
        public DiskDelay {
            nodes = Names.checkOrAll(nodes);
            Ranges.path(path);
            WrongPart.unless(
                    operation != DiskFault.Operation.CHANGE, "operation", "read, write and sync can take longer");
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * A disk takes so many bytes a second at most: syncs take that much longer, one behind the other.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param bytes a second, at least 1
     * @param lasting how long it is so
     */
    @Kind(word = "disk-bandwidth", doc = "a disk takes so many bytes a second at most; syncs wait")
    record DiskBandwidth(
            @Parts.Nodes List<String> nodes,

            @Part(is = Notation.BYTES, said = "to", doc = "how many bytes a second")
            long bytes,

            @Parts.Lasting Duration lasting)
            implements StorageFault {
        /** Checks the ranges. */
        public DiskBandwidth {
            nodes = Names.checkOrAll(nodes);
            WrongPart.unless(bytes >= 1, "bytes", "a disk takes a byte a second at least");
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * The disk does not answer; what was there is there when it is back.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param lasting how long it is so
     */
    @Kind(word = "dead-disk", doc = "the disk does not answer: every call fails with an input/output error")
    record DeadDisk(
            @Parts.Nodes List<String> nodes, @Parts.Lasting Duration lasting) implements StorageFault {
        /** Checks the ranges. */
        public DeadDisk {
            nodes = Names.checkOrAll(nodes);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }
}
