package dev.faultline.chaos;

import dev.faultline.sim.DatagramFaults;
import dev.faultline.sim.Distribution;
import dev.faultline.sim.PacketFilter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What breaks between nodes. The lines of text are in {@link Fault}. */
public sealed interface NetworkFault extends Fault {
    /**
     * Nodes cannot reach each other. Nodes that are not named reach all.
     *
     * @param cut which ones
     * @param lasting how long
     */
    @Kind(word = "partition", also = "network-partition", doc = "links between nodes are cut")
    record Partition(
            @Part(is = Notation.CUT, doc = "the shape and the sides")
            Cut cut,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements NetworkFault {
        /** Checks the range. */
        public Partition {
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
                throw new IllegalArgumentException("'" + word + "' is no shape of a partition; the shapes are "
                        + Arrays.stream(values()).map(Shape::word).collect(Collectors.joining(", ")));
            }
        }

        /** Checks that the sides make up the shape. */
        public Cut {
            side = Names.check(side);
            other = shape == Shape.RING ? List.copyOf(other) : Names.check(other);
            Shapes.check(shape, side, other);
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
     * @param lasting how long it is so
     */
    @Kind(
            word = "latency",
            also = {"network-delay", "delay"},
            doc = "packets take longer")
    record Latency(
            @Part(is = Notation.LINKS, doc = "on which links")
            Links links,

            @Part(is = Notation.DISTRIBUTION, said = "by", doc = "how much longer")
            Distribution extra,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements NetworkFault {
        /** Checks the ranges. */
        public Latency {
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
     * @param lasting how long it is so
     */
    @Kind(word = "stall", doc = "what is sent is kept back, without loss")
    record Stall(
            @Part(is = Notation.LINKS, doc = "on which links")
            Links links,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements NetworkFault {
        /** Checks the ranges. */
        public Stall {
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

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
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

    /**
     * Datagrams (UDP) are lost, arrive twice, or overtake each other. Connections do not show any of this.
     *
     * @param links on which links
     * @param chances of each; one at least is above zero
     * @param lasting how long it is so
     */
    @Kind(
            word = "datagrams",
            doc = "datagrams (UDP) are lost, doubled, or overtake each other; connections see none of it")
    record Datagrams(
            @Part(is = Notation.LINKS, doc = "on which links")
            Links links,

            @Part(is = Notation.CHANCES, said = "with", doc = "the chances of each")
            DatagramFaults chances,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements NetworkFault {
        /** Checks the ranges. */
        public Datagrams {
            WrongPart.unless(
                    !chances.equals(DatagramFaults.NONE),
                    "chances",
                    "one of loss, duplication and reordering must be above zero");
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Packets are lost, each with the same chance. A connection sends them again, later: see {@link dev.faultline.sim.Disturbance.Loss}.
     *
     * @param links on which links
     * @param chance above 0 to 1
     * @param only which packets of these links
     * @param lasting how long it is so
     */
    @Kind(
            word = "loss",
            also = {"packet-loss"},
            doc = "packets are lost; of a connection they are sent again, later")
    record Loss(
            @Part(is = Notation.LINKS, doc = "on which links")
            Links links,

            @Part(is = Notation.NUMBER, said = "with", doc = "the chance, above 0 to 1")
            double chance,

            @Part(is = Notation.FILTER, said = "only", usual = "any", doc = "which packets of these links")
            PacketFilter only,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements NetworkFault {
        /** Checks the ranges. */
        public Loss {
            Ranges.chance(chance);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Datagrams arrive with one bit the other way round.
     *
     * @param links on which links
     * @param chance above 0 to 1
     * @param only which packets of these links
     * @param lasting how long it is so
     */
    @Kind(
            word = "corruption",
            also = {"packet-corruption"},
            doc = "a bit of a datagram is the other way round")
    record Corruption(
            @Part(is = Notation.LINKS, doc = "on which links")
            Links links,

            @Part(is = Notation.NUMBER, said = "with", doc = "the chance, above 0 to 1")
            double chance,

            @Part(is = Notation.FILTER, said = "only", usual = "any", doc = "which packets of these links")
            PacketFilter only,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements NetworkFault {
        /** Checks the ranges. */
        public Corruption {
            Ranges.chance(chance);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Datagrams are gathered in groups, and each group goes on in an order that is drawn.
     *
     * @param links on which links
     * @param window how many make a group, 2 to 10,000
     * @param within after how long a group goes on that is not full
     * @param only which packets of these links
     * @param lasting how long it is so
     */
    @Kind(
            word = "reordering",
            also = {"reorder", "packet-reordering"},
            doc = "datagrams go on in another order, in groups")
    record Reordering(
            @Part(is = Notation.LINKS, doc = "on which links")
            Links links,

            @Part(is = Notation.COUNT, said = "window", doc = "how many make a group")
            long window,

            @Part(
                    is = Notation.DURATION,
                    said = "within",
                    usual = "1s",
                    doc = "after how long a group goes on that is not full")
            Duration within,

            @Part(is = Notation.FILTER, said = "only", usual = "any", doc = "which packets of these links")
            PacketFilter only,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements NetworkFault {
        /** Checks the ranges. */
        public Reordering {
            WrongPart.unless(
                    window >= 2 && window <= 10_000, "window", "a group has from 2 to 10000 datagrams, was " + window);
            WrongPart.unless(
                    !within.isNegative() && !within.isZero() && within.compareTo(Duration.ofHours(1)) <= 0,
                    "within",
                    "a group goes on after more than 0s and at most 1h, was " + Times.text(within));
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Links carry so many bytes a second at most, each for itself.
     *
     * @param links on which links
     * @param bytes a second, at least 1
     * @param only which packets of these links
     * @param lasting how long it is so
     */
    @Kind(
            word = "bandwidth",
            also = {"throttle"},
            doc = "links carry so many bytes a second at most")
    record Bandwidth(
            @Part(is = Notation.LINKS, doc = "on which links")
            Links links,

            @Part(is = Notation.BYTES, said = "to", doc = "how many bytes a second")
            long bytes,

            @Part(is = Notation.FILTER, said = "only", usual = "any", doc = "which packets of these links")
            PacketFilter only,

            @Part(is = Notation.DURATION, said = "for", doc = "how long it is so")
            Duration lasting)
            implements NetworkFault {
        /** Checks the ranges. */
        public Bandwidth {
            WrongPart.unless(bytes >= 1, "bytes", "a link carries a byte a second at least");
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }
}
