package dev.faultline.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Catalogues in resource files: a row a line, cells between bars that a blank follows; {@code #} comments. */
final class Table {
    private static final Pattern BAR = Pattern.compile("\\s*\\|(?:\\s+|$)");

    private Table() {}

    /** A row. */
    record Row(List<String> cells) {
        String cell(int column) {
            return cells.get(column);
        }
    }

    /** Reads a file beside this class, whose rows have so many cells. */
    static List<Row> read(String file, int columns) {
        try (InputStream in = Table.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the distribution is damaged: " + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> row(file, line, columns))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static Row row(String file, String line, int columns) {
        List<String> cells = Arrays.asList(BAR.split(line.strip(), -1));
        if (cells.size() != columns) {
            throw new IllegalStateException(file + ": " + columns + " cells expected: " + line);
        }
        return new Row(cells.stream().map(String::strip).toList());
    }
}
