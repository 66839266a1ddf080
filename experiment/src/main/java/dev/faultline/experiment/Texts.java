package dev.faultline.experiment;

import java.util.Locale;

/** Numbers as people read them. */
final class Texts {
    private Texts() {}

    /** Returns nanoseconds as seconds with all their digits, so that equal texts are equal times. */
    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%d.%09d", nanos / 1_000_000_000, nanos % 1_000_000_000);
    }
}
