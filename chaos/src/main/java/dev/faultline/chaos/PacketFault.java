package dev.faultline.chaos;

import dev.faultline.chaos.NetworkFault.Links;
import dev.faultline.sim.DatagramFaults;
import dev.faultline.sim.PacketFilter;
import java.time.Duration;

/** What happens to packets one by one. The lines of text are in {@link Fault}. */
public sealed interface PacketFault extends Fault {
    /**
     * Packets are lost, each with the same chance. A connection sends them again, later: see {@link dev.faultline.sim.Disturbance.Loss}.
     *
     * @param links on which links
     * @param chance above 0 to 1; 0, too, where a rule has another
     * @param only which packets of these links
     * @param except which of these have another chance
     * @param lasting how long it is so
     */
    @Kind(
            word = "loss",
            also = {"packet-loss"},
            doc = "packets are lost; of a connection they are sent again, later")
    record Loss(
            @Parts.OnLinks Links links,

            @Part(is = Notation.NUMBER, said = "with", doc = "the chance, above 0 to 1")
            double chance,

            @Parts.Packets PacketFilter only,
            @Parts.Except PacketRules except,
            @Parts.Lasting Duration lasting)
            implements PacketFault {
        /** Makes one without rules. */
        public Loss(Links links, double chance, PacketFilter only, Duration lasting) {
            this(links, chance, only, PacketRules.NONE, lasting);
        }

        /** Checks the ranges. */
        public Loss {
            Ranges.chance(chance, except);
            Ranges.filter(only);
            Ranges.rules(except, only.protocol());
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
     * @param chance above 0 to 1; 0, too, where a rule has another
     * @param only which packets of these links
     * @param except which of these have another chance
     * @param lasting how long it is so
     */
    @Kind(
            word = "corruption",
            also = {"packet-corruption"},
            doc = "a bit of a datagram is the other way round")
    record Corruption(
            @Parts.OnLinks Links links,

            @Part(is = Notation.NUMBER, said = "with", doc = "the chance, above 0 to 1")
            double chance,

            @Parts.Packets PacketFilter only,
            @Parts.Except PacketRules except,
            @Parts.Lasting Duration lasting)
            implements PacketFault {
        /** Makes one without rules. */
        public Corruption(Links links, double chance, PacketFilter only, Duration lasting) {
            this(links, chance, only, PacketRules.NONE, lasting);
        }

        /** Checks the ranges. */
        public Corruption {
            Ranges.chance(chance, except);
            Ranges.filterOfDatagrams(only);
            Ranges.rules(except, PacketFilter.Protocol.UDP);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Datagrams arrive twice.
     *
     * @param links on which links
     * @param chance above 0 to 1; 0, too, where a rule has another
     * @param only which packets of these links
     * @param except which of these have another chance
     * @param lasting how long it is so
     */
    @Kind(
            word = "duplication",
            also = {"packet-duplication"},
            doc = "datagrams go twice")
    record Duplication(
            @Parts.OnLinks Links links,

            @Part(is = Notation.NUMBER, said = "with", doc = "the chance, above 0 to 1")
            double chance,

            @Parts.Packets PacketFilter only,
            @Parts.Except PacketRules except,
            @Parts.Lasting Duration lasting)
            implements PacketFault {
        /** Checks the ranges. */
        public Duplication {
            Ranges.chance(chance, except);
            Ranges.filterOfDatagrams(only);
            Ranges.rules(except, PacketFilter.Protocol.UDP);
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
            @Parts.OnLinks Links links,

            @Part(is = Notation.COUNT, said = "window", doc = "how many make a group")
            long window,

            @Parts.Patience Duration within,

            @Parts.Packets PacketFilter only,
            @Parts.Lasting Duration lasting)
            implements PacketFault {
        /** Checks the ranges. */
        public Reordering {
            Ranges.gathered("window", window, 2);
            Ranges.patience("within", within);
            Ranges.filterOfDatagrams(only);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /** What has a bandwidth. */
    enum Share {
        /** Each link. */
        LINK,
        /** The links from the one side to the other together; those back are others. */
        DIRECTION
    }

    /**
     * Links carry so many bytes a second at most, each for itself, or all of a direction together, as at the network card of a
     * node.
     *
     * @param links on which links
     * @param bytes a second, at least 1
     * @param per which links have so much: each, or those of a direction together; what goes forth has one such place then, and
     *     what goes back another
     * @param only which packets of these links
     * @param lasting how long it is so
     */
    @Kind(
            word = "bandwidth",
            also = {"throttle"},
            doc = "links carry so many bytes a second at most")
    record Bandwidth(
            @Parts.OnLinks Links links,

            @Part(is = Notation.BYTES, said = "to", doc = "how many bytes a second")
            long bytes,

            @Part(
                    is = Notation.SHARE,
                    said = "per",
                    usual = "link",
                    doc = "whether each link carries so much, or those of a direction together")
            Share per,

            @Parts.Packets PacketFilter only,
            @Parts.Lasting Duration lasting)
            implements PacketFault {
        /** Makes one of each link for itself. */
        public Bandwidth(Links links, long bytes, PacketFilter only, Duration lasting) {
            this(links, bytes, Share.LINK, only, lasting);
        }

        /** Checks the ranges. */
        public Bandwidth {
            WrongPart.unless(bytes >= 1, "bytes", "a link carries a byte a second at least");
            Ranges.filter(only);
            Times.check(lasting);
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
            @Parts.OnLinks Links links,

            @Part(is = Notation.CHANCES, said = "with", doc = "the chances of each")
            DatagramFaults chances,

            @Parts.Lasting Duration lasting)
            implements PacketFault {
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
}
