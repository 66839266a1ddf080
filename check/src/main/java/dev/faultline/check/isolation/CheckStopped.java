package dev.faultline.check.isolation;

/** A limit was reached; the message says which, in words. */
final class CheckStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CheckStopped(String reason) {
        super(reason, null, false, false);
    }
}
