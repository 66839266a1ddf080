package dev.faultline.invariant;

/** The text of an invariant is wrong. */
public final class InvariantException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String problem;

    InvariantException(String text, int offset, String problem) {
        int start = 0;
        int lines = 1;
        for (int i = 0; i < offset; i++) {
            if (text.charAt(i) == '\n') {
                lines++;
                start = i + 1;
            }
        }
        line = lines;
        column = offset - start + 1;
        this.problem = problem;
    }

    /** Returns the line, from 1. */
    public int line() {
        return line;
    }

    /** Returns the column, from 1, in units of UTF-16. */
    public int column() {
        return column;
    }

    /** Returns what was found there, and what would be right. */
    public String problem() {
        return problem;
    }

    @Override
    public String getMessage() {
        return line + ":" + column + ": " + problem;
    }
}
