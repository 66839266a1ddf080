package dev.faultline.invariant;

import java.util.List;
import java.util.Optional;

/**
 * The tree of an invariant. Its text is what {@code toString} says, which reads back as the same tree.
 *
 * <p>Trees are made by {@link Invariant#parse} from text, or by {@link Terms} and the methods here in Java. What a tree must be
 * to be evaluated, such as that variables are bound, is checked when it becomes an {@link Invariant}.
 */
public sealed interface Expression {
    /** A value that is written out. */
    record Literal(Value value) implements Expression {
        /** @throws IllegalArgumentException if it cannot be written: {@link Value.Missing}, and numbers from about 1e300 on */
        public Literal {
            if (value instanceof Value.Missing
                    || (value instanceof Value.Num
                            && Value.number(value.toString()).isEmpty())) {
                throw new IllegalArgumentException("this cannot be written out: " + value);
            }
        }

        @Override
        public String toString() {
            return ExpressionText.of(this);
        }
    }

    /** What is known of the operation at hand. */
    record OfOperation(OperationPart part) implements Expression {
        @Override
        public String toString() {
            return ExpressionText.of(this);
        }
    }

    /** The name of the member that a quantifier is at. */
    record Variable(String name) implements Expression {
        /** @throws IllegalArgumentException if it is no name, or means something else */
        public Variable {
            Lexer.requireVariable(name);
        }

        @Override
        public String toString() {
            return ExpressionText.of(this);
        }
    }

    /**
     * The value that was published under a name.
     *
     * @param node by whom; empty for whoever did so last
     * @param path the parts of the name; none only of {@code @*}
     */
    record Place(Optional<At> node, List<Expression> path) implements Expression {
        /**
         * Copies the path; parts that are written out become texts.
         *
         * @throws IllegalArgumentException if the first part is no text, or there is none and the node is not every node
         */
        public Place {
            path = path.stream().map(Place::part).toList();
            boolean named =
                    !path.isEmpty() && path.getFirst() instanceof Literal(Value.Text(String first)) && !first.isEmpty();
            if (!named && !(path.isEmpty() && node.isPresent() && node.get() instanceof At.EveryNode)) {
                throw new IllegalArgumentException("the first part of a name is a text that is not empty");
            }
        }

        /** A part that is written out is a text: {@code log[1]} is the same name as {@code log["1"]}. */
        private static Expression part(Expression part) {
            return part instanceof Literal(Value value) ? new Literal(new Value.Text(value.asPart())) : part;
        }

        @Override
        public String toString() {
            return ExpressionText.of(this);
        }
    }

    /** Whose value it is. */
    sealed interface At {
        /** A node by its name. */
        record NodeNamed(String name) implements At {}

        /** The node whose name a variable holds. */
        record NodeOf(String variable) implements At {
            /** @throws IllegalArgumentException if it is no name of a variable */
            public NodeOf {
                Lexer.requireVariable(variable);
            }
        }

        /** All nodes; for groups only. */
        record EveryNode() implements At {}
    }

    /** What the expression was at the look before. */
    record Old(Expression inner) implements Expression {
        @Override
        public String toString() {
            return ExpressionText.of(this);
        }
    }

    /** Whether there is a value. */
    record Known(Place place) implements Expression {
        @Override
        public String toString() {
            return ExpressionText.of(this);
        }
    }

    /** The opposite. */
    record Not(Expression inner) implements Expression {
        @Override
        public String toString() {
            return ExpressionText.of(this);
        }
    }

    /** The number with the other sign. */
    record Negative(Expression inner) implements Expression {
        @Override
        public String toString() {
            return ExpressionText.of(this);
        }
    }

    /** Two expressions and what stands between them. */
    record Binary(Operator operator, Expression left, Expression right) implements Expression {
        @Override
        public String toString() {
            return ExpressionText.of(this);
        }
    }

    /**
     * What all members of a group come to together.
     *
     * @param kind sum, count and so on
     * @param variable the name that the body has for a member; empty where the members themselves are meant
     * @param group whose members
     * @param body what is taken of each member; empty just if there is no variable
     */
    record Fold(Kind kind, Optional<String> variable, Place group, Optional<Expression> body) implements Expression {
        /** What becomes of the members. */
        public enum Kind {
            /** The sum; 0 of none. */
            SUM,
            /** How many there are, or of how many the body holds. */
            COUNT,
            /** The least; not known of none. */
            MIN,
            /** The greatest; not known of none. */
            MAX,
            /** Whether the body holds of each. */
            ALL,
            /** Whether the body holds of one. */
            ANY
        }

        /** @throws IllegalArgumentException if there is a variable without a body, or the other way round */
        public Fold {
            if (variable.isPresent() != body.isPresent()) {
                throw new IllegalArgumentException("a variable and what is taken of it go together");
            }
            if (variable.isEmpty() && (kind == Kind.ALL || kind == Kind.ANY)) {
                throw new IllegalArgumentException("'all' and 'any' need a variable and what must hold of it");
            }
            variable.ifPresent(Lexer::requireVariable);
        }

        @Override
        public String toString() {
            return ExpressionText.of(this);
        }
    }

    /** Returns that both hold. */
    default Expression and(Expression other) {
        return new Binary(Operator.AND, this, other);
    }

    /** Returns that one of the two holds, or both. */
    default Expression or(Expression other) {
        return new Binary(Operator.OR, this, other);
    }

    /** Returns that the other holds if this does. */
    default Expression implies(Expression other) {
        return new Binary(Operator.IMPLIES, this, other);
    }

    /** Returns that the two are the same value; the other is an expression, a whole number, a text or a boolean. */
    default Expression isEqualTo(Object other) {
        return new Binary(Operator.EQUAL, this, Terms.of(other));
    }

    /** Returns that the two are not the same value. */
    default Expression isUnequalTo(Object other) {
        return new Binary(Operator.UNEQUAL, this, Terms.of(other));
    }

    /** Returns that this is greater. */
    default Expression isAbove(Object other) {
        return new Binary(Operator.ABOVE, this, Terms.of(other));
    }

    /** Returns that this is greater or the same. */
    default Expression isAtLeast(Object other) {
        return new Binary(Operator.AT_LEAST, this, Terms.of(other));
    }

    /** Returns that this is less. */
    default Expression isBelow(Object other) {
        return new Binary(Operator.BELOW, this, Terms.of(other));
    }

    /** Returns that this is less or the same. */
    default Expression isAtMost(Object other) {
        return new Binary(Operator.AT_MOST, this, Terms.of(other));
    }

    /** Returns the sum of the two. */
    default Expression plus(Object other) {
        return new Binary(Operator.PLUS, this, Terms.of(other));
    }

    /** Returns the difference of the two. */
    default Expression minus(Object other) {
        return new Binary(Operator.MINUS, this, Terms.of(other));
    }

    /** Returns the product of the two. */
    default Expression times(Object other) {
        return new Binary(Operator.TIMES, this, Terms.of(other));
    }

    /** Returns the quotient of the two. */
    default Expression dividedBy(Object other) {
        return new Binary(Operator.DIVIDED_BY, this, Terms.of(other));
    }
}
