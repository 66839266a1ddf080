package dev.faultline.invariant;

import dev.faultline.invariant.Value.Bool;
import dev.faultline.invariant.Value.Missing;
import dev.faultline.invariant.Value.Nil;
import dev.faultline.invariant.Value.Num;
import dev.faultline.invariant.Value.Text;
import java.math.BigDecimal;

/** What two values come to. */
final class Arithmetic {
    private Arithmetic() {}

    static Value of(Operator operator, Value left, Value right) {
        if (left instanceof Missing) {
            return left;
        }
        if (right instanceof Missing) {
            return right;
        }
        return switch (operator) {
            case EQUAL -> Bool.of(left.equals(right));
            case UNEQUAL -> Bool.of(!left.equals(right));
            case BELOW, AT_MOST, ABOVE, AT_LEAST -> compared(operator, left, right);
            case PLUS, MINUS, TIMES, DIVIDED_BY, REMAINDER -> computed(operator, left, right);
            case AND, OR, IMPLIES -> throw new IllegalArgumentException(operator + " is no arithmetic");
        };
    }

    private static Value compared(Operator operator, Value left, Value right) {
        int order;
        if (left instanceof Num(BigDecimal a) && right instanceof Num(BigDecimal b)) {
            order = a.compareTo(b);
        } else if (left instanceof Text(String a) && right instanceof Text(String b)) {
            order = a.compareTo(b);
        } else {
            boolean leftFits = (left instanceof Num && !(right instanceof Num)) || right instanceof Nil;
            return Evaluation.mistake(
                    "'" + operator.symbol() + "' needs two numbers or two texts",
                    leftFits && !(left instanceof Nil) ? right : left);
        }
        return Bool.of(
                switch (operator) {
                    case BELOW -> order < 0;
                    case AT_MOST -> order <= 0;
                    case ABOVE -> order > 0;
                    default -> order >= 0;
                });
    }

    private static Value computed(Operator operator, Value left, Value right) {
        if (!(left instanceof Num(BigDecimal a))) {
            return Evaluation.mistake("'" + operator.symbol() + "' needs numbers", left);
        }
        if (!(right instanceof Num(BigDecimal b))) {
            return Evaluation.mistake("'" + operator.symbol() + "' needs numbers", right);
        }
        boolean divides = operator == Operator.DIVIDED_BY || operator == Operator.REMAINDER;
        if (divides && b.signum() == 0) {
            return new Missing("nothing can be divided by 0", false);
        }
        try {
            return new Num(
                    switch (operator) {
                        case PLUS -> a.add(b, Num.DIGITS);
                        case MINUS -> a.subtract(b, Num.DIGITS);
                        case TIMES -> a.multiply(b, Num.DIGITS);
                        case DIVIDED_BY -> a.divide(b, Num.DIGITS);
                        default -> a.remainder(b, Num.DIGITS);
                    });
        } catch (ArithmeticException e) {
            return new Missing(a + " " + operator.symbol() + " " + b + " is more than 34 digits can tell", false);
        }
    }
}
