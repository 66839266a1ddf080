package dev.faultline.experiment;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: a whole number and a unit without a blank, {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}. */
final class Durations {
    static final String FORM = "a duration like \"250ms\", \"5s\", \"2m\" or \"1h\"";

    private static final Pattern PATTERN = Pattern.compile("(\\d{1,1000})(us|ms|s|m|h)");

    /** More than anything may last, and less than overflows in any unit. */
    private static final BigInteger MOST = BigInteger.TEN.pow(15);

    private Durations() {}

    static Optional<Duration> parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long count = new BigInteger(matcher.group(1)).min(MOST).longValue();
        return Optional.of(
                switch (matcher.group(2)) {
                    case "us" -> Duration.ofNanos(count * 1_000);
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    default -> Duration.ofHours(count);
                });
    }

    /** Returns the duration in the largest unit that divides it. */
    static String format(Duration duration) {
        long micros = duration.toNanos() / 1_000;
        if (micros == 0) {
            return "0s";
        }
        String[] units = {"us", "ms", "s", "m", "h"};
        long[] factors = {1, 1_000, 1_000_000, 60_000_000, 3_600_000_000L};
        int unit = units.length - 1;
        while (micros % factors[unit] != 0) {
            unit--;
        }
        return micros / factors[unit] + units[unit];
    }
}
