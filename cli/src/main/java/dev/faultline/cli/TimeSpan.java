package dev.faultline.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them, and as in experiment files: {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}. */
final class TimeSpan {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})(us|ms|s|m|h)?");
    private static final Duration LONGEST = Duration.ofHours(10_000);

    private TimeSpan() {}

    /**
     * Reads the span of {@code --time}; a number without a unit is seconds.
     *
     * @throws UsageException if it is none, or longer than 10,000 hours
     */
    static Duration parse(String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw new UsageException("--time needs a span such as 500ms, 5s, 2m or 1h, not '" + text + "'");
        }
        long number = Long.parseLong(span.group(1));
        Duration duration = switch (span.group(2)) {
            case "us" -> Duration.ofNanos(number * 1_000);
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case null, default -> Duration.ofSeconds(number);
        };
        if (duration.compareTo(LONGEST) > 0) {
            throw new UsageException("--time must be at most " + LONGEST.toHours() + "h, is '" + text + "'");
        }
        return duration;
    }
}
