package dev.faultline.sim;

/**
 * A seeded stream of random numbers: SplitMix64 (Guy Steele, Doug Lea, Christine Flood, "Fast Splittable Pseudorandom
 * Number Generators", 2014).
 *
 * <p>Every part of a run draws from a stream of its own, derived by {@link #fork} from the seed of the run and a label.
 * So a part that draws once more than before shifts no other part.
 *
 * <p>Not thread-safe; each draw costs a few nanoseconds.
 */
public final class Rng {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /** Starts a stream; equal seeds give equal streams. */
    public Rng(long seed) {
        state = mix(seed);
    }

    /** Starts this stream anew. */
    public void restart(long seed) {
        state = mix(seed);
    }

    public long state() {
        return state;
    }

    public void restore(long earlier) {
        state = earlier;
    }

    /** Returns a stream of its own for the part with this label. It does not depend on what this stream has drawn. */
    public static Rng fork(long seed, String label) {
        long hash = seed;
        for (int i = 0; i < label.length(); i++) {
            hash = mix(hash * 31 + label.charAt(i));
        }
        return new Rng(hash);
    }

    /** Spreads the bits of a number over all 64 bits of the result; a bijection. */
    public static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }

    /** Returns the next 64 random bits. */
    public long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /**
     * Returns a number from 0 (inclusive) to the bound (exclusive).
     *
     * @throws IllegalArgumentException if the bound is not positive
     */
    public int below(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive, was " + bound);
        }
        // Multiply and shift: the bias is below 2^-32 and there is no division.
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /**
     * Returns a number from low (inclusive) to high (inclusive).
     *
     * @throws IllegalArgumentException if low exceeds high
     */
    public long between(long low, long high) {
        if (low > high) {
            throw new IllegalArgumentException("low " + low + " exceeds high " + high);
        }
        long span = high - low + 1; // as an unsigned number; 0 stands for 2^64
        return span == 0 ? next() : low + Math.unsignedMultiplyHigh(next(), span);
    }

    /** Returns a number from 0.0 (inclusive) to 1.0 (exclusive). */
    public double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** Returns true with the given probability, from 0.0 (never) to 1.0 (always). */
    public boolean chance(double probability) {
        return unit() < probability;
    }

    /** Returns a number of the standard normal distribution (George Box, Mervin Muller, 1958). */
    public double gaussian() {
        double radius = Math.sqrt(-2.0 * StrictMath.log(1.0 - unit()));
        return radius * StrictMath.cos(2.0 * Math.PI * unit());
    }

    /** Fills the array with random bytes. */
    public void fill(byte[] bytes) {
        long bits = 0;
        for (int i = 0; i < bytes.length; i++) {
            if ((i & 7) == 0) {
                bits = next();
            }
            bytes[i] = (byte) bits;
            bits >>>= 8;
        }
    }
}
