package dev.faultline.experiment;

import dev.faultline.journal.MalformedJournalException;
import dev.faultline.journal.Manifest;
import dev.faultline.journal.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a run is made again that is written down in a folder. */
public final class RunAgain {
    /** The section of the manifest that has the words. */
    public static final String SECTION = "replay";
    /** The hash of the experiment's text in that section. */
    public static final String TEXT = "experimentSha256";

    private RunAgain() {}

    /**
     * Returns the words of a command line, behind the name of the command, that make the run again: its experiment, seed and
     * options, and its schedule from the folder.
     *
     * @throws ExperimentException if the folder holds no run, or one that does not say how it was made, or the experiment or
     *     the class path of the tool is not what it was then: it would make another run
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
        requireSameText(manifest, line, folder);
        requireSameTool(manifest, line, folder);
        return line;
    }

    private static void requireSameText(Manifest manifest, List<String> line, Path folder) {
        String experiment = line.getFirst();
        Object before = manifest.sections().getOrDefault(SECTION, Map.of()).get(TEXT);
        if (before instanceof String hash
                && !text(experiment).map(Sha256::ofText).orElse(hash).equals(hash)) {
            throw new ExperimentException("the experiment " + experiment + " is not what it was when the run in "
                    + folder + " was made: the hash of its text was " + Sha256.shown(hash) + "; bring that text back, "
                    + or(line));
        }
    }

    private static void requireSameTool(Manifest manifest, List<String> line, Path folder) {
        List<String> before = ToolClassPath.of(manifest.artifacts());
        List<String> now = ToolClassPath.of(ToolClassPath.artifacts().stream()
                .map(artifact -> new Manifest.Artifact(artifact.coordinate(), artifact.sha256()))
                .toList());
        if (!now.equals(before)) {
            throw new ExperimentException(
                    "the run in " + folder + " was made with " + described(before) + " on " + ToolClassPath.VARIABLE
                            + ", and now there is " + described(now) + "; bring that back, " + or(line));
        }
    }

    private static String described(List<String> files) {
        return files.isEmpty() ? "nothing" : String.join(", ", files);
    }

    private static String or(List<String> line) {
        return "or make a run of what it is now in another folder: ./faultline run " + ReplayLine.quoted(line)
                + " --out FOLDER";
    }

    /** Returns the text of the experiment; nothing if it cannot be read, which is told where it is loaded. */
    private static Optional<String> text(String experiment) {
        if (Experiments.isBuiltIn(experiment)) {
            return Optional.of(Experiments.builtIn(experiment));
        }
        try {
            return Optional.of(Files.readString(Path.of(experiment)));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
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
