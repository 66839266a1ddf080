package dev.faultline.experiment;

import dev.faultline.journal.PathName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A system that nobody has written an experiment for: what its command line would say. It becomes an experiment without
 * client and without faults, as a start for one with both.
 *
 * @param program the class whose {@code main} method every node runs, or the jar that names it
 * @param artifacts coordinates of Maven artifacts; none beside a jar
 * @param classPath jars and folders; none beside a jar
 * @param arguments what {@code main} is given; placeholders as {@code ${node.number}} are filled in
 * @param properties system properties, in their order; placeholders are filled in
 * @param environment environment variables, in their order; placeholders are filled in
 * @param files absolute path and contents of what the disks of the nodes hold at the first start, word for word
 * @param nodes how many there are: n1, n2, ...
 * @param duration how long they run, in virtual time
 */
public record BareSystem(
        Program program,
        List<String> artifacts,
        List<Path> classPath,
        List<String> arguments,
        Map<String, String> properties,
        Map<String, String> environment,
        Map<String, String> files,
        int nodes,
        Duration duration) {
    /** Copies what it is given. */
    public BareSystem {
        artifacts = List.copyOf(artifacts);
        classPath = List.copyOf(classPath);
        arguments = List.copyOf(arguments);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /** What every node runs. */
    public sealed interface Program {
        /** The class with the method {@code main}. */
        record Main(String className) implements Program {}

        /** The jar that {@code java -jar} would run. */
        record Jar(Path path) implements Program {}
    }

    /** Returns the experiment as a file in TOML. */
    public String toToml() {
        StringBuilder toml = new StringBuilder("name = " + quoted(name()) + "\n\n");
        toml.append("[system]\n");
        toml.append("nodes = { count = ").append(nodes).append(", prefix = \"n\" }\n");
        switch (program) {
            case Program.Jar jar ->
                toml.append("jar = ")
                        .append(quoted(jar.path().toAbsolutePath().toString()))
                        .append('\n');
            case Program.Main main -> {
                toml.append("main = ").append(quoted(main.className())).append('\n');
                toml.append("artifacts = ").append(list(artifacts)).append('\n');
                toml.append("class-path = ")
                        .append(list(classPath.stream()
                                .map(path -> path.toAbsolutePath().toString())
                                .toList()))
                        .append('\n');
            }
        }
        toml.append("arguments = ").append(list(arguments)).append('\n');
        appendTable(toml, "properties", properties);
        appendTable(toml, "environment", environment);
        Map<String, String> literal = new LinkedHashMap<>();
        files.forEach((path, contents) -> literal.put(path, contents.replace("${", "$${")));
        appendTable(toml, "files", literal);
        toml.append("\n[client]\nclass = ").append(quoted(ClientSpec.NONE)).append('\n');
        toml.append("\n[workload]\nduration = ")
                .append(quoted(Durations.format(duration)))
                .append('\n');
        return toml.toString();
    }

    private String name() {
        return PathName.of(
                switch (program) {
                    case Program.Main main ->
                        main.className().substring(main.className().lastIndexOf('.') + 1);
                    case Program.Jar jar ->
                        String.valueOf(jar.path().getFileName()).replaceFirst("\\.jar$", "");
                });
    }

    private static void appendTable(StringBuilder toml, String name, Map<String, String> entries) {
        if (!entries.isEmpty()) {
            toml.append("\n[system.").append(name).append("]\n");
            entries.forEach((key, value) ->
                    toml.append(quoted(key)).append(" = ").append(quoted(value)).append('\n'));
        }
    }

    private static String list(List<String> texts) {
        return texts.stream().map(BareSystem::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '"' || each == '\\') {
                quoted.append('\\').append(each);
            } else if (each < ' ' || each == 0x7F) {
                quoted.append(String.format("\\u%04X", (int) each));
            } else {
                quoted.append(each);
            }
        }
        return quoted.append('"').toString();
    }
}
