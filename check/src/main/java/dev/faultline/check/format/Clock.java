package dev.faultline.check.format;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether what events tell of their time agrees with their order in the file, which is what counts. A recorder that takes
 * the time a little before it writes the line is no reason to refuse a history; a file that was sorted otherwise, or two
 * that were joined, is a reason to look again.
 */
final class Clock {
    private long latest = Event.NONE;
    private long earlier;
    private long firstLine;

    void take(Event event) {
        long now = event.timeNanos();
        if (now == Event.NONE || !event.isOfClient()) {
            return;
        }
        if (now < latest && earlier++ == 0) {
            firstLine = event.line();
        }
        latest = Math.max(latest, now);
    }

    Optional<String> disagreement() {
        return earlier == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "events are in the order of the file, though %,d %s a lower time than one before, first in"
                                + " line %d",
                        earlier,
                        earlier == 1 ? "has" : "have",
                        firstLine));
    }
}
