package dev.faultline.invariant;

/** What stands between two expressions, the weakest first. */
public enum Operator {
    /** If the left holds, so does the right. */
    IMPLIES("implies", 1),
    /** One of the two holds, or both. */
    OR("or", 2),
    /** Both hold. */
    AND("and", 3),
    /** The same value; values of two kinds are never the same. */
    EQUAL("==", 5),
    /** Another value. */
    UNEQUAL("!=", 5),
    /** Of numbers, or of texts by their letters. */
    BELOW("<", 5),
    /** Of numbers, or of texts by their letters. */
    AT_MOST("<=", 5),
    /** Of numbers, or of texts by their letters. */
    ABOVE(">", 5),
    /** Of numbers, or of texts by their letters. */
    AT_LEAST(">=", 5),
    /** Of numbers. */
    PLUS("+", 6),
    /** Of numbers. */
    MINUS("-", 6),
    /** Of numbers. */
    TIMES("*", 7),
    /** Of numbers, to 34 digits. */
    DIVIDED_BY("/", 7),
    /** What a division leaves; its sign is that of the left. */
    REMAINDER("%", 7);

    /** How strongly {@code not} binds. */
    static final int NOT_STRENGTH = 4;
    /** How strongly a sign binds. */
    static final int SIGN_STRENGTH = 8;

    private final String symbol;
    private final int strength;

    Operator(String symbol, int strength) {
        this.symbol = symbol;
        this.strength = strength;
    }

    /** Returns how it is written. */
    public String symbol() {
        return symbol;
    }

    int strength() {
        return strength;
    }

    boolean isComparison() {
        return strength == EQUAL.strength;
    }
}
