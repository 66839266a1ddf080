package dev.faultline.chaos;

import dev.faultline.sim.DiskFault;
import java.time.Duration;
import java.util.List;

/** What makes the contents of a node's disk other than they were written. The lines of text are in {@link Fault}. */
public sealed interface DamageFault extends Fault {
    /**
     * Bits of what is read or written are the other way round: one bit in each call that is struck.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param operation reading or writing
     * @param path which files, as a {@link dev.faultline.sim.PathPattern}
     * @param bytes which bytes of them a call must touch; of what it touches, only these are struck by a flip
     * @param chance how likely each call is to be struck, above 0 to 1
     * @param times how many calls are struck at most; {@link Long#MAX_VALUE} for no limit
     * @param layer where it shows: in the page cache, where the next who reads sees it, or on the disk only; of a read it is well again the next time
     * @param lasting how long it is so
     */
    @Kind(word = "bit-flip", doc = "a bit of what is read or written is the other way round")
    record BitFlip(
            @Parts.Nodes List<String> nodes,

            @Part(is = Notation.OPERATION, said = "at", doc = "read or write")
            DiskFault.Operation operation,

            @Parts.Files String path,
            @Parts.Bytes ByteRange bytes,
            @Parts.Chance double chance,
            @Parts.Times long times,
            @Parts.Layer DiskFault.Layer layer,
            @Parts.Lasting Duration lasting)
            implements DamageFault {
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
     * @param bytes which bytes of them a call must touch; of what it touches, only these are struck by a flip
     * @param unit in bytes: 512 for sectors, 4096 for pages; from 1 to 1,048,576
     * @param chance how likely each call is to be struck, above 0 to 1
     * @param times how many calls are struck at most; {@link Long#MAX_VALUE} for no limit
     * @param layer where it shows: in the page cache, where the next who reads sees it, or on the disk only
     * @param lasting how long it is so
     */
    @Kind(word = "torn-write", doc = "only the beginning of what is written gets there")
    record TornWrite(
            @Parts.Nodes List<String> nodes,
            @Parts.Files String path,
            @Parts.Bytes ByteRange bytes,

            @Part(is = Notation.BYTES, said = "unit", usual = "512B", doc = "what is written whole or not at all")
            long unit,

            @Parts.Chance double chance,
            @Parts.Times long times,
            @Parts.Layer DiskFault.Layer layer,
            @Parts.Lasting Duration lasting)
            implements DamageFault {
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
     * @param bytes which bytes of them a call must touch; of what it touches, only these are struck by a flip
     * @param chance how likely each call is to be struck, above 0 to 1
     * @param times how many calls are struck at most; {@link Long#MAX_VALUE} for no limit
     * @param layer where it shows: in the page cache, where the next who reads sees it, or on the disk only
     * @param lasting how long it is so
     */
    @Kind(word = "lost-write", doc = "a write is acknowledged and was never made")
    record LostWrite(
            @Parts.Nodes List<String> nodes,
            @Parts.Files String path,
            @Parts.Bytes ByteRange bytes,
            @Parts.Chance double chance,
            @Parts.Times long times,
            @Parts.Layer DiskFault.Layer layer,
            @Parts.Lasting Duration lasting)
            implements DamageFault {
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
     * What is written goes to another place of the file, or to another file, and what was there in its place stays.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param path which files, as a {@link dev.faultline.sim.PathPattern}
     * @param bytes which bytes of them a call must touch; of what it touches, only these are struck by a flip
     * @param by how many bytes further on it goes, negative for towards the beginning; zero in another file only
     * @param into the path of the file that it goes to, or {@link #SAME}; where there is none, the write is lost
     * @param chance how likely each call is to be struck, above 0 to 1
     * @param times how many calls are struck at most; {@link Long#MAX_VALUE} for no limit
     * @param layer where it shows: in the page cache, where the next who reads sees it, or on the disk only
     * @param lasting how long it is so
     */
    @Kind(word = "misdirected-write", doc = "what is written goes to another place of the file, or to another file")
    record MisdirectedWrite(
            @Parts.Nodes List<String> nodes,
            @Parts.Files String path,
            @Parts.Bytes ByteRange bytes,

            @Part(is = Notation.SHIFT, said = "by", doc = "how far it goes astray")
            long by,

            @Part(is = Notation.OTHER_PATH, said = "into", usual = "same", doc = "the file that it goes to")
            String into,

            @Parts.Chance double chance,
            @Parts.Times long times,
            @Parts.Layer DiskFault.Layer layer,
            @Parts.Lasting Duration lasting)
            implements DamageFault {
        /** Stands for the file that was to be written. */
        public static final String SAME = "same";

        /** Makes one that stays in its file. */
        public MisdirectedWrite(
                List<String> nodes,
                String path,
                ByteRange bytes,
                long by,
                double chance,
                long times,
                DiskFault.Layer layer,
                Duration lasting) {
            this(nodes, path, bytes, by, SAME, chance, times, layer, lasting);
        }

        /** Checks the ranges. */
        public MisdirectedWrite {
            nodes = Names.checkOrAll(nodes);
            Ranges.path(path);
            WrongPart.unless(
                    into.equals(SAME) || (into.startsWith("/") && into.chars().noneMatch(Character::isWhitespace)),
                    "into",
                    "the other file is an absolute path without spaces, or same, was '" + into + "'");
            WrongPart.unless(
                    into.chars().noneMatch(c -> c == '*' || c == '?'),
                    "into",
                    "a write goes to one file; '" + into + "' is a pattern");
            WrongPart.unless(
                    by != 0 || !(into.equals(SAME) || into.equals(path)),
                    "by",
                    "a write that is not shifted is not misdirected");
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
            @Parts.Nodes List<String> nodes,
            @Parts.Files String path,
            @Parts.Chance double chance,
            @Parts.Times long times,
            @Parts.Lasting Duration lasting)
            implements DamageFault {
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
            @Parts.Nodes List<String> nodes,
            @Parts.OneFile String path,

            @Part(is = Notation.PLACE, said = "byte", usual = "any", doc = "which byte")
            long at,

            @Part(is = Notation.PLACE, said = "bit", usual = "any", doc = "which bit, 0 to 7")
            long bit,

            @Parts.Layer DiskFault.Layer layer)
            implements DamageFault {
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
            @Parts.Nodes List<String> nodes,
            @Parts.OneFile String path,

            @Part(is = Notation.BYTES, said = "by", doc = "how many bytes are lost")
            long bytes)
            implements DamageFault {
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
