package dev.faultline.sim.internal.vm;

/** Exceptions that go through code which does not declare them. */
public final class Unchecked {
    private Unchecked() {}

    /** Throws it, whatever it is. */
    @SuppressWarnings("unchecked")
    public static <E extends Throwable> void throwUnchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
