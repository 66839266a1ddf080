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
 */
public record Question(
        List<Path> files, Optional<String> model, Optional<String> level, Map<String, String> settings, Limits limits) {

    /** Copies the collections. */
    public Question {
        files = List.copyOf(files);
        settings = Map.copyOf(settings);
    }
}
