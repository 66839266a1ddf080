package dev.faultline.experiment;

import dev.faultline.journal.MalformedJournalException;
import dev.faultline.journal.Manifest;
import dev.faultline.journal.RunFolder;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a run is made again that is written down in a folder. */
public final class RunAgain {
    /** The section of the manifest that has the words. */
    static final String SECTION = "replay";

    private RunAgain() {}

    /**
     * Returns the words of a command line, behind the name of the command, that make the run again: its experiment, seed and
     * options, and its schedule from the folder.
     *
     * @throws ExperimentException if the folder holds no run, or one that does not say how it was made
     */
    public static List<String> words(Path folder) {
        Manifest manifest;
        try {
            manifest = RunFolder.open(folder).manifest();
        } catch (IllegalArgumentException | UncheckedIOException | MalformedJournalException e) {
            throw new ExperimentException(folder + " holds no run that could be made again: " + e.getMessage(), e);
        }
        Object words = manifest.sections().getOrDefault(SECTION, Map.of()).get("words");
        if (!(words instanceof List<?> list) || list.isEmpty()) {
            throw new ExperimentException(folder + " does not say how its run was made; give its experiment, "
                    + manifest.experiment() + ", and --seed " + manifest.seed());
        }
        if (isRun(String.valueOf(list.getFirst()))) {
            throw new ExperimentException(
                    "the experiment of " + folder + " was " + list.getFirst() + ", which is a folder now");
        }
        List<String> line = new ArrayList<>();
        for (Object word : list) {
            boolean isFile = !line.isEmpty() && line.getLast().equals("--schedule");
            line.add(isFile ? folder.resolve(String.valueOf(word)).toString() : String.valueOf(word));
        }
        return line;
    }

    /** Returns whether that is the folder of a run, and not the name of an experiment. */
    public static boolean isRun(String nameOrFolder) {
        try {
            return !Experiments.isBuiltIn(nameOrFolder)
                    && Files.isRegularFile(Path.of(nameOrFolder).resolve("manifest.json"));
        } catch (InvalidPathException e) {
            return false; // what it is instead is for the one to say who looks for the experiment
        }
    }
}
