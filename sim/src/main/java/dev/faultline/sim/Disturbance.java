package dev.faultline.sim;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What goes wrong with packets between nodes. {@link Network#disturb} puts it in force on every link that its filter
 * touches, also on links of nodes that are added later.
 *
 * <p>Several may be in force at once. A packet meets them when it is sent, in the order in which they were set: what one
 * has lost, the next never sees. Each draws from the seed and from its own text alone, so that one more shifts no other.
 *
 * <p>Streams stay streams whatever happens to their packets: in order, whole and without a byte changed. So {@link
 * Duplication}, {@link Corruption} and {@link Reordering} act on datagrams only; of a stream, an operating system hides
 * the first and the last, and a changed segment fails its checksum and is lost, which is {@link Loss}.
 */
public sealed interface Disturbance {
    /**
     * Packets are lost, each with the same chance. One of 1 makes a hole: what falls into it comes never.
     *
     * <p>A datagram of more than 1,472 bytes travels in several packets and is lost when any of them is. A segment of a
     * stream counts as one packet, of whatever size.
     *
     * <p>Of a stream nothing is missing in the end. What was lost is sent again: as soon as an acknowledgement of earlier
     * data comes in, or else after 200 ms, then 400 ms and so on up to every 10 s; what was sent after it waits. A lost
     * acknowledgement costs the same unless a later one arrives. A lost request for a connection is repeated after 1, 3,
     * 7, 15, 31 and 63 s. So an application sees that answers come late, that {@code connect} takes seconds, timeouts of
     * its own; after {@link Network#setGiveUp} without any answer, {@code Connection timed out}; and if a reset is lost, a
     * connection that is open on one side only until that side writes.
     *
     * @param which which packets
     * @param chance from 0 to 1
     */
    record Loss(PacketFilter which, double chance) implements Disturbance {
        /** Checks the range. */
        public Loss {
            checkChance("loss", chance);
        }

        @Override
        public String toString() {
            return "loss " + chance + " of " + which;
        }
    }

    /**
     * Packets take longer. They stay in order: in a stream, and among the datagrams of a link, a late one holds up those
     * behind it.
     *
     * @param which which packets
     * @param extra by how much longer, drawn for each
     */
    record Delay(PacketFilter which, Distribution extra) implements Disturbance {
        @Override
        public String toString() {
            return "delay " + extra + " of " + which;
        }
    }

    /**
     * Packets queue up for a narrow place, as long as it takes. Only bytes that programs sent count.
     *
     * @param which which packets
     * @param bytesPerSecond at least 1
     * @param shared whether all links that the filter touches go through one such place, as at the network card of a node;
     *     otherwise each has its own
     */
    record Bandwidth(PacketFilter which, long bytesPerSecond, boolean shared) implements Disturbance {
        /** Checks the range. */
        public Bandwidth {
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException("a link must carry at least 1 byte a second, was " + bytesPerSecond);
            }
        }

        @Override
        public String toString() {
            return "bandwidth " + bytesPerSecond + " bytes/s " + (shared ? "shared by " : "of ") + which;
        }
    }

    /**
     * Datagrams go twice, each with the same chance; what comes later in the order of disturbances meets each copy anew.
     *
     * @param which which of the datagrams
     * @param chance from 0 to 1
     */
    record Duplication(PacketFilter which, double chance) implements Disturbance {
        /** Checks the range. */
        public Duplication {
            checkChance("duplication", chance);
        }

        @Override
        public String toString() {
            return "duplication " + chance + " of " + which;
        }
    }

    /**
     * Datagrams arrive with one bit flipped, any as likely as another, each datagram with the same chance. That it arrives
     * at all is what happens to UDP without a checksum, or when a bit flips outside the cover of one.
     *
     * @param which which of the datagrams; an empty one has no bit to flip
     * @param chance from 0 to 1
     */
    record Corruption(PacketFilter which, double chance) implements Disturbance {
        /** Checks the range. */
        public Corruption {
            checkChance("corruption", chance);
        }

        @Override
        public String toString() {
            return "corruption " + chance + " of " + which;
        }
    }

    /**
     * Datagrams overtake each other.
     *
     * @param which which of the datagrams; the others keep their order among themselves
     * @param order how
     */
    record Reordering(PacketFilter which, Order order) implements Disturbance {
        @Override
        public String toString() {
            return "reordering " + order + " of " + which;
        }
    }

    /**
     * Packets wait, without loss and in order, until this is undone.
     *
     * @param which which packets; not by what they carry, or a stream would be torn
     */
    record Stall(PacketFilter which) implements Disturbance {
        /** Checks the filter. */
        public Stall {
            if (which.content().kind() != PacketFilter.Kind.ANY) {
                throw new IllegalArgumentException(
                        "a stall takes whole streams: it may not look at what packets carry, was '" + which + "'");
            }
        }

        @Override
        public String toString() {
            return "stall of " + which;
        }
    }

    /**
     * Links are cut: what is sent over them, or under way on them, is lost. A link that several have cut is cut until all
     * of them are undone, and until {@link Network#heal} undoes {@link Network#cut}. {@link Network#healAll} undoes them all.
     *
     * @param which which links: only from where to where
     */
    record Cut(PacketFilter which) implements Disturbance {
        /** Checks the filter. */
        public Cut {
            if (!which.isOfHosts()) {
                throw new IllegalArgumentException("a cut takes whole links: it may only say from, to and at, was '"
                        + which + "'; for some of the packets, let them be lost with a chance of 1");
            }
        }

        @Override
        public String toString() {
            return "cut of " + which;
        }
    }

    /**
     * Rules, of which the first that takes a packet decides about it: exceptions first, what holds otherwise last. A rule
     * that loses with a chance of 0 lets its packets be.
     *
     * @param which which packets the rules are about; others are let be
     * @param rules at least one; neither stalls, cuts, rules of rules, nor an order of {@link Order.Behind}
     */
    record FirstOf(PacketFilter which, List<Disturbance> rules) implements Disturbance {
        /** Checks the rules. */
        public FirstOf {
            rules = List.copyOf(rules);
            if (rules.isEmpty()) {
                throw new IllegalArgumentException("there must be at least one rule");
            }
            for (Disturbance rule : rules) {
                if (rule instanceof Stall
                        || rule instanceof Cut
                        || rule instanceof FirstOf
                        || (rule instanceof Reordering reordering && reordering.order() instanceof Order.Behind)) {
                    throw new IllegalArgumentException(
                            "'" + rule + "' cannot be a rule among others; set it by itself");
                }
            }
        }

        @Override
        public String toString() {
            return (which.equals(PacketFilter.ALL) ? "" : "of " + which + " ")
                    + rules.stream().map(Disturbance::toString).collect(Collectors.joining(", else "));
        }
    }

    /** How datagrams overtake each other. Those of other links, and streams, are not touched. */
    sealed interface Order {
        /**
         * So many datagrams are gathered, and go on in an order that is drawn, any as likely as another. So none comes
         * earlier or later than by {@code packets - 1} places.
         *
         * @param packets from 2 to 10,000
         * @param patience after how long without enough of them those go on that there are
         */
        record Window(int packets, Duration patience) implements Order {
            /** Checks the ranges. */
            public Window {
                checkGathering(packets, patience);
            }

            @Override
            public String toString() {
                return "window " + packets + " within " + text(patience);
            }
        }

        /**
         * Each is late by a time that is drawn, any as likely as another; others overtake it meanwhile.
         *
         * @param most the longest, above 0 and at most an hour
         */
        record Lateness(Duration most) implements Order {
            /** Checks the range. */
            public Lateness {
                checkTime("lateness", most);
            }

            @Override
            public String toString() {
                return "lateness up to " + text(most);
            }
        }

        /**
         * As a rule nothing happens. Now and then a datagram begins a burst: it and those after it are gathered, and go on
         * in reverse or in an order that is drawn.
         *
         * @param chance that a datagram outside a burst begins one, from 0 to 1
         * @param packets how many a burst has, from 2 to 10,000
         * @param reversed whether the last goes first; otherwise the order is drawn
         * @param patience after how long without enough of them those go on that there are
         */
        record Burst(double chance, int packets, boolean reversed, Duration patience) implements Order {
            /** Checks the ranges. */
            public Burst {
                checkChance("a burst", chance);
                checkGathering(packets, patience);
            }

            @Override
            public String toString() {
                return "burst " + chance + (reversed ? " reversed " : " shuffled ") + packets + " within "
                        + text(patience);
            }
        }

        /**
         * By rule: each that the filter takes goes on after so many datagrams of the link that it does not take.
         *
         * @param packets how many others go first, from 1 to 10,000
         * @param patience after how long it goes on although fewer came
         */
        record Behind(int packets, Duration patience) implements Order {
            /** Checks the ranges. */
            public Behind {
                checkGathering(packets + 1, patience);
            }

            @Override
            public String toString() {
                return "behind " + packets + " within " + text(patience);
            }
        }

        private static void checkGathering(int packets, Duration patience) {
            if (packets < 2 || packets > 10_001) {
                throw new IllegalArgumentException(
                        "datagrams to be reordered must be 2 at least and 10,000 at most, were " + packets);
            }
            checkTime("patience", patience);
        }

        private static void checkTime(String what, Duration time) {
            if (time.compareTo(Duration.ZERO) <= 0 || time.compareTo(Duration.ofNanos(Distribution.MAX_NANOS)) > 0) {
                throw new IllegalArgumentException(what + " must be above 0 and at most an hour, was " + time);
            }
        }

        private static String text(Duration time) {
            return DistributionText.format(time.toNanos());
        }
    }

    /**
     * What a disturbance has done so far: the ground truth of its effect.
     *
     * @param met how many packets its filter has taken when they were sent, acknowledgements among them; of a cut, those
     *     that it lost
     * @param hit to how many of them something happened: lost, made later, doubled, changed, given another place, or made to
     *     wait
     * @param addedNanos by how much it made packets later in all; a packet may still wait for others, or for other
     *     disturbances, at the same time
     */
    record Toll(long met, long hit, long addedNanos) {}

    /** A disturbance that was put in force. */
    interface InForce {
        /** Returns what it does. */
        Disturbance what();

        /** Returns what it has done so far; also when it is undone. */
        Toll toll();

        /** Returns whether it is in force still. */
        boolean isOn();

        /** Ends it. What it held back is sent now, in the order in which it was sent; nothing if it has ended. */
        void undo();
    }

    private static void checkChance(String what, double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException("the chance of " + what + " must be from 0 to 1, was " + chance);
        }
    }
}
