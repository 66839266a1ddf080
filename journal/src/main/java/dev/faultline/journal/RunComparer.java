package dev.faultline.journal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One comparison of two runs; see {@link RunComparison}. */
final class RunComparer {
    private static final List<String> FIRST = List.of(RunFolder.MANIFEST, RunFolder.EVENTS, RunFolder.HISTORY);

    private final RunFolder left;
    private final RunFolder right;

    RunComparer(RunFolder left, RunFolder right) {
        this.left = left;
        this.right = right;
    }

    RunComparison compare() {
        SortedSet<String> inLeft = files(left);
        SortedSet<String> inRight = files(right);
        for (String file : inOrder(inLeft, inRight)) {
            if (!inLeft.contains(file) || !inRight.contains(file)) {
                return new RunComparison.FileMissing(file, inLeft.contains(file));
            }
            RunComparison difference = compare(file);
            if (difference != null) {
                return difference;
            }
        }
        return new RunComparison.Same(inLeft.size());
    }

    private static SequencedSet<String> inOrder(SortedSet<String> inLeft, SortedSet<String> inRight) {
        SortedSet<String> all = new TreeSet<>(inLeft);
        all.addAll(inRight);
        SequencedSet<String> ordered = new LinkedHashSet<>(FIRST);
        ordered.retainAll(all);
        ordered.addAll(all);
        return ordered;
    }

    private static SortedSet<String> files(RunFolder run) {
        SortedSet<String> files = new TreeSet<>();
        try (Stream<Path> paths = Files.walk(run.root())) {
            for (Iterator<Path> all = paths.iterator(); all.hasNext(); ) {
                Path path = all.next();
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    files.add(run.root().relativize(path).toString().replace('\\', '/'));
                } else if (!Files.isDirectory(path)) {
                    throw new IllegalArgumentException(path + " is neither a file nor a folder; a run has no links");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + run.root(), e);
        }
        return files;
    }

    private @Nullable RunComparison compare(String file) {
        if (file.equals(RunFolder.MANIFEST)) {
            return compareManifests();
        }
        Path inLeft = left.root().resolve(file);
        Path inRight = right.root().resolve(file);
        try {
            long offset = Files.mismatch(inLeft, inRight);
            if (offset < 0) {
                return null;
            }
            LineStart start = lineOf(inLeft, offset);
            return file.equals(RunFolder.EVENTS)
                    ? new RunComparison.EventDiffers(start.line, event(inLeft, start), event(inRight, start))
                    : new RunComparison.FileDiffers(file, start.line + 1, offset);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compare " + inLeft + " and " + inRight, e);
        }
    }

    private @Nullable RunComparison compareManifests() {
        Map<String, @Nullable Object> inLeft = ManifestJson.object(left.manifest());
        Map<String, @Nullable Object> inRight = ManifestJson.object(right.manifest());
        List<String> fields = new ArrayList<>(inLeft.keySet());
        fields.remove("host");
        for (String field : fields) {
            String one = JsonBytes.print(inLeft.get(field));
            String other = JsonBytes.print(inRight.get(field));
            if (!Objects.equals(one, other)) {
                return new RunComparison.ManifestDiffers(field, one, other);
            }
        }
        return null;
    }

    /** A line, from 0, and the byte that it starts with. */
    private record LineStart(long line, long offset) {}

    private static LineStart lineOf(Path file, long offset) throws IOException {
        long line = 0;
        long start = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (long at = 0; at < offset; at++) {
                if (in.read() == '\n') {
                    line++;
                    start = at + 1;
                }
            }
        }
        return new LineStart(line, start);
    }

    private static Optional<Event> event(Path file, LineStart start) throws IOException {
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(start.offset);
        try (EventReader reader = EventReader.from(start.line, file.toString(), in)) {
            return reader.hasNext() ? Optional.of(reader.next()) : Optional.empty();
        }
    }
}
