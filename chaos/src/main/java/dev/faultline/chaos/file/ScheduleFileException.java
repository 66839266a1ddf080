package dev.faultline.chaos.file;

import java.util.List;
import java.util.stream.Collectors;

/** A file of faults is not what it should be: everything that is wrong with it. */
public final class ScheduleFileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient List<Mistake> mistakes;

    /**
     * Something that is wrong.
     *
     * @param line from 1
     * @param column from 1
     * @param key with those that it is nested in; empty for the file as a whole
     * @param problem what is wrong, and what would be right
     */
    public record Mistake(int line, int column, String key, String problem) {
        /** Returns it as a line, behind the name of the file. */
        String after(String source) {
            return source + ":" + line + ":" + column + ": " + (key.isEmpty() ? "" : key + ": ") + problem;
        }
    }

    ScheduleFileException(String source, List<Mistake> mistakes, int all) {
        super(mistakes.stream().map(mistake -> mistake.after(source)).collect(Collectors.joining("\n"))
                + (all > mistakes.size() ? "\nand " + (all - mistakes.size()) + " more" : ""));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Returns what is wrong, in the order of the file; of very many the first. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
