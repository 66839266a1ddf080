package dev.faultline.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of recorded histories.
 *
 * @param files one history, usually one file; some formats have one file for each session
 * @param model what the history is of; empty to guess it from the content
 * @param level what is asked of it; empty for what fits the model best
 * @param settings of the model, by name
 * @param limits when to give up. {@link Limits#memoryBytes} is for the whole, input included
 * @param meanwhile what went on while the history was made, to be drawn behind a counterexample
 */
public record Question(
        List<Path> files,
        Optional<String> model,
        Optional<String> level,
        Map<String, String> settings,
        Limits limits,
        List<ViolationPicture.Span> meanwhile) {

    /** Copies the collections. */
    public Question {
        files = List.copyOf(files);
        settings = Map.copyOf(settings);
        meanwhile = List.copyOf(meanwhile);
    }

    /** Asks about a history of which nobody tells what went on meanwhile. */
    public Question(
            List<Path> files,
            Optional<String> model,
            Optional<String> level,
            Map<String, String> settings,
            Limits limits) {
        this(files, model, level, settings, limits, List.of());
    }
}
