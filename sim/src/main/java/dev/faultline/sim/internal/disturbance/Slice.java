package dev.faultline.sim.internal.disturbance;

/** A part of an array, not to be changed. */
public final class Slice {
    /** Of no bytes. */
    public static final Slice NONE = new Slice(new byte[0], 0, 0);

    final byte[] bytes;
    final int from;
    final int to;

    /**
     * @param from where it begins
     * @param to where it ends, exclusive
     */
    public Slice(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    int length() {
        return to - from;
    }
}
