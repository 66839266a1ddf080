package dev.faultline.invariant;

import dev.faultline.invariant.Value.Num;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The sum of the numbers among values that come and go. It is kept with all its digits, and rounded only when it is asked for, so
 * that it does not depend on what has come and gone.
 */
final class Total {
    /** With numbers farther apart than this the digits between them would be too many to keep. */
    private static final int SCALE_MAX = 300;

    private BigDecimal sum = BigDecimal.ZERO;
    private int numbers;

    Total copy() {
        Total copy = new Total();
        copy.sum = sum;
        copy.numbers = numbers;
        return copy;
    }

    /** Takes a value in; no value, and one that is no number that can be kept, does not count. */
    void add(@Nullable Value value) {
        if (value instanceof Num(BigDecimal number) && Math.abs((long) number.scale()) <= SCALE_MAX) {
            sum = sum.add(number);
            numbers++;
        }
    }

    /** Takes a value out that was taken in. */
    void remove(@Nullable Value value) {
        if (value instanceof Num(BigDecimal number) && Math.abs((long) number.scale()) <= SCALE_MAX) {
            sum = sum.subtract(number);
            numbers--;
        }
    }

    /** Returns the sum of so many values; null if it is not known, as not all of them count. */
    @Nullable
    Num of(int values) {
        return numbers == values ? new Num(sum) : null;
    }
}
