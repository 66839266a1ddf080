package dev.faultline.sim.internal.disk;

/** A system call of the simulated file system has failed. The hooks turn it into what the JDK would throw. */
public final class PosixException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public final PosixError error;

    public PosixException(PosixError error) {
        super(error.text, null, false, false);
        this.error = error;
    }
}
