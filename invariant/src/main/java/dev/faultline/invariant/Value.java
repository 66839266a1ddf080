package dev.faultline.invariant;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What a name stands for, or an expression comes to. Immutable; equal values are equal. */
public sealed interface Value {
    /** A number, of at most 34 digits; two of the same size are equal, as 1 and 1.0. */
    record Num(BigDecimal number) implements Value {
        /** The digits that numbers have, and to which results are rounded. */
        static final MathContext DIGITS = MathContext.DECIMAL128;

        /** The greatest exponent of a number that is written. */
        static final int EXPONENT_MAX = 300;

        /** Counts and the like, made once. */
        private static final List<Num> SMALL = LongStream.range(0, 256)
                .mapToObj(number -> new Num(BigDecimal.valueOf(number)))
                .toList();

        /** Rounds the number to 34 digits, and leaves zeros at its end out. */
        public Num {
            number = number.round(DIGITS).stripTrailingZeros();
        }

        @Override
        public String toString() {
            String plain = Math.abs((long) number.scale()) > EXPONENT_MAX ? "" : number.toPlainString();
            return plain.isEmpty() || plain.length() > Lexer.NUMBER_MAX ? number.toString() : plain;
        }
    }

    /** A text. */
    record Text(String text) implements Value {
        @Override
        public String toString() {
            return Quotes.text(text);
        }
    }

    /** Yes or no. */
    record Bool(boolean flag) implements Value {
        static final Bool TRUE = new Bool(true);
        static final Bool FALSE = new Bool(false);

        static Bool of(boolean flag) {
            return flag ? TRUE : FALSE;
        }

        @Override
        public String toString() {
            return String.valueOf(flag);
        }
    }

    /** That there is nothing, as a read of a key answers that nobody has written. */
    record Nil() implements Value {
        static final Nil NIL = new Nil();

        @Override
        public String toString() {
            return "nil";
        }
    }

    /**
     * That there is no value: nobody has published it yet, or it cannot be computed.
     *
     * @param why as a sentence
     * @param mistake whether it never can be, as the sum of two texts
     */
    record Missing(String why, boolean mistake) implements Value {
        @Override
        public String toString() {
            return "not known";
        }
    }

    /** How long an exponent may be, with its letter, its sign and zeros. */
    int EXPONENT_LENGTH_MAX = 8;

    /** Returns that there is nothing. */
    static Value nil() {
        return Nil.NIL;
    }

    /** Returns a whole number. */
    static Value of(long number) {
        return number >= 0 && number < Num.SMALL.size()
                ? Num.SMALL.get((int) number)
                : new Num(BigDecimal.valueOf(number));
    }

    /** Returns a text as it stands. */
    static Value of(String text) {
        return new Text(text);
    }

    /** Returns yes or no. */
    static Value of(boolean flag) {
        return Bool.of(flag);
    }

    /**
     * Returns the value of a bare word: {@code nil}, {@code true}, {@code false}, a number, or else a text.
     *
     * <p>A word is a number only if numbers are written like that, so that two words never are the same number: {@code 3.410}
     * and {@code 007} are texts.
     */
    static Value ofWord(String word) {
        return switch (word) {
            case "nil" -> nil();
            case "true" -> Bool.TRUE;
            case "false" -> Bool.FALSE;
            default -> {
                Optional<Num> number = number(word);
                yield number.isPresent() && number.get().toString().equals(word) ? number.get() : new Text(word);
            }
        };
    }

    /**
     * Returns the value of a bare word that a program has printed: as {@link #ofWord}, but a word that has the form of a number
     * is always one, as a program cannot be asked to print {@code 3} where its language prints {@code 3.0}, {@code 100.00} or
     * {@code 1.0E10}. Digits beyond 34 are rounded.
     */
    static Value ofPrinted(String word) {
        return isNumber(word) ? new Num(new BigDecimal(word)) : ofWord(word);
    }

    /**
     * Returns the value of what a history holds: null, a text, read like a {@linkplain #ofWord word}, a number or a boolean;
     * anything else, such as a list, is a text as Java prints it.
     */
    static Value ofHistory(@Nullable Object value) {
        return switch (value) {
            case null -> nil();
            case Value already -> already;
            case Boolean flag -> Bool.of(flag);
            case Long number -> of(number.longValue());
            case Integer number -> of(number.longValue());
            case Double number when Double.isFinite(number) -> new Num(BigDecimal.valueOf(number));
            case String text -> ofWord(text);
            default -> new Text(value.toString());
        };
    }

    /** Returns the value as a part of a name: a text as it stands. */
    default String asPart() {
        return this instanceof Text(String text) ? text : toString();
    }

    /** Reads a number as the language has them; empty if the text is none, has too many digits or too great an exponent. */
    static Optional<Num> number(String text) {
        if (text.length() > Lexer.NUMBER_MAX || !isNumber(text)) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        boolean fits =
                number.precision() <= Num.DIGITS.getPrecision() && Math.abs((long) number.scale()) <= Num.EXPONENT_MAX;
        return fits ? Optional.of(new Num(number)) : Optional.empty();
    }

    private static boolean isNumber(String text) {
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        boolean huge = exponent >= 0 && text.length() - exponent > EXPONENT_LENGTH_MAX;
        if (text.isEmpty() || huge) {
            return false;
        }
        int start = text.charAt(0) == '-' ? 1 : 0;
        return start < text.length() && Lexer.numberEnd(text, start) == text.length();
    }
}
