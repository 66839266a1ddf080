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
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.FACTOR, said = "by", doc = "how many times as long")
            double factor,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
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
     * Calls of a node's disk fail with an input/output error.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param operation which calls
     * @param path the file, or the folder below which files are affected, without spaces; {@code /} for all
     * @param chance how likely each call is to fail, above 0 to 1
     * @param lasting how long it is so
     */
    @Kind(
            word = "disk-error",
            also = {"disk-io-failure", "disk-io"},
            doc = "calls of the disk fail with an input/output error")
    record DiskError(
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.OPERATION, said = "at", doc = "which calls")
            DiskFault.Operation operation,

            @Part(is = Notation.PATH, said = "of", doc = "the file, or the folder below which files are affected")
            String path,

            @Part(is = Notation.NUMBER, said = "with", doc = "how likely each call is to fail")
            double chance,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements StorageFault {
        /** Makes one of a single node. */
        public DiskError(String node, DiskFault.Operation operation, String path, double chance, Duration lasting) {
            this(List.of(node), operation, path, chance, lasting);
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
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements StorageFault {
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
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements StorageFault {
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
     * Bits of what is read or written are the other way round: one bit in each call that is struck.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param operation reading or writing
     * @param path which files, as a {@link dev.faultline.sim.PathPattern}
     * @param chance how likely each call is to be struck, above 0 to 1
     * @param times how many calls are struck at most; {@link Long#MAX_VALUE} for no limit
     * @param layer where it shows: in the page cache, where the next who reads sees it, or on the disk only; of a read it is well again the next time
     * @param lasting how long it is so
     */
    @Kind(word = "bit-flip", doc = "a bit of what is read or written is the other way round")
    record BitFlip(
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.OPERATION, said = "at", doc = "read or write")
            DiskFault.Operation operation,

            @Part(is = Notation.PATTERN, said = "of", doc = "the files")
            String path,

            @Part(is = Notation.NUMBER, said = "with", usual = "1", doc = "how likely each call is to be struck")
            double chance,

            @Part(is = Notation.COUNT, said = "times", usual = "any", doc = "how many calls are struck at most")
            long times,

            @Part(is = Notation.LAYER, said = "in", usual = "cache", doc = "where it shows")
            DiskFault.Layer layer,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements StorageFault {
        /** Checks the ranges. */
        public BitFlip {
            nodes = Names.checkOrAll(nodes);
            Ranges.path(path);
            WrongPart.unless(
                    operation == DiskFault.Operation.READ || operation == DiskFault.Operation.WRITE,
                    "operation",
                    "a bit flips at read or write");
            Ranges.chance(chance);
            Ranges.times(times);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Of what is written only the beginning gets there, to a drawn multiple of the unit.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param path which files, as a {@link dev.faultline.sim.PathPattern}
     * @param unit in bytes: 512 for sectors, 4096 for pages; from 1 to 1,048,576
     * @param chance how likely each call is to be struck, above 0 to 1
     * @param times how many calls are struck at most; {@link Long#MAX_VALUE} for no limit
     * @param layer where it shows: in the page cache, where the next who reads sees it, or on the disk only
     * @param lasting how long it is so
     */
    @Kind(word = "torn-write", doc = "only the beginning of what is written gets there")
    record TornWrite(
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.PATTERN, said = "of", doc = "the files")
            String path,

            @Part(is = Notation.BYTES, said = "unit", usual = "512B", doc = "what is written whole or not at all")
            long unit,

            @Part(is = Notation.NUMBER, said = "with", usual = "1", doc = "how likely each call is to be struck")
            double chance,

            @Part(is = Notation.COUNT, said = "times", usual = "any", doc = "how many calls are struck at most")
            long times,

            @Part(is = Notation.LAYER, said = "in", usual = "cache", doc = "where it shows")
            DiskFault.Layer layer,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements StorageFault {
        /** Checks the ranges. */
        public TornWrite {
            nodes = Names.checkOrAll(nodes);
            Ranges.path(path);
            WrongPart.unless(
                    unit >= 1 && unit <= 1 << 20,
                    "unit",
                    "the unit of a torn write is from 1 B to 1 MB, was " + unit + " B");
            Ranges.chance(chance);
            Ranges.times(times);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Writes are acknowledged and were never made.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param path which files, as a {@link dev.faultline.sim.PathPattern}
     * @param chance how likely each call is to be struck, above 0 to 1
     * @param times how many calls are struck at most; {@link Long#MAX_VALUE} for no limit
     * @param layer where it shows: in the page cache, where the next who reads sees it, or on the disk only
     * @param lasting how long it is so
     */
    @Kind(word = "lost-write", doc = "a write is acknowledged and was never made")
    record LostWrite(
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.PATTERN, said = "of", doc = "the files")
            String path,

            @Part(is = Notation.NUMBER, said = "with", usual = "1", doc = "how likely each call is to be struck")
            double chance,

            @Part(is = Notation.COUNT, said = "times", usual = "any", doc = "how many calls are struck at most")
            long times,

            @Part(is = Notation.LAYER, said = "in", usual = "cache", doc = "where it shows")
            DiskFault.Layer layer,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements StorageFault {
        /** Checks the ranges. */
        public LostWrite {
            nodes = Names.checkOrAll(nodes);
            Ranges.path(path);
            Ranges.chance(chance);
            Ranges.times(times);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * What is written goes to another place of the file, and what was there in its place stays.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param path which files, as a {@link dev.faultline.sim.PathPattern}
     * @param by how many bytes further on it goes, negative for towards the beginning; not zero
     * @param chance how likely each call is to be struck, above 0 to 1
     * @param times how many calls are struck at most; {@link Long#MAX_VALUE} for no limit
     * @param layer where it shows: in the page cache, where the next who reads sees it, or on the disk only
     * @param lasting how long it is so
     */
    @Kind(word = "misdirected-write", doc = "what is written goes to another place of the file")
    record MisdirectedWrite(
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.PATTERN, said = "of", doc = "the files")
            String path,

            @Part(is = Notation.SHIFT, said = "by", doc = "how far it goes astray")
            long by,

            @Part(is = Notation.NUMBER, said = "with", usual = "1", doc = "how likely each call is to be struck")
            double chance,

            @Part(is = Notation.COUNT, said = "times", usual = "any", doc = "how many calls are struck at most")
            long times,

            @Part(is = Notation.LAYER, said = "in", usual = "cache", doc = "where it shows")
            DiskFault.Layer layer,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements StorageFault {
        /** Checks the ranges. */
        public MisdirectedWrite {
            nodes = Names.checkOrAll(nodes);
            Ranges.path(path);
            WrongPart.unless(by != 0, "by", "a write that is not shifted is not misdirected");
            Ranges.chance(chance);
            Ranges.times(times);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Syncs are answered and have made nothing durable, as by a disk that lies.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param path which files, as a {@link dev.faultline.sim.PathPattern}
     * @param chance how likely each call is to be struck, above 0 to 1
     * @param times how many calls are struck at most; {@link Long#MAX_VALUE} for no limit
     * @param lasting how long it is so
     */
    @Kind(word = "lost-sync", doc = "a sync is answered and has made nothing durable")
    record LostSync(
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.PATTERN, said = "of", doc = "the files")
            String path,

            @Part(is = Notation.NUMBER, said = "with", usual = "1", doc = "how likely each call is to be struck")
            double chance,

            @Part(is = Notation.COUNT, said = "times", usual = "any", doc = "how many calls are struck at most")
            long times,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements StorageFault {
        /** Checks the ranges. */
        public LostSync {
            nodes = Names.checkOrAll(nodes);
            Ranges.path(path);
            Ranges.chance(chance);
            Ranges.times(times);
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
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.OPERATION, said = "at", doc = "which calls: read, write or sync")
            DiskFault.Operation operation,

            @Part(is = Notation.PATTERN, said = "of", doc = "the files")
            String path,

            @Part(is = Notation.DISTRIBUTION, said = "by", doc = "how much longer")
            Distribution extra,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
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
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.BYTES, said = "to", doc = "how many bytes a second")
            long bytes,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
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
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements StorageFault {
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

    /**
     * A bit of a file turns round at rest. This takes no time, and nothing undoes it.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param path which files; one of those that there are is drawn
     * @param at the byte, from 0; -1 for one that is drawn
     * @param bit from 0, the least, to 7; -1 for one that is drawn
     * @param layer where it shows: in the page cache, where the next who reads sees it, or on the disk only
     */
    @Kind(word = "bit-rot", doc = "a bit of a file turns round at rest; nothing undoes it")
    record BitRot(
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.PATTERN, said = "of", doc = "the files, of which one is drawn")
            String path,

            @Part(is = Notation.PLACE, said = "byte", usual = "any", doc = "which byte")
            long at,

            @Part(is = Notation.PLACE, said = "bit", usual = "any", doc = "which bit, 0 to 7")
            long bit,

            @Part(is = Notation.LAYER, said = "in", usual = "cache", doc = "where it shows")
            DiskFault.Layer layer)
            implements StorageFault {
        /** Checks the ranges. */
        public BitRot {
            nodes = Names.checkOrAll(nodes);
            Ranges.path(path);
            WrongPart.unless(at >= -1, "at", "bytes are counted from 0, was " + at);
            WrongPart.unless(bit >= -1 && bit <= 7, "bit", "a bit is from 0 to 7, was " + bit);
        }

        @Override
        public Duration lasting() {
            return Duration.ZERO;
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * A file loses its end at rest. This takes no time, and nothing undoes it.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param path which files; one of those that there are is drawn
     * @param bytes how many are lost, at least 1; all if the file has less
     */
    @Kind(word = "truncate", doc = "a file loses its end at rest; nothing undoes it")
    record Truncate(
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.PATTERN, said = "of", doc = "the files, of which one is drawn")
            String path,

            @Part(is = Notation.BYTES, said = "by", doc = "how many bytes are lost")
            long bytes)
            implements StorageFault {
        /** Checks the ranges. */
        public Truncate {
            nodes = Names.checkOrAll(nodes);
            Ranges.path(path);
            WrongPart.unless(bytes >= 1, "bytes", "a file loses a byte at least");
        }

        @Override
        public Duration lasting() {
            return Duration.ZERO;
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }
}
