package dev.faultline.check;

import java.util.Optional;
import java.util.Set;

/** Judges recorded histories of some models. */
public interface Judge {

    /** The models that it knows, by their names in commands. */
    Set<String> models();

    /** The levels that it knows, by their names in commands. */
    Set<String> levels();

    /** Whether it can judge the files without being told the model; looks at how they begin only. */
    boolean recognizes(Question question);

    /**
     * Answers, or is empty if it finds on closer look that the files are of another judge.
     *
     * @throws dev.faultline.check.format.FormatException if a file is malformed
     * @throws IllegalArgumentException if model, level or settings do not fit the history
     */
    Optional<Answer> judge(Question question);
}
