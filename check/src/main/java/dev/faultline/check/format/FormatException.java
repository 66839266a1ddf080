package dev.faultline.check.format;

/** A file is not what it should be. The message begins with the file and, where there is one, the line. */
public final class FormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final long line;

    /**
     * @param file the name of the file
     * @param line the line, from 1; 0 if it belongs to no line
     * @param problem what is wrong, in words that begin small
     */
    public FormatException(String file, long line, String problem) {
        super(line > 0 ? file + ":" + line + ": " + problem : file + ": " + problem);
        this.file = file;
        this.line = line;
    }

    /** The name of the file. */
    public String file() {
        return file;
    }

    /** The line, from 1; 0 if the problem belongs to no line. */
    public long line() {
        return line;
    }
}
