package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.Cause;

/**
 * Why a packet is lost.
 *
 * @param cause the event that made it so; none if no fault of the network did
 */
public record Lost(Why why, Cause cause) {
    /** The receiving machine is without power. */
    public static final Lost WITHOUT_POWER = new Lost(Why.NO_POWER, Cause.NONE);

    /** What became of it. */
    public enum Why {
        CUT("cut"),
        NO_POWER("no power"),
        CHANCE("loss");

        /** As events say it. */
        public final String word;

        Why(String word) {
            this.word = word;
        }
    }

    /** Returns whether the network is to blame. */
    public boolean isByNetwork() {
        return why != Why.NO_POWER;
    }
}
