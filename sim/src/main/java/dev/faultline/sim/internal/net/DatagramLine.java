package dev.faultline.sim.internal.net;

import dev.faultline.sim.DatagramFaults;
import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.disturbance.Packet.Effect;

/** How a link treats datagrams: in order and whole, but for its {@link DatagramFaults}. */
public final class DatagramLine {
    private static final int DELAYS_MAX = 5;

    private final Link link;
    /** Apart from the numbers of the link, so that faults of datagrams do not shift streams. */
    private final Rng rng;

    private DatagramFaults faults;
    private long lastArrivalNanos;
    /** By the faults of the line. */
    private long lost;

    private long duplicated;
    private long reordered;
    /** By disturbances. */
    private long disturbedLost;

    private long disturbedDuplicated;
    private long disturbedReordered;
    private long disturbedCorrupted;

    DatagramLine(Link link, long seed, DatagramFaults faults) {
        this.link = link;
        this.faults = faults;
        rng = Rng.fork(seed, "datagrams " + link.from.node.name() + ">" + link.to.node.name());
    }

    public void setFaults(DatagramFaults next) {
        faults = next;
    }

    void send(Datagram datagram) {
        datagram.vanishes = happens(faults.loss(), datagram.parts());
        datagram.late = happens(faults.reordering(), 1);
        link.send(datagram);
        if (happens(faults.duplication(), 1)) {
            duplicated++;
            link.send(datagram.twin());
        }
    }

    /** Draws only where there is something to decide. */
    private boolean happens(double chance, int trials) {
        return chance > 0 && rng.unit() >= StrictMath.pow(1 - chance, trials);
    }

    /** Returns when the datagram arrives which the link would deliver at that time. */
    long arrivalNanos(Datagram datagram, long earliestNanos) {
        if (datagram.late) {
            reordered++;
            long delay = 0;
            for (int left = 1 + rng.below(DELAYS_MAX); left > 0; left--) {
                delay += link.sampleNanos();
            }
            return earliestNanos + delay;
        }
        lastArrivalNanos = Math.max(earliestNanos, lastArrivalNanos + 1);
        return lastArrivalNanos;
    }

    void countLost() {
        lost++;
    }

    /** Counts what a disturbance did to a datagram. */
    void count(Effect effect) {
        switch (effect) {
            case LOST -> disturbedLost++;
            case DUPLICATED -> disturbedDuplicated++;
            case REORDERED -> disturbedReordered++;
            case CORRUPTED -> disturbedCorrupted++;
            case DELAYED, STALLED -> throw new IllegalArgumentException("happens to all packets: " + effect);
        }
    }

    /** Returns how many were lost, whatever did it. */
    long allLost() {
        return lost + disturbedLost;
    }

    long allDuplicated() {
        return duplicated + disturbedDuplicated;
    }

    long allReordered() {
        return reordered + disturbedReordered;
    }

    long allCorrupted() {
        return disturbedCorrupted;
    }

    /** Returns how many the faults of the line took. */
    long lost() {
        return lost;
    }

    long duplicated() {
        return duplicated;
    }

    long reordered() {
        return reordered;
    }
}
