package dev.faultline.sim;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/** Reads distributions as people write them. */
final class DistributionText {
    private static final String LAWS = "constant, uniform, normal, lognormal, exponential, pareto or empirical";

    private final String text;
    private final String[] words;

    private DistributionText(String text) {
        this.text = text;
        words = text.strip().split("\\s+", -1);
    }

    static Distribution parse(String text) {
        List<Distribution> parts = Arrays.stream(text.split("\\+", -1))
                .map(part -> new DistributionText(part.strip()).law())
                .toList();
        return parts.size() == 1 ? parts.getFirst() : new Distribution.Sum(parts);
    }

    static String format(long nanos) {
        if (nanos % 1_000_000_000L == 0) {
            return nanos / 1_000_000_000L + "s";
        }
        if (nanos % 1_000_000L == 0) {
            return nanos / 1_000_000L + "ms";
        }
        return nanos % 1_000L == 0 ? nanos / 1_000L + "us" : nanos + "ns";
    }

    private Distribution law() {
        return switch (words[0]) {
            case "constant" -> new Distribution.Constant(nanos(1, 1));
            case "uniform" -> new Distribution.Uniform(nanos(1, 2), nanos(2, 2));
            case "normal" -> new Distribution.Normal(nanos(1, 2), nanos(2, 2));
            case "lognormal" -> new Distribution.LogNormal(nanos(1, 2), number(word(2, 2)));
            case "exponential" -> new Distribution.Exponential(nanos(1, 1));
            case "pareto" -> new Distribution.Pareto(nanos(1, 2), number(word(2, 2)));
            case "empirical" -> empirical();
            default ->
                throw new IllegalArgumentException("'" + text + "' is no distribution: it must begin with " + LAWS
                        + ", such as 'uniform 100us 500us'; a sum of two has a + between them");
        };
    }

    private Distribution empirical() {
        int count = words.length - 1;
        if (count == 0) {
            throw new IllegalArgumentException(
                    "'" + text + "': empirical takes at least one duration, such as 'empirical 1ms 2ms 5ms'");
        }
        Long[] nanos = new Long[count];
        Arrays.setAll(nanos, i -> nanos(i + 1, count));
        return new Distribution.Empirical(List.of(nanos));
    }

    private long nanos(int index, int count) {
        String word = word(index, count);
        int unitAt = 0;
        while (unitAt < word.length() && !Character.isLetter(word.charAt(unitAt))) {
            unitAt++;
        }
        long unit = unitNanos(word, word.substring(unitAt));
        BigDecimal nanos = decimal(word, word.substring(0, unitAt)).multiply(BigDecimal.valueOf(unit));
        if (nanos.abs().compareTo(BigDecimal.valueOf(Distribution.MAX_NANOS)) > 0) {
            throw new IllegalArgumentException("'" + text + "': '" + word + "' is more than one hour");
        }
        return nanos.setScale(0, RoundingMode.HALF_UP).longValue();
    }

    private double number(String word) {
        return decimal(word, word).doubleValue();
    }

    private String word(int index, int count) {
        if (words.length != count + 1) {
            throw new IllegalArgumentException("'" + text + "': " + words[0] + " takes " + count
                    + (count == 1 ? " parameter" : " parameters") + ", found " + (words.length - 1));
        }
        return words[index];
    }

    private BigDecimal decimal(String word, String digits) {
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "': '" + word + "' does not begin with a number, such as 1.5", e);
        }
    }

    private long unitNanos(String word, String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default ->
                throw new IllegalArgumentException(
                        "'" + text + "': '" + word + "' needs a unit: ns, us, ms, s, m or h, such as 1.5ms");
        };
    }
}
