package dev.faultline.check.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that Clojure prints and reads: {@code 5N}, {@code 1.5M}, {@code 1/3}, {@code 0x1f}, {@code 017}, {@code 2r101}. Whole
 * numbers of any notation are equal, as they are in Clojure.
 */
final class EdnNumbers {

    private static final int HEXADECIMAL = 16;
    private static final int OCTAL = 8;
    private static final Pattern WHOLE = Pattern.compile(
            "([-+]?)(?:(0|[1-9][0-9]*)|0[xX]([0-9a-fA-F]+)|0([0-7]+)" + "|([1-9][0-9]?)[rR]([0-9a-zA-Z]+))N?");
    private static final Pattern RATIO = Pattern.compile("([-+]?[0-9]+)/([0-9]+)");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+(?:\\.[0-9]*)?(?:[eE][-+]?[0-9]{1,9})?(M?)");

    private EdnNumbers() {}

    /** The number, null if the text is none. */
    static @Nullable Object parse(String text) {
        Matcher whole = WHOLE.matcher(text);
        if (whole.matches()) {
            return whole(whole);
        }
        Matcher ratio = RATIO.matcher(text);
        if (ratio.matches()) {
            return ratio(new BigInteger(ratio.group(1)), new BigInteger(ratio.group(2)));
        }
        Matcher decimal = DECIMAL.matcher(text);
        if (!decimal.matches()) {
            return null;
        }
        if (!decimal.group(1).isEmpty()) {
            return new BigDecimal(text.substring(0, text.length() - 1)).stripTrailingZeros();
        }
        double value = Double.parseDouble(text);
        return Double.isInfinite(value) ? null : (Object) value;
    }

    private static @Nullable Object whole(Matcher parts) {
        String digits;
        int radix = 10;
        if (parts.group(2) != null) {
            digits = parts.group(2);
        } else if (parts.group(3) != null) {
            digits = parts.group(3);
            radix = HEXADECIMAL;
        } else if (parts.group(4) != null) {
            digits = parts.group(4);
            radix = OCTAL;
        } else {
            digits = parts.group(6);
            radix = Integer.parseInt(parts.group(5));
        }
        if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
            return null;
        }
        try {
            BigInteger value = new BigInteger(digits, radix);
            return plain(parts.group(1).equals("-") ? value.negate() : value);
        } catch (NumberFormatException notOfTheRadix) {
            return null;
        }
    }

    private static @Nullable Object ratio(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            return null;
        }
        BigInteger common = numerator.gcd(denominator);
        BigInteger below = denominator.divide(common);
        BigInteger above = numerator.divide(common);
        return below.equals(BigInteger.ONE) ? plain(above) : new Ratio(above, below);
    }

    private static Object plain(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }
}
