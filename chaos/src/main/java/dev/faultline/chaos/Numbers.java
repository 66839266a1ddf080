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
}
