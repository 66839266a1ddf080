package dev.faultline.sim.internal.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The copies of native libraries that their Java classes unpack into the host's folder of temporary files. They count on a
 * JVM that ends in an orderly way; as Linux needs no name for what is mapped, they can go at once. Host's threads only.
 */
final class UnpackedLibraries {
    private static final Path MAPS = Path.of("/proc/self/maps");
    /** Device, offset and the like stand before the path in a line. */
    private static final Pattern WORD = Pattern.compile("\\s+");

    private static final int PATH = 5;

    private UnpackedLibraries() {}

    /** Returns the files of temporary ones that this JVM has mapped; none where the host does not tell. */
    static Set<Path> mapped() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        try (Stream<String> lines = Files.isReadable(MAPS) ? Files.lines(MAPS) : Stream.of()) {
            Set<Path> files = new TreeSet<>();
            lines.map(line -> WORD.split(line, PATH + 1))
                    .filter(words -> words.length > PATH && words[PATH].startsWith("/"))
                    .map(words -> Path.of(words[PATH]))
                    .filter(file -> temporary.equals(file.getParent()))
                    .forEach(files::add);
            return files;
        } catch (IOException | UncheckedIOException e) {
            return Set.of(); // then they stay
        }
    }

    /** Deletes those of a library that were not mapped before, and the locks beside them. */
    static void delete(Pattern library, Set<Path> before) {
        for (Path file : mapped()) {
            String name = String.valueOf(file.getFileName());
            if (!before.contains(file) && library.matcher(name).matches()) {
                try {
                    Files.deleteIfExists(file);
                    Files.deleteIfExists(file.resolveSibling(name + ".lck"));
                } catch (IOException e) {
                    // Somebody else's, then.
                }
            }
        }
    }
}
