package dev.faultline.check.format;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether what events tell of their time and their index agrees with their order in the file, which is what counts. A
 * recorder that takes the time a little before it writes the line is no reason to refuse a history; a file that was sorted
 * otherwise, or two that were joined, is a reason to look again.
 */
final class Clocks {
    private final Clock times = new Clock("time");
    private final Clock indexes = new Clock("index");

    void take(Event event) {
        if (event.isOfClient()) {
            times.take(event.timeNanos(), event.line());
            indexes.take(event.index(), event.line());
        }
    }

    Optional<String> disagreement() {
        return indexes.disagreement().or(times::disagreement);
    }

    private static final class Clock {
        private final String name;
        private long latest = Event.NONE;
        private long earlier;
        private long firstLine;

        Clock(String name) {
            this.name = name;
        }

        void take(long now, long line) {
            if (now == Event.NONE) {
                return;
            }
            if (now < latest && earlier++ == 0) {
                firstLine = line;
            }
            latest = Math.max(latest, now);
        }

        Optional<String> disagreement() {
            return earlier == 0
                    ? Optional.empty()
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "events are in the order of the file, though %,d %s a lower %s than one before, first in"
                                    + " line %d",
                            earlier,
                            earlier == 1 ? "has" : "have",
                            name,
                            firstLine));
        }
    }
}
