package dev.faultline.chaos;

import dev.faultline.sim.Distribution;
import dev.faultline.sim.MethodPattern;
import java.time.Duration;
import java.util.List;

/**
 * What goes wrong in the code of a program: at methods of the application, as they begin. Which methods can be reached is in
 * {@link dev.faultline.sim.MethodPattern} and its docs. The lines of text are in {@link Fault}.
 */
public sealed interface CodeFault extends Fault {
    /** Returns the nodes, or {@link #ALL} alone. */
    List<String> nodes();

    /** Returns which methods, as a {@link dev.faultline.sim.MethodPattern}. */
    String method();

    /** Returns how likely each of the methods is to be a point at all in a run, above 0 to 1. */
    double chosen();

    /** Returns how likely each call of a point is to be struck, above 0 to 1. */
    double chance();

    /** Returns how many calls are struck at most; {@link Long#MAX_VALUE} for no limit. */
    long times();

    /**
     * Methods throw an exception, whether or not they say that they may.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param method which methods
     * @param exception the name of the class
     * @param message what it says, if it can
     * @param chosen how likely each of the methods is to be a point at all, above 0 to 1; drawn once a run
     * @param chance how likely each call is to be struck, above 0 to 1
     * @param times how many calls are struck at most; {@link Long#MAX_VALUE} for no limit
     * @param lasting how long it is so
     */
    @Kind(word = "method-throw", doc = "methods of the program throw an exception as they begin")
    record MethodThrow(
            @Parts.Nodes List<String> nodes,
            @Parts.Methods String method,

            @Part(is = Notation.CLASS, said = "throwing", doc = "what is thrown")
            String exception,

            @Part(is = Notation.TEXT, said = "saying", usual = "\"injected\"", doc = "the message")
            String message,

            @Parts.Chosen double chosen,
            @Parts.Chance double chance,
            @Parts.Times long times,
            @Parts.Lasting Duration lasting)
            implements CodeFault {
        /** Checks the ranges. */
        public MethodThrow {
            nodes = Names.checkOrAll(nodes);
            Ranges.method(method);
            WrongPart.unless(
                    exception.matches("[\\p{javaJavaIdentifierPart}]+(\\.[\\p{javaJavaIdentifierPart}]+)*"),
                    "exception",
                    "an exception is the full name of a class, such as java.io.IOException, was '" + exception + "'");
            WrongPart.unless(
                    message.length() <= 1_000 && message.chars().noneMatch(Character::isISOControl),
                    "message",
                    "a message is a line of 1000 characters at most");
            Ranges.chosen(chosen);
            Ranges.chance(chance);
            Ranges.times(times);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Methods take longer, with the monitors that they have.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param method which methods
     * @param chosen how likely each of the methods is to be a point at all, above 0 to 1; drawn once a run
     * @param chance how likely each call is to be struck, above 0 to 1
     * @param times how many calls are struck at most; {@link Long#MAX_VALUE} for no limit
     * @param extra by how much
     * @param lasting how long it is so
     */
    @Kind(word = "method-delay", doc = "methods of the program take longer, by a distribution")
    record MethodDelay(
            @Parts.Nodes List<String> nodes,
            @Parts.Methods String method,
            @Parts.Chosen double chosen,
            @Parts.Chance double chance,
            @Parts.Times long times,

            @Part(is = Notation.DISTRIBUTION, said = "by", doc = "how much longer each takes")
            Distribution extra,

            @Parts.Lasting Duration lasting)
            implements CodeFault {
        /** Checks the ranges. */
        public MethodDelay {
            nodes = Names.checkOrAll(nodes);
            Ranges.method(method);
            Ranges.chosen(chosen);
            Ranges.chance(chance);
            Ranges.times(times);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }

    /**
     * Methods do nothing and return a value.
     *
     * @param nodes the nodes, or {@link #ALL} alone
     * @param method which methods
     * @param value {@code void}, {@code null}, {@code true}, a number, a text in quotation marks, a constant of an enum, or {@code
     *     empty}; calls of a method that cannot return it are not struck
     * @param chosen how likely each of the methods is to be a point at all, above 0 to 1; drawn once a run
     * @param chance how likely each call is to be struck, above 0 to 1
     * @param times how many calls are struck at most; {@link Long#MAX_VALUE} for no limit
     * @param lasting how long it is so
     */
    @Kind(word = "method-return", doc = "methods of the program do nothing and return a value")
    record MethodReturn(
            @Parts.Nodes List<String> nodes,
            @Parts.Methods String method,

            @Part(is = Notation.VALUE, said = "returning", doc = "what they return")
            String value,

            @Parts.Chosen double chosen,
            @Parts.Chance double chance,
            @Parts.Times long times,
            @Parts.Lasting Duration lasting)
            implements CodeFault {
        /** Checks the ranges. */
        public MethodReturn {
            nodes = Names.checkOrAll(nodes);
            Ranges.method(method);
            WrongPart.unless(
                    !MethodPattern.of(method).isOfInitializers(),
                    "method",
                    "constructors and static initialisers return nothing; let them throw, or take longer: " + method);
            WrongPart.unless(
                    value.length() <= 1_000 && (Quotes.isQuoted(value) || value.matches("[^\\s\"\\\\]+")),
                    "value",
                    "a value is a word or a text in quotation marks, was " + value);
            Ranges.chosen(chosen);
            Ranges.chance(chance);
            Ranges.times(times);
            Times.check(lasting);
        }

        @Override
        public String toString() {
            return Form.line(this);
        }
    }
}
