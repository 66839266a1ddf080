package dev.faultline.chaos;

import dev.faultline.sim.PacketFilter;
import java.util.List;

/**
 * A point in the life of a node: a message that it sends, or that comes to it. What carries nothing, as an acknowledgement, is
 * no message; what is sent again counts again.
 *
 * @param from who sends; empty for anyone
 * @param to who receives; empty for anyone
 * @param which which packets beside that: it names no hosts, and one port at most
 * @param when at the sender, or at the receiver
 * @param nth the how-manieth of these messages of a sender, or at a receiver, counted from when somebody waits for it, from 1
 */
public record MessagePoint(List<String> from, List<String> to, PacketFilter which, When when, int nth) {
    private static final int NTH_MAX = 1_000_000;

    /** At which end. */
    public enum When {
        /** It leaves; whether it will arrive is not known. The thread that sends it goes on until it waits. */
        SENT,
        /** It has come to a machine that is up; its program has not looked at it. */
        ARRIVED
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is wrong
     */
    public MessagePoint {
        from = from.isEmpty() ? List.of() : Names.check(from);
        to = to.isEmpty() ? List.of() : Names.check(to);
        if (nth < 1 || nth > NTH_MAX) {
            throw new IllegalArgumentException("messages are counted from 1 to " + NTH_MAX + ", was " + nth);
        }
        if (!which.from().isEmpty() || !which.to().isEmpty() || !which.at().isEmpty()) {
            throw new IllegalArgumentException(
                    "which message it is names no hosts: from and to of the point do, was '" + which + "'");
        }
        if (which.ports().size() > 1) {
            throw new IllegalArgumentException("a message is known by one port, was '" + which + "'");
        }
    }

    /**
     * Returns the nodes of which each counts its messages by itself.
     *
     * @param nodes those that faults may touch
     */
    public List<String> counting(List<String> nodes) {
        List<String> named = when == When.SENT ? from : to;
        return named.isEmpty() ? nodes : named;
    }

    /** Returns which packets one of these nodes counts. */
    public PacketFilter countedBy(String node) {
        PacketFilter messages = which.content().kind() == PacketFilter.Kind.ANY ? which.withRegex(".") : which;
        return when == When.SENT
                ? messages.withFrom(node).withTo(to.toArray(String[]::new))
                : messages.withTo(node).withFrom(from.toArray(String[]::new));
    }

    @Override
    public String toString() {
        return "when message " + nth + (from.isEmpty() ? "" : " from " + Names.text(from))
                + (to.isEmpty() ? "" : " to " + Names.text(to))
                + (which.equals(PacketFilter.ALL) ? "" : " (" + which + ")")
                + (when == When.SENT ? " is sent" : " has arrived");
    }
}
