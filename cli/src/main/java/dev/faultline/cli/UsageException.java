package dev.faultline.cli;

/** The command cannot be carried out as it was given; exit code 254. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
