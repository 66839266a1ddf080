package dev.faultline.experiment;

import dev.faultline.chaos.file.TomlFile;
import dev.faultline.journal.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Finds and reads experiments: built-in ones by name, others from files in TOML.
 *
 * <p>In a file, {@code ${OPTION}} stands for the value of an option, {@code ${nodes}} for the names of the nodes with
 * commas between them, and in what each node has of its own {@code ${node.name}} and {@code ${node.number}} (from 1) for
 * that node. A line of {@code [system.files]} with {@code ${each.name}} or {@code ${each.number}} in it is repeated for
 * every node; so is each value of {@code [system.lists]}, and {@code ${LIST}} stands for the results with commas between
 * them. {@code $${NAME}} is {@code ${NAME}} itself.
 */
public final class Experiments {
    private static final List<String> BUILT_IN = List.of(
            "bank",
            "curator",
            "grpc",
            "h2",
            "h2-txn",
            "jetty",
            "jgroups",
            "kafka",
            "kv",
            "kv-txn",
            "lock",
            "netty",
            "raft",
            "structures",
            "zookeeper");

    private Experiments() {}

    /** A built-in experiment. */
    public record BuiltIn(String name, String description) {}

    /** Returns whether there is a built-in experiment of that name. */
    static boolean isBuiltIn(String name) {
        return BUILT_IN.contains(name);
    }

    /** Returns the built-in experiments, in the order of their names. */
    public static List<BuiltIn> builtIns() {
        return BUILT_IN.stream()
                .map(name -> new BuiltIn(name, load(name, Map.of()).description()))
                .toList();
    }

    /**
     * Reads an experiment.
     *
     * @param nameOrFile the name of a built-in experiment, or else a path
     * @param set options to set, by name
     * @throws ExperimentException if there is none, or anything is wrong with it or with what is set; it tells all
     */
    public static Experiment load(String nameOrFile, Map<String, String> set) {
        if (BUILT_IN.contains(nameOrFile)) {
            return parse(builtIn(nameOrFile), "builtin:" + nameOrFile, Path.of(""), set);
        }
        try {
            Path file = Path.of(nameOrFile);
            if (Files.isRegularFile(file)) {
                Path folder = file.toAbsolutePath().getParent();
                String text = TomlFile.withoutMark(Files.readString(file));
                return parse(text, nameOrFile, folder == null ? Path.of("") : folder, set);
            }
            if (Files.exists(file)) {
                throw new ExperimentException(
                        nameOrFile + (Files.isDirectory(file) ? " is a folder" : " is no regular file")
                                + "; an experiment is a file in TOML, or a built-in one: "
                                + String.join(", ", BUILT_IN));
            }
        } catch (CharacterCodingException e) {
            throw new ExperimentException(nameOrFile + ": is not text in UTF-8", e);
        } catch (IOException e) {
            throw new ExperimentException(nameOrFile + ": cannot be read: " + Failure.reason(e), e);
        } catch (InvalidPathException e) {
            throw new ExperimentException("'" + nameOrFile + "' is not a path: " + e.getReason(), e);
        }
        throw new ExperimentException("there is no experiment '" + nameOrFile + "', neither a file nor a built-in one; "
                + Spelling.hint(nameOrFile, "built-in", BUILT_IN));
    }

    /**
     * Reads an experiment from a text in TOML.
     *
     * @param text the text
     * @param source what it is called in errors
     * @param folder what relative paths of its class paths are relative to
     * @param set options to set, by name
     * @throws ExperimentException if anything is wrong; it tells all
     */
    public static Experiment parse(String text, String source, Path folder, Map<String, String> set) {
        return new ExperimentReader(source, text, folder, set).read();
    }

    /** Returns the text of a built-in experiment. */
    static String builtIn(String name) {
        String resource = "builtin/" + name + ".toml";
        try (InputStream in = Experiments.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the distribution is damaged: " + resource + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
