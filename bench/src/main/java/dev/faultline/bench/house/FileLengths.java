package dev.faultline.bench.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many lines the files of some rooms have.
 *
 * @param files how many files are known
 * @param median the length of the one in the middle; 0 if there is none
 * @param longest the length of the longest; 0 if there is none
 * @param longestFile its name; empty if there is none
 */
record FileLengths(int files, int median, int longest, String longestFile) {
    /**
     * Measures files.
     *
     * @param sources the folder of the sources, of one module or of all; null to go by the last lines with code, which leaves
     *     out files without
     * @throws IllegalArgumentException if a file is not there
     */
    static FileLengths of(List<Room> rooms, @Nullable Path sources) {
        Map<String, Integer> lengths = new TreeMap<>();
        for (Room room : rooms) {
            for (Type type : room.types()) {
                String file = room.name().replace('.', '/') + "/" + type.file();
                int lines = sources == null ? type.lastLine() : 0;
                lengths.merge(file, lines, Math::max);
            }
            if (sources != null) {
                lengths.replaceAll((file, lines) -> lines == 0 ? lines(sources, room.module(), file) : lines);
            }
        }
        lengths.values().removeIf(lines -> lines == 0);
        List<Integer> sorted = lengths.values().stream().sorted().toList();
        if (sorted.isEmpty()) {
            return new FileLengths(0, 0, 0, "");
        }
        String longest = lengths.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        return new FileLengths(
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.getLast(),
                longest.substring(longest.lastIndexOf('/') + 1));
    }

    private static int lines(Path sources, String module, String file) {
        Path found = Stream.of("", "src/main/java", module + "/src/main/java")
                .map(folder -> sources.resolve(folder).resolve(file))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--sources " + sources + " does not hold " + file
                        + " of " + module + ", neither there nor in src/main/java or " + module + "/src/main/java"));
        try (Stream<String> lines = Files.lines(found)) {
            return (int) lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + found, e);
        }
    }
}
