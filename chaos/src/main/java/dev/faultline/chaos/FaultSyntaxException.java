package dev.faultline.chaos;

/** A line of text that is not what it should be, and where. */
public final class FaultSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final int column;
    private final String problem;

    FaultSyntaxException(int column, String problem) {
        super("column " + column + ": " + problem);
        this.column = column;
        this.problem = problem;
    }

    FaultSyntaxException(int line, FaultSyntaxException inLine) {
        super("line " + line + ", " + inLine.getMessage(), inLine);
        column = inLine.column;
        problem = inLine.problem;
    }

    /** Returns the column, from 1. */
    public int column() {
        return column;
    }

    /** Returns what is wrong there, and what would be right. */
    public String problem() {
        return problem;
    }
}
