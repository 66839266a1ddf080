package dev.faultline.sim;

/** A system call of the simulated file system has failed. The hooks turn it into what the JDK would throw. */
final class PosixException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final PosixError error;

    PosixException(PosixError error) {
        super(error.text, null, false, false);
        this.error = error;
    }
}
