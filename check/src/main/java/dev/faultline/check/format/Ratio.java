package dev.faultline.check.format;

import java.math.BigInteger;

/**
 * A ratio of whole numbers, such as {@code 1/3}: in lowest terms and not a whole number.
 *
 * @param denominator above 1
 */
public record Ratio(BigInteger numerator, BigInteger denominator) {

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
