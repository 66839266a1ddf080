package dev.faultline.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a run. While the run goes on, its files are in the folder {@code unfinished} inside, which one process
 * owns; at its end they take the place of the run that was there before, {@code manifest.json} last. So a folder with a
 * manifest is a run that was written to its end, whatever became of those who came later.
 *
 * <p>Folders inside are made when something is written to them. Not made for several threads.
 */
public final class RunFolder implements AutoCloseable {
    static final String MANIFEST = "manifest.json";
    static final String EVENTS = "events.ndjson";
    static final String HISTORY = "history.jsonl";
    private static final String UNFINISHED = "unfinished";
    private static final Set<String> LAYOUT = Set.of(
            UNFINISHED,
            MANIFEST,
            EVENTS,
            HISTORY,
            "verdict.json",
            "schedule.txt",
            "scenario.toml",
            "scenario.yaml",
            "scenario.txt",
            "report.html",
            "logs",
            "metrics",
            "traces",
            "coverage",
            "api");

    private final Path root;
    /** Where the files are until the run ends. */
    private @Nullable OwnedFolder draft;

    private RunFolder(Path root, @Nullable OwnedFolder draft) {
        this.root = root;
        this.draft = draft;
    }

    /**
     * A new run in a folder that does not exist or is empty.
     *
     * @throws IllegalArgumentException when something is there
     * @throws FolderInUseException when another run is being written there
     * @throws UncheckedIOException when the folder cannot be made
     */
    public static RunFolder create(Path root) {
        List<Path> present = entries(root);
        if (!present.isEmpty()) {
            throw new IllegalArgumentException(root + " is not empty (it holds "
                    + present.getFirst().getFileName() + "); name another folder, or ask to replace the run in it");
        }
        return begun(root);
    }

    /**
     * A new run in the place of an old one, finished or not, which stays as it is until the new one ends.
     *
     * @throws IllegalArgumentException when the folder holds anything that does not belong to a run
     * @throws FolderInUseException when another run is being written there
     * @throws UncheckedIOException when the folder cannot be made
     */
    public static RunFolder replace(Path root) {
        for (Path entry : entries(root)) {
            String name = String.valueOf(entry.getFileName());
            if (!LAYOUT.contains(name.endsWith(".tmp") ? name.substring(0, name.length() - 4) : name)) {
                throw new IllegalArgumentException(
                        root + " holds " + name + ", which no run writes; name another folder");
            }
        }
        return begun(root);
    }

    private static RunFolder begun(Path root) {
        boolean there = Files.exists(root, LinkOption.NOFOLLOW_LINKS);
        try {
            return JvmEnd.make(() -> {
                Files.createDirectories(root);
                return new RunFolder(root, OwnedFolder.take(root.resolve(UNFINISHED), !there));
            });
        } catch (FolderInUseException e) {
            throw e.of(root);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + root, e);
        }
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
                    .anyMatch(name -> name.equals(UNFINISHED) || name.startsWith(EVENTS) || name.startsWith(HISTORY));
            throw new IllegalArgumentException(
                    root + " has no " + MANIFEST + (begun ? "; the run in it did not end" : "; it is not a run"));
        }
        return new RunFolder(root, null);
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

    /** Where its files are now. */
    private Path place() {
        return draft == null ? root : draft.path();
    }

    /** The folder itself. */
    public Path root() {
        return root;
    }

    /** What happened: {@code events.ndjson}. */
    public Path events() {
        return place().resolve(EVENTS);
    }

    /** What clients did and saw: {@code history.jsonl}. */
    public Path history() {
        return place().resolve(HISTORY);
    }

    /** What the checks say: {@code verdict.json}. */
    public Path verdict() {
        return place().resolve("verdict.json");
    }

    /** The page for people: {@code report.html}. */
    public Path report() {
        return place().resolve("report.html");
    }

    /** What the nodes logged. */
    public Path logs() {
        return place().resolve("logs");
    }

    /** What was measured. */
    public Path metrics() {
        return place().resolve("metrics");
    }

    /** Spans of the nodes. */
    public Path traces() {
        return place().resolve("traces");
    }

    /** Which code ran. */
    public Path coverage() {
        return place().resolve("coverage");
    }

    /** Requests and responses at the interfaces. */
    public Path api() {
        return place().resolve("api");
    }

    /**
     * Writes a file whole or not at all, and the folders above it.
     *
     * @param name relative to the folder, such as {@code logs/s0.log}
     * @throws IllegalArgumentException when the name leads out of the folder
     * @throws UncheckedIOException when the disk refuses
     */
    public void write(String name, byte[] content) {
        Path inside = place().toAbsolutePath().normalize();
        Path file = inside.resolve(name).normalize();
        if (!file.startsWith(inside) || file.equals(inside)) {
            throw new IllegalArgumentException("\"" + name + "\" leads out of the folder of the run");
        }
        AtomicFile.write(file, content);
    }

    /**
     * Ends the run: writes its manifest, and gives it the place of the run that was there before.
     *
     * @throws UncheckedIOException when the disk refuses
     */
    public void finish(Manifest manifest) {
        OwnedFolder finished = draft;
        if (finished == null) {
            throw new IllegalStateException("the run in " + root + " has ended");
        }
        AtomicFile.write(finished.path().resolve(MANIFEST), ManifestJson.write(manifest));
        try {
            JvmEnd.make(() -> takePlace(finished));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot finish the run in " + root, e);
        }
        draft = null;
        finished.close();
    }

    private Path takePlace(OwnedFolder finished) throws IOException {
        OwnedFolder.delete(root.resolve(MANIFEST)); // first, so that what is left never looks like a run
        for (Path old : entries(root)) {
            if (!old.equals(finished.path())) {
                OwnedFolder.delete(old);
            }
        }
        for (Path file : finished.contents()) {
            if (!file.endsWith(MANIFEST)) {
                Files.move(file, root.resolve(file.getFileName()));
            }
        }
        return Files.move(finished.path().resolve(MANIFEST), root.resolve(MANIFEST));
    }

    /** Gives the run up if it has not ended: what was written of it is deleted, and the run before it stays. */
    @Override
    public void close() {
        OwnedFolder givenUp = draft;
        if (givenUp == null) {
            return;
        }
        draft = null;
        givenUp.close();
    }

    /**
     * Reads the manifest.
     *
     * @throws MalformedJournalException when it is not one
     */
    public Manifest manifest() {
        return ManifestJson.read(place().resolve(MANIFEST));
    }
}
