package dev.faultline.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the register histories of the shared folder, as far as these tests need it. */
final class RecordedHistories {

    private static final Pattern ETCD = Pattern.compile("INFO\\s+jepsen\\.util - (\\d+)\\s+:(\\w+)\\s+:(\\w+)\\s+(.*)");
    private static final Pattern MAP = Pattern.compile("\\{[^}]*\\}");

    private RecordedHistories() {}

    /** A row of {@code expected.tsv}. */
    record Row(Path file, String name, boolean linearizable) {

        boolean isEtcdLog() {
            return name.endsWith(".log");
        }

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

    /** The rows of register histories. */
    static List<Row> registers(Path folder) {
        List<Row> rows = new ArrayList<>();
        for (String line : lines(folder.resolve("expected.tsv"))) {
            String[] cells = line.split("\t", -1);
            if (cells[1].startsWith("cas-register")) {
                rows.add(new Row(folder.resolve(cells[0]), cells[0], cells[2].equals("linearizable")));
            }
        }
        return rows;
    }

    static History read(Row row) {
        return row.isEtcdLog() ? etcd(row.file) : edn(row.file);
    }

    private static History etcd(Path file) {
        History.Builder builder = History.builder();
        for (String line : lines(file)) {
            Matcher event = ETCD.matcher(line);
            if (event.matches()) {
                int process = Integer.parseInt(event.group(1));
                String type = event.group(2);
                boolean silentRead = event.group(3).equals("read") && type.equals("fail");
                add(builder, process, silentRead ? "info" : type, event.group(3), value(event.group(4)));
            }
        }
        return builder.build();
    }

    private static History edn(Path file) {
        History.Builder builder = History.builder();
        String text = String.join("\n", lines(file)).replaceAll("(?m);.*$", "");
        Matcher map = MAP.matcher(text);
        while (map.find()) {
            String process = field(map.group(), ":process (\\S+?)[,}]");
            if (!process.startsWith(":")) {
                add(
                        builder,
                        Integer.parseInt(process),
                        field(map.group(), ":type :(\\w+)"),
                        field(map.group(), ":f :(\\w+)"),
                        value(field(map.group(), ":value (\\[[^\\]]*\\]|[^,}]+)")));
            }
        }
        return builder.build();
    }

    private static void add(History.Builder to, int process, String type, String f, @Nullable Object value) {
        switch (type) {
            case "invoke" -> to.invoke(process, f, null, value, 0);
            case "ok" -> to.ok(process, f, null, value, 0);
            case "fail" -> to.fail(process, f, null, value, 0);
            case "info" -> to.info(process, f, null, value, 0);
            default -> throw new IllegalArgumentException("unknown type of event: " + type);
        }
    }

    private static String field(String map, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(map);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + pattern + " in " + map);
        }
        return matcher.group(1);
    }

    private static @Nullable Object value(String text) {
        String value = text.strip();
        if (value.startsWith("[")) {
            String[] pair = value.substring(1, value.length() - 1).strip().split("\\s+", -1);
            return List.of(Integer.valueOf(pair[0]), Integer.valueOf(pair[1]));
        }
        return value.equals("nil") || value.startsWith(":") ? null : Integer.valueOf(value);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
