package dev.faultline.chaos;

/** A line of text that is not what it should be, and where. */
final class FaultSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    FaultSyntaxException(int column, String problem) {
        super("column " + column + ": " + problem);
    }

    FaultSyntaxException(int line, FaultSyntaxException inLine) {
        super("line " + line + ", " + inLine.getMessage(), inLine);
    }
}
