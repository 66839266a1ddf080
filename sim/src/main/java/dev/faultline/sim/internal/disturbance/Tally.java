package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.Cause;
import dev.faultline.sim.Disturbance.Toll;

/** Counts what a disturbance does. */
final class Tally {
    /** The event with which it began. */
    final Cause began;

    private long met;
    private long hit;
    private long addedNanos;

    Tally(Cause began) {
        this.began = began;
    }

    void met() {
        met++;
    }

    void hit(long byNanos) {
        hit++;
        addedNanos += byNanos;
    }

    /** Counts time that a packet lost for which nothing else happened to it. */
    void waited(long byNanos) {
        addedNanos += byNanos;
    }

    Toll toll() {
        return new Toll(met, hit, addedNanos);
    }
}
