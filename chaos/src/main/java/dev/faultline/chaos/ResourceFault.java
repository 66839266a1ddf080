package dev.faultline.chaos;

import java.time.Duration;
import java.util.List;

/** What a node's machine has less of. The lines of text are in {@link Fault}. */
public sealed interface ResourceFault extends Fault {
    /**
     * A node gets a share of the processors: what its threads do takes the reciprocal of that. Beside k threads of others that compute
     * all the time, on c processors, it is c/(c+k): so a busy neighbour with two on two processors leaves a half.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param share from 0.0001 to less than 1
     * @param lasting how long it is so
     */
    @Kind(
            word = "cpu-share",
            also = {"cpu-pressure"},
            doc = "a node gets a share of the processors: what it computes takes the reciprocal of that")
    record CpuShare(
            @Parts.Nodes List<String> nodes,

            @Part(
                    is = Notation.NUMBER,
                    said = "to",
                    doc = "the share, below 1; beside k busy threads of others, on c processors, it is c/(c+k)")
            double share,

            @Parts.Lasting Duration lasting)
            implements ResourceFault {
        /** Checks the ranges. */
        public CpuShare {
            nodes = Names.checkOrAll(nodes);
            WrongPart.unless(
                    share >= 0.0001 && share < 1,
                    "share",
                    "the share is from 0.0001 to less than 1, was " + Numbers.text(share));
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * A program may have so many files and sockets open; each more fails with "Too many open files".
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param files how many, 0 to 1,000,000
     * @param lasting how long it is so
     */
    @Kind(word = "file-limit", doc = "a program may have so many files and sockets open; each more is refused")
    record FileLimit(
            @Parts.Nodes List<String> nodes,

            @Part(is = Notation.COUNT, said = "to", doc = "how many")
            long files,

            @Parts.Lasting Duration lasting)
            implements ResourceFault {
        /** Checks the ranges. */
        public FileLimit {
            nodes = Names.checkOrAll(nodes);
            WrongPart.unless(
                    files >= 0 && files <= 1_000_000,
                    "files",
                    "the limit is from 0 to 1000000, was " + Numbers.countText(files));
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * A program may have so many threads; to start another is an {@link OutOfMemoryError}.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param threads how many, 0 to 1,000,000
     * @param lasting how long it is so
     */
    @Kind(word = "thread-limit", doc = "a program may have so many threads; to start another is an OutOfMemoryError")
    record ThreadLimit(
            @Parts.Nodes List<String> nodes,

            @Part(is = Notation.COUNT, said = "to", doc = "how many")
            long threads,

            @Parts.Lasting Duration lasting)
            implements ResourceFault {
        /** Checks the ranges. */
        public ThreadLimit {
            nodes = Names.checkOrAll(nodes);
            WrongPart.unless(
                    threads >= 0 && threads <= 1_000_000,
                    "threads",
                    "the limit is from 0 to 1000000, was " + Numbers.countText(threads));
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * The code of a program may have so much of its heap in use; what would be more is an {@link OutOfMemoryError} at the place that
     * allocates it. It is an account of what the program's own classes allocate, as {@link dev.faultline.sim.NodeLimits.Heap} says.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param bytes how much, 0 B to 1,024 GB
     * @param lifetime how long what is allocated counts as in use, from 1 us
     * @param lasting how long it is so
     */
    @Kind(
            word = "memory-limit",
            also = {"memory-pressure", "heap-limit"},
            doc = "what the code of a program allocates counts as in use for a lifetime; more than the limit is an"
                    + " OutOfMemoryError")
    record MemoryLimit(
            @Parts.Nodes List<String> nodes,

            @Part(is = Notation.BYTES, said = "to", doc = "how much may be in use")
            long bytes,

            @Part(
                    is = Notation.DURATION,
                    said = "lifetime",
                    usual = "1s",
                    doc = "how long what is allocated counts as in use, in virtual time, or ever")
            Duration lifetime,

            @Parts.Lasting Duration lasting)
            implements ResourceFault {
        private static final long BYTES_MAX = 1_024L << 30;

        /** Checks the ranges. */
        public MemoryLimit {
            nodes = Names.checkOrAll(nodes);
            WrongPart.unless(
                    bytes >= 0 && bytes <= BYTES_MAX,
                    "bytes",
                    "the limit is from 0B to 1024GB, was " + Numbers.bytesText(bytes));
            WrongPart.unless(
                    lifetime.compareTo(Duration.ofNanos(1_000)) >= 0 && lifetime.compareTo(Times.LASTING_MAX) <= 0,
                    "lifetime",
                    "a lifetime is from 1us to 100 days, or ever; was " + Times.text(lifetime));
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }
}
