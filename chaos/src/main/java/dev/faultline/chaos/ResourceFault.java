package dev.faultline.chaos;

import java.time.Duration;
import java.util.List;

/** What a node's machine has less of. The lines of text are in {@link Fault}. */
public sealed interface ResourceFault extends Fault {
    /**
     * A node gets a share of the processors: what its threads do takes the reciprocal of that.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param share from 0.0001 to 1
     * @param lasting how long it is so
     */
    @Kind(
            word = "cpu-share",
            also = {"cpu-pressure"},
            doc = "a node gets a share of the processors: what it computes takes the reciprocal of that")
    record CpuShare(
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.NUMBER, said = "to", doc = "the share, to 1")
            double share,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements ResourceFault {
        /** Checks the ranges. */
        public CpuShare {
            nodes = Names.checkOrAll(nodes);
            WrongPart.unless(
                    share >= 0.0001 && share <= 1,
                    "share",
                    "the share is from 0.0001 to 1, was " + Numbers.text(share));
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
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.COUNT, said = "to", doc = "how many")
            long files,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements ResourceFault {
        /** Checks the ranges. */
        public FileLimit {
            nodes = Names.checkOrAll(nodes);
            WrongPart.unless(files >= 0 && files <= 1_000_000, "files", "the limit is from 0 to 1000000, was " + files);
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
            @Part(is = Notation.NODES, doc = "the nodes") List<String> nodes,

            @Part(is = Notation.COUNT, said = "to", doc = "how many")
            long threads,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements ResourceFault {
        /** Checks the ranges. */
        public ThreadLimit {
            nodes = Names.checkOrAll(nodes);
            WrongPart.unless(
                    threads >= 0 && threads <= 1_000_000, "threads", "the limit is from 0 to 1000000, was " + threads);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }
}
