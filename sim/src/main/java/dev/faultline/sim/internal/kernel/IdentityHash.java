package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.internal.vm.Vm;
import java.util.function.Supplier;
import jdk.internal.misc.Unsafe;

/**
 * Makes identity hash codes a function of the run.
 *
 * <p>HotSpot draws the identity hash of an object, on first use, from a xor-shift generator (George Marsaglia, "Xorshift
 * RNGs", 2003) whose four words live in the structure of the platform thread that asks. Their start values are known
 * constants but for one word, which finds them; writing them before each step makes every draw of that step a function
 * of the step. So hash codes are spread as widely as ever and cost what they always cost.
 */
public final class IdentityHash {
    private static final int Y = 842502087;
    private static final int Z = 0x8767;
    private static final int W = 273326509;
    /** Where the hash code stands in the first word of an object that is not locked. */
    private static final int MARK_SHIFT = 11;

    private static final int MARK_MASK = 0x7FFF_FFFF;
    /** What the VM takes for a hash code that comes out as 0. */
    private static final int INSTEAD_OF_ZERO = 0xBAD;

    private static final int SEARCH_LIMIT_BYTES = 4096;
    private static final Unsafe UNSAFE = Vm.UNSAFE;
    private static final long NATIVE_THREAD = Vm.threadField("eetop");

    /** Where the four words (W, X, Y, Z) are in the native structure of a thread. */
    private static volatile int offset = -1;

    private IdentityHash() {}

    /**
     * Finds the generator's words on a thread that has drawn nothing yet.
     *
     * @throws IllegalStateException if this VM keeps them elsewhere
     */
    public static void locate() {
        Thread fresh = new Thread(() -> {
            long base = UNSAFE.getLong(Thread.currentThread(), NATIVE_THREAD);
            for (int at = 0; at < SEARCH_LIMIT_BYTES; at += 4) {
                if (UNSAFE.getInt(base + at) == W
                        && UNSAFE.getInt(base + at + 8) == Y
                        && UNSAFE.getInt(base + at + 12) == Z
                        && predictsNextHash(base + at)) {
                    offset = at;
                    return;
                }
            }
        });
        fresh.setName("faultline-hash-probe");
        fresh.start();
        boolean interrupted = false;
        while (fresh.isAlive()) {
            try {
                fresh.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (offset < 0) {
            throw new IllegalStateException("the identity hash generator of this VM was not found");
        }
    }

    /** Returns the address of the generator of a platform thread, to be given to {@link #set}. */
    public static long addressFor(Thread platform) {
        return UNSAFE.getLong(platform, NATIVE_THREAD) + offset;
    }

    /** Lets the hash codes that the thread draws from now on follow from this number. */
    static void set(long address, long number) {
        UNSAFE.putInt(address, (int) number);
        UNSAFE.putInt(address + 4, (int) (number >>> 32));
        UNSAFE.putInt(address + 8, Y);
        UNSAFE.putInt(address + 12, Z);
    }

    /**
     * Gives an object that has no hash code yet one that follows from the number. To be called on a platform thread,
     * whose own draws it leaves alone.
     */
    public static void give(Object object, long number) {
        boolean _ = give(object, number, addressFor(Thread.currentThread()));
    }

    /** Does so on the thread whose generator is at that address; returns whether there was no hash code yet. */
    public static boolean give(Object object, long number, long address) {
        if (HashTable.isUsed()) {
            return HashTable.put(object, firstOf(number));
        }
        State before = state(address);
        set(address, number);
        int _ = System.identityHashCode(object);
        boolean isDrawn = UNSAFE.getInt(address) != (int) number || UNSAFE.getInt(address + 12) != Z;
        before.restore();
        return isDrawn;
    }

    /**
     * Runs an action, the hash codes of which follow from the number, on the thread whose generator is at that address;
     * leaves alone what the thread draws afterwards.
     */
    public static <T> T drawing(long number, long address, Supplier<T> action) {
        State before = state(address);
        set(address, number);
        try {
            return action.get();
        } finally {
            before.restore();
        }
    }

    /** Where the generator at an address stands. */
    record State(long address, long low, long high) {
        void restore() {
            UNSAFE.putLong(address, low);
            UNSAFE.putLong(address + 8, high);
        }
    }

    static State state(long address) {
        return new State(address, UNSAFE.getLong(address), UNSAFE.getLong(address + 8));
    }

    /** Returns whether the object is known to have a hash code; one that is locked may have one all the same. */
    public static boolean isDrawn(Object object) {
        if (HashTable.isUsed()) {
            return HashTable.has(object);
        }
        return Vm.isUnlocked(object) && marked(object) != 0;
    }

    private static int marked(Object object) {
        return (int) (UNSAFE.getLong(object, 0L) >>> MARK_SHIFT) & MARK_MASK;
    }

    /** Writes a state and looks whether the VM draws from it what the algorithm says. */
    private static boolean predictsNextHash(long address) {
        long number = 0x0123456789ABCDEFL;
        set(address, number);
        int expected = firstOf(number);
        int mask = 0x01FF_FFFF; // the bits that every header layout keeps
        Object object = new Object();
        return Vm.isUnlocked(object)
                && marked(object) == 0
                && (System.identityHashCode(object) & mask) == (expected & mask)
                && marked(object) == System.identityHashCode(object);
    }

    /** Returns the hash code that the VM draws first after {@link #set}. */
    private static int firstOf(long number) {
        int w = (int) number;
        int t = (int) (number >>> 32);
        t ^= t << 11;
        int hash = ((w ^ (w >>> 19)) ^ (t ^ (t >>> 8))) & MARK_MASK;
        return hash == 0 ? INSTEAD_OF_ZERO : hash;
    }
}
