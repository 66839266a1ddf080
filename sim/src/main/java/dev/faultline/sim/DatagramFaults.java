package dev.faultline.sim;

/**
 * What goes wrong with datagrams on a link: chances, from 0 to 1, that are drawn anew for each.
 *
 * <p>TCP never shows any of this to a program, so it applies to datagrams only. A datagram of more than 1,472 bytes
 * travels in several packets and is lost when any of them is.
 *
 * @param loss the chance that a packet is lost
 * @param duplication the chance that a datagram arrives twice
 * @param reordering the chance that a datagram is late by one to five times the link's latency, so that later ones can
 *     overtake it; without this, the datagrams of a link arrive in the order in which they were sent
 */
public record DatagramFaults(double loss, double duplication, double reordering) {
    /** Nothing goes wrong. */
    public static final DatagramFaults NONE = new DatagramFaults(0, 0, 0);

    /** Checks the ranges. */
    public DatagramFaults {
        check("loss", loss);
        check("duplication", duplication);
        check("reordering", reordering);
    }

    private static void check(String what, double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException("the chance of " + what + " must be from 0 to 1, was " + chance);
        }
    }

    @Override
    public String toString() {
        return "loss " + loss + ", duplication " + duplication + ", reordering " + reordering;
    }
}
