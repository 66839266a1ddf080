package dev.faultline.chaos;

import dev.faultline.journal.Spelling;
import dev.faultline.sim.Distribution;
import dev.faultline.sim.PacketFilter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What breaks between nodes. The lines of text are in {@link Fault}. */
public sealed interface NetworkFault extends Fault {
    /**
     * Nodes cannot reach each other. Nodes that are not named reach all.
     *
     * @param cut which ones
     * @param only which packets are lost when they are sent over these links; all others pass. A link that is cut for all loses
     *     also what is under way
     * @param lasting how long
     */
    @Kind(word = "partition", also = "network-partition", doc = "links between nodes are cut")
    record Partition(
            @Part(is = Notation.CUT, doc = "the shape and the sides")
            Cut cut,

            @Parts.Packets PacketFilter only,
            @Parts.Lasting Duration lasting)
            implements NetworkFault {
        /** Makes one of all packets. */
        public Partition(Cut cut, Duration lasting) {
            this(cut, PacketFilter.ALL, lasting);
        }

        /** Checks the range. */
        public Partition {
            Ranges.filter(only);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * The shape of a partition, and its sides.
     *
     * @param shape who cannot reach whom
     * @param side the nodes of the one side; all of them where the shape is a ring
     * @param other the nodes of the other side; none where the shape is a ring
     */
    record Cut(Shape shape, List<String> side, List<String> other) {
        /** Who cannot reach whom. */
        public enum Shape {
            /** Two sides that differ by one node at most. */
            HALVES,
            /** The one side has fewer nodes than the other. */
            MINORITY,
            /** The one side is one node. */
            ONE_NODE,
            /** What the one side sends does not reach the other; what the other sends arrives. */
            ONE_WAY,
            /** Any two sides. */
            SIDES,
            /** Any two sides; a node that is on neither reaches both. */
            BRIDGE,
            /** Four nodes or more; each reaches the one before and the one after it only. */
            RING;

            String word() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }

            static Shape ofWord(String word) {
                for (Shape shape : values()) {
                    if (shape.word().equals(word)) {
                        return shape;
                    }
                }
                List<String> words = Arrays.stream(values()).map(Shape::word).toList();
                throw new IllegalArgumentException(
                        "'" + word + "' is no shape of a partition; " + Spelling.hint(word, "shapes", words));
            }
        }

        /** Checks that the sides make up the shape. */
        public Cut {
            side = Names.check(side);
            other = shape == Shape.RING ? List.copyOf(other) : Names.check(other);
            Shapes.check(shape, side, other);
        }

        /** Reads what {@link #toString} writes. */
        static Cut read(Line line) {
            Shape shape = line.at(line.column(), () -> Shape.ofWord(line.word("the shape of the partition")));
            int sides = line.column();
            List<String> side = line.at(sides, () -> Names.check(line.names()));
            if (shape == Shape.RING) {
                return line.at(sides, () -> new Cut(shape, side, List.of()));
            }
            String between = shape == Shape.ONE_WAY ? ">" : "|";
            if (!line.symbol(between)) {
                throw line.expected("',' or '" + between + "'");
            }
            List<String> other = line.at(line.column(), () -> Names.check(line.names()));
            return line.at(sides, () -> new Cut(shape, side, other));
        }

        /** Returns the ways that are cut, each once. */
        public List<Way> ways() {
            return Way.of(this);
        }

        @Override
        public String toString() {
            String between = shape == Shape.ONE_WAY ? " > " : " | ";
            return shape.word() + " " + Names.text(side) + (shape == Shape.RING ? "" : between + Names.text(other));
        }
    }

    /**
     * The ways between nodes of the one side and nodes of the other. A node's way to itself is not among them.
     *
     * @param from the nodes of the one side, or {@link #ALL} alone
     * @param to the nodes of the other side, or {@link #ALL} alone
     * @param bothWays whether the ways back are meant too
     */
    record Links(List<String> from, List<String> to, boolean bothWays) {
        /** Checks the names. */
        public Links {
            from = Names.checkOrAll(from);
            to = Names.checkOrAll(to);
            if (from.size() == 1 && from.equals(to) && !Names.isAll(from)) {
                throw new IllegalArgumentException("there is no link from " + from.getFirst() + " to itself");
            }
        }

        /** Reads what {@link #toString} writes. */
        static Links read(Line line) {
            int column = line.column();
            List<String> from = line.names();
            boolean bothWays = line.symbol("<>");
            if (!bothWays && !line.symbol(">")) {
                throw line.expected("',', '>' or '<>'");
            }
            List<String> to = line.names();
            return line.at(column, () -> new Links(from, to, bothWays));
        }

        /**
         * Returns the ways that are meant, each once.
         *
         * @param nodes what {@link #ALL} stands for
         */
        public List<Way> ways(List<String> nodes) {
            return Way.of(this, nodes);
        }

        @Override
        public String toString() {
            return Names.text(from) + (bothWays ? " <> " : " > ") + Names.text(to);
        }
    }

    /**
     * Packets take longer.
     *
     * @param links on which links
     * @param extra how much longer
     * @param only which packets of these links
     * @param lasting how long it is so
     */
    @Kind(
            word = "latency",
            also = {"network-delay", "delay"},
            doc = "packets take longer")
    record Latency(
            @Parts.OnLinks Links links,

            @Part(is = Notation.DISTRIBUTION, said = "by", doc = "how much longer")
            Distribution extra,

            @Parts.Packets PacketFilter only,
            @Parts.Lasting Duration lasting)
            implements NetworkFault {
        /** Makes one of all packets. */
        public Latency(Links links, Distribution extra, Duration lasting) {
            this(links, extra, PacketFilter.ALL, lasting);
        }

        /** Checks the ranges. */
        public Latency {
            Ranges.filter(only);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * What is sent is kept back, without loss, and goes on when the time is over.
     *
     * @param links on which links
     * @param only which packets of these links; not by what they carry, or a stream would be torn
     * @param lasting how long it is so
     */
    @Kind(word = "stall", doc = "what is sent is kept back, without loss")
    record Stall(
            @Parts.OnLinks Links links,
            @Parts.Packets PacketFilter only,
            @Parts.Lasting Duration lasting) implements NetworkFault {
        /** Makes one of all packets. */
        public Stall(Links links, Duration lasting) {
            this(links, PacketFilter.ALL, lasting);
        }

        /** Checks the ranges. */
        public Stall {
            Ranges.filterOfStreams(only);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Links that are down and up in turn.
     *
     * @param links which links
     * @param every from one time that they go down to the next; they are up for the second half of it
     * @param lasting how long it is so
     */
    @Kind(word = "flap", doc = "links are cut and whole in turn, each for half of the period")
    record Flap(
            @Part(is = Notation.LINKS, doc = "which links") Links links,

            @Part(is = Notation.DURATION, said = "every", doc = "the period")
            Duration every,

            @Parts.Lasting Duration lasting)
            implements NetworkFault {
        /** Checks the ranges. */
        public Flap {
            WrongPart.unless(
                    every.compareTo(Duration.ofMillis(1)) >= 0 && every.compareTo(Duration.ofDays(1)) <= 0,
                    "every",
                    "links may flap every 1ms to 24h, was " + Times.text(every));
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Every open connection between nodes of the one side and nodes of the other is reset. This takes no time, and
     * nothing undoes it.
     *
     * @param links between whom; always both ways
     */
    @Kind(word = "reset", doc = "open connections are reset")
    record Reset(
            @Part(is = Notation.LINKS, doc = "between whom; always both ways")
            Links links) implements NetworkFault {
        /** Checks that both ways are meant. */
        public Reset {
            WrongPart.unless(
                    links.bothWays(),
                    "links",
                    "a connection has two directions; write 'reset " + new Links(links.from(), links.to(), true) + "'");
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
