package dev.faultline.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a run. Each file appears whole or not at all, and {@code manifest.json} last: a folder with a manifest
 * is a run that was written to its end.
 *
 * <p>Folders inside are made when something is written to them. Immutable; not made for several writers of one run.
 */
public final class RunFolder {
    static final String MANIFEST = "manifest.json";
    static final String EVENTS = "events.ndjson";
    static final String HISTORY = "history.jsonl";
    private static final Set<String> LAYOUT = Set.of(
            MANIFEST, EVENTS, HISTORY, "verdict.json", "report.html", "logs", "metrics", "traces", "coverage", "api");

    private final Path root;

    private RunFolder(Path root) {
        this.root = root;
    }

    /**
     * A new run in a folder that does not exist or is empty.
     *
     * @throws IllegalArgumentException when something is there
     * @throws UncheckedIOException when the folder cannot be made
     */
    public static RunFolder create(Path root) {
        List<Path> present = entries(root);
        if (!present.isEmpty()) {
            throw new IllegalArgumentException(root + " is not empty (it holds "
                    + present.getFirst().getFileName() + "); name another folder, or ask to replace the run in it");
        }
        return made(root);
    }

    /**
     * A new run in the place of an old one, finished or not, which is deleted.
     *
     * @throws IllegalArgumentException when the folder holds anything that does not belong to a run; nothing is
     *     deleted then
     * @throws UncheckedIOException when the old run cannot be deleted
     */
    public static RunFolder replace(Path root) {
        List<Path> present = entries(root);
        for (Path entry : present) {
            String name = entry.getFileName().toString();
            if (!LAYOUT.contains(name.endsWith(".tmp") ? name.substring(0, name.length() - 4) : name)) {
                throw new IllegalArgumentException(
                        root + " holds " + name + ", which no run writes; nothing was deleted");
            }
        }
        present.forEach(RunFolder::delete);
        return made(root);
    }

    /**
     * A run that was written to its end.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static RunFolder open(Path root) {
        if (!Files.isDirectory(root)) {
            throw new IllegalArgumentException(root + " is not a folder; a run is a folder with a " + MANIFEST);
        }
        if (!Files.isRegularFile(root.resolve(MANIFEST), LinkOption.NOFOLLOW_LINKS)) {
            boolean begun = entries(root).stream()
                    .map(entry -> entry.getFileName().toString())
                    .anyMatch(name -> name.startsWith(EVENTS) || name.startsWith(HISTORY));
            throw new IllegalArgumentException(
                    root + " has no " + MANIFEST + (begun ? "; the run in it did not end" : "; it is not a run"));
        }
        return new RunFolder(root);
    }

    private static RunFolder made(Path root) {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + root, e);
        }
        return new RunFolder(root);
    }

    private static List<Path> entries(Path root) {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        if (!Files.isDirectory(root)) {
            throw new IllegalArgumentException(root + " is a file; a run is a folder");
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + root, e);
        }
    }

    /** Deletes a file, or a folder with what is in it; a link goes, what it points to stays. */
    private static void delete(Path entry) {
        try {
            Files.walkFileTree(entry, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + entry, e);
        }
    }

    /** The folder itself. */
    public Path root() {
        return root;
    }

    /** What happened: {@code events.ndjson}. */
    public Path events() {
        return root.resolve(EVENTS);
    }

    /** What clients did and saw: {@code history.jsonl}. */
    public Path history() {
        return root.resolve(HISTORY);
    }

    /** What the checks say: {@code verdict.json}. */
    public Path verdict() {
        return root.resolve("verdict.json");
    }

    /** The page for people: {@code report.html}. */
    public Path report() {
        return root.resolve("report.html");
    }

    /** What the nodes logged. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** What was measured. */
    public Path metrics() {
        return root.resolve("metrics");
    }

    /** Spans of the nodes. */
    public Path traces() {
        return root.resolve("traces");
    }

    /** Which code ran. */
    public Path coverage() {
        return root.resolve("coverage");
    }

    /** Requests and responses at the interfaces. */
    public Path api() {
        return root.resolve("api");
    }

    /**
     * Writes a file whole or not at all, and the folders above it.
     *
     * @param name relative to the folder, such as {@code logs/s0.log}
     * @throws IllegalArgumentException when the name leads out of the folder
     * @throws UncheckedIOException when the disk refuses
     */
    public void write(String name, byte[] content) {
        Path inside = root.toAbsolutePath().normalize();
        Path file = inside.resolve(name).normalize();
        if (!file.startsWith(inside) || file.equals(inside)) {
            throw new IllegalArgumentException("\"" + name + "\" leads out of the folder of the run");
        }
        AtomicFile.write(file, content);
    }

    /** Ends the run: writes its manifest. */
    public void finish(Manifest manifest) {
        AtomicFile.write(root.resolve(MANIFEST), ManifestJson.write(manifest));
    }

    /**
     * Reads the manifest.
     *
     * @throws MalformedJournalException when it is not one
     */
    public Manifest manifest() {
        return ManifestJson.read(root.resolve(MANIFEST));
    }
}
