package dev.faultline.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The recorded histories of operations in the shared folder. */
final class RecordedHistories {

    private static final Pattern OF_OPERATIONS =
            Pattern.compile("\"?(cas-register|kv|mutex|counter|set|set-full|bank|long-fork)\\b.*");

    private RecordedHistories() {}

    /** A row of {@code expected.tsv}. */
    record Row(Path file, String name, String model, boolean valid) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** The folder of recorded histories, empty if it is not there. */
    static Optional<Path> folder() {
        String given = System.getProperty("faultline.shared");
        List<Path> candidates =
                given != null ? List.of(Path.of(given)) : List.of(Path.of("../../shared"), Path.of("../shared"));
        return candidates.stream()
                .map(shared -> shared.resolve("data/histories"))
                .filter(folder -> Files.exists(folder.resolve("expected.tsv")))
                .findFirst();
    }

    /** The rows about single operations. */
    static List<Row> rows(Path folder) {
        List<Row> rows = new ArrayList<>();
        for (String line : lines(folder.resolve("expected.tsv"))) {
            String[] cells = line.split("\t", -1);
            if (OF_OPERATIONS.matcher(cells[1]).matches()) {
                boolean valid = cells[2].equals("linearizable") || cells[2].equals("valid");
                rows.add(new Row(folder.resolve(cells[0]), cells[0], cells[1], valid));
            }
        }
        return rows;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
