package dev.faultline.journal;

/**
 * A file of a run that is not what it should be: not JSON, not UTF-8, cut short, beyond a limit, or saying something
 * that cannot have happened. The message starts with {@code file:line:column:} as compilers print it.
 */
public final class MalformedJournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int MESSAGE_LIMIT = 400;

    private final String source;
    private final long line;
    private final long column;

    MalformedJournalException(String source, long line, long column, String message) {
        super(source + ":" + line + ":" + column + ": " + printable(message));
        this.source = source;
        this.line = line;
        this.column = column;
    }

    /** Messages quote the file, which may hold anything of any length. */
    private static String printable(String message) {
        String escaped = message.codePoints()
                .limit(MESSAGE_LIMIT)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return message.length() > MESSAGE_LIMIT ? escaped + "..." : escaped;
    }

    /** The file, as it was named by who opened it. */
    public String source() {
        return source;
    }

    /** The line, from 1. */
    public long line() {
        return line;
    }

    /** The column in UTF-16 units, from 1. */
    public long column() {
        return column;
    }
}
