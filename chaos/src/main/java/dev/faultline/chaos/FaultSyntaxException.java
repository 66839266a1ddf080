package dev.faultline.chaos;

/** A line of text that is not what it should be, and where. */
final class FaultSyntaxException extends IllegalArgumentException {
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

    int column() {
        return column;
    }

    String problem() {
        return problem;
    }
}
