package dev.faultline.chaos.format;

/** Bytes are not those of a record. */
final class NotUnderstoodException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotUnderstoodException(String why) {
        super(why, null, false, false);
    }
}
