package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.Cause;

/** A packet that is not part of a stream, so that programs see it lost, twice, changed or out of order. */
public interface LoosePacket extends Packet {
    /** Returns a copy that goes by itself. */
    LoosePacket twin();

    /**
     * Returns one like it in which one bit is another.
     *
     * @param bit its number: 8 times the index of the byte, plus 0 for the least significant to 7
     * @param why the event of the disturbance
     */
    LoosePacket corrupted(int bit, Cause why);
}
