package dev.faultline.chaos;

import java.math.BigDecimal;

/** Decimal numbers in faults. */
final class Numbers {
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
}
