package dev.faultline.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them: {@code 500ms}, {@code 5s}, {@code 2m}. */
final class TimeSpan {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})(ms|s|m)?");

    private TimeSpan() {}

    static Duration parse(String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw new UsageException("--time needs a span such as 500ms, 5s or 2m, not '" + text + "'");
        }
        long number = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case null, default -> Duration.ofSeconds(number);
        };
    }
}
