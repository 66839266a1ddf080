package dev.faultline.chaos;

import dev.faultline.chaos.NetworkFault.Links;
import dev.faultline.sim.PacketFilter;
import java.time.Duration;

/**
 * Ways in which datagrams overtake each other, beside {@link PacketFault.Reordering}. Of a link, those that {@code only} does
 * not take keep their order among themselves. The lines of text are in {@link Fault}.
 */
public sealed interface ReorderingFault extends Fault {
    /** In which order datagrams go on that were gathered. */
    enum Order {
        /** Any as likely as another. */
        DRAWN,
        /** The last goes first. */
        REVERSED
    }

    /**
     * Each datagram is late by a time that is drawn, any as likely as another; others overtake it meanwhile.
     *
     * @param links on which links
     * @param most the longest, above 0 and at most an hour
     * @param only which packets of these links
     * @param lasting how long it is so
     */
    @Kind(
            word = "reordering-late",
            doc = "each datagram is late by a time that is drawn, up to a bound; others overtake it")
    record Late(
            @Parts.OnLinks Links links,

            @Part(is = Notation.DURATION, said = "by", doc = "the bound")
            Duration most,

            @Parts.Packets PacketFilter only,
            @Parts.Lasting Duration lasting)
            implements ReorderingFault {
        /** Checks the ranges. */
        public Late {
            Ranges.lateness("most", most);
            Ranges.filterOfDatagrams(only);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Now and then a datagram begins a burst: it and those after it are gathered, and go on in another order.
     *
     * @param links on which links
     * @param packets how many a burst has, 2 to 10,000
     * @param chance that a datagram outside a burst begins one, above 0 to 1
     * @param order in which they go on
     * @param within after how long a burst goes on that is not full
     * @param only which packets of these links
     * @param lasting how long it is so
     */
    @Kind(word = "reordering-burst", doc = "now and then some datagrams are gathered, and go on in another order")
    record Burst(
            @Parts.OnLinks Links links,

            @Part(is = Notation.COUNT, said = "of", doc = "how many a burst has")
            long packets,

            @Part(is = Notation.NUMBER, said = "with", doc = "the chance that a datagram begins one, above 0 to 1")
            double chance,

            @Part(is = Notation.ORDER, said = "order", usual = "drawn", doc = "in which order they go on")
            Order order,

            @Parts.Patience Duration within,
            @Parts.Packets PacketFilter only,
            @Parts.Lasting Duration lasting)
            implements ReorderingFault {
        /** Checks the ranges. */
        public Burst {
            Ranges.gathered("packets", packets, 2);
            Ranges.chance(chance);
            Ranges.patience("within", within);
            Ranges.filterOfDatagrams(only);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * By rule: each datagram that {@code only} takes goes on after so many of the link that it does not take.
     *
     * @param links on which links
     * @param packets how many others go first, 1 to 10,000
     * @param within after how long it goes on although fewer came
     * @param only which packets of these links; not all
     * @param lasting how long it is so
     */
    @Kind(word = "reordering-behind", doc = "each of some datagrams goes on after so many others of its link")
    record Behind(
            @Parts.OnLinks Links links,

            @Part(is = Notation.COUNT, said = "by", doc = "how many others go first")
            long packets,

            @Parts.Patience Duration within,

            @Part(is = Notation.FILTER, said = "only", doc = "which datagrams go behind others")
            PacketFilter only,

            @Parts.Lasting Duration lasting)
            implements ReorderingFault {
        /** Checks the ranges. */
        public Behind {
            Ranges.gathered("packets", packets, 1);
            Ranges.patience("within", within);
            WrongPart.unless(
                    !only.isOfHosts(),
                    "only",
                    "this is about some of a link's datagrams: say a port or what they carry, or there are no others to"
                            + " go behind");
            Ranges.filterOfDatagrams(only);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }
}
