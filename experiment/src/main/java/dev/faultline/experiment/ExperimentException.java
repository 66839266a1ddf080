package dev.faultline.experiment;

/**
 * An experiment cannot be run as it is described. The message is for people: it names what is wrong, where (file, line,
 * column and key) and what would be right, with a line for each error found.
 */
public final class ExperimentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Makes one with this message. */
    public ExperimentException(String message) {
        super(message);
    }

    /** Makes one with this message, because of something else. */
    public ExperimentException(String message, Throwable cause) {
        super(message, cause);
    }
}
