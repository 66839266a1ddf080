package dev.faultline.chaos;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decimal numbers in faults. */
final class Numbers {
    private static final Pattern BYTES = Pattern.compile("(-?[0-9]{1,18})(B|KB|MB|GB)");

    private Numbers() {}

    /** Returns the shortest plain decimal that reads back as the same number. */
    static String text(double number) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }

    /**
     * Reads a decimal number that is not negative.
     *
     * @throws IllegalArgumentException if it is none
     */
    static double parse(String word) {
        if (!word.matches("[0-9]{1,15}(\\.[0-9]+)?")) {
            throw new IllegalArgumentException("'" + word + "' is no decimal number, such as 0.5");
        }
        return Double.parseDouble(word);
    }

    /**
     * Reads a number of bytes, with B, KB, MB or GB in powers of 1,024.
     *
     * @throws IllegalArgumentException if it is none
     */
    static long bytes(String word) {
        Matcher form = BYTES.matcher(word);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + word + "' is no number of bytes; write a whole number and B, KB, MB or GB, such as 512B");
        }
        long unit = 1L << (10 * List.of("B", "KB", "MB", "GB").indexOf(form.group(2)));
        try {
            return Math.multiplyExact(Long.parseLong(form.group(1)), unit);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + word + "' is more bytes than there are", e);
        }
    }

    /** Returns the shortest text that reads back as the same number of bytes. */
    static String bytesText(long bytes) {
        int unit = bytes == 0 ? 0 : Math.min(3, Long.numberOfTrailingZeros(bytes) / 10);
        return (bytes >> (10 * unit)) + List.of("B", "KB", "MB", "GB").get(unit);
    }

    /**
     * Reads a whole number that is not negative, or {@code any}, which is this one.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static long orAny(String word, long any) {
        if (word.equals("any")) {
            return any;
        }
        if (!word.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("'" + word + "' is no whole number; write one, or any");
        }
        return Long.parseLong(word);
    }

    /** Returns the text of a whole number for which {@code any} can be said where there is no limit. */
    static String countText(long number) {
        return orAnyText(number, Long.MAX_VALUE);
    }

    static String orAnyText(long number, long any) {
        return number == any ? "any" : Long.toString(number);
    }
}
