package dev.faultline.experiment;

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
 * @param main the class whose {@code main} method every node runs
 * @param artifacts coordinates of Maven artifacts
 * @param classPath jars and folders
 * @param arguments what {@code main} is given; placeholders as {@code ${node.number}} are filled in
 * @param properties system properties, in their order; placeholders are filled in
 * @param nodes how many there are: n1, n2, ...
 * @param duration how long they run, in virtual time
 */
public record BareSystem(
        String main,
        List<String> artifacts,
        List<Path> classPath,
        List<String> arguments,
        Map<String, String> properties,
        int nodes,
        Duration duration) {
    /** Copies what it is given. */
    public BareSystem {
        artifacts = List.copyOf(artifacts);
        classPath = List.copyOf(classPath);
        arguments = List.copyOf(arguments);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** Returns the experiment as a file in TOML. */
    public String toToml() {
        StringBuilder toml = new StringBuilder("name = " + quoted(main.substring(main.lastIndexOf('.') + 1)) + "\n\n");
        toml.append("[system]\n");
        toml.append("nodes = { count = ").append(nodes).append(", prefix = \"n\" }\n");
        toml.append("main = ").append(quoted(main)).append('\n');
        toml.append("artifacts = ").append(list(artifacts)).append('\n');
        toml.append("class-path = ")
                .append(list(classPath.stream()
                        .map(path -> path.toAbsolutePath().toString())
                        .toList()))
                .append('\n');
        toml.append("arguments = ").append(list(arguments)).append('\n');
        if (!properties.isEmpty()) {
            toml.append("\n[system.properties]\n");
            properties.forEach((key, value) ->
                    toml.append(quoted(key)).append(" = ").append(quoted(value)).append('\n'));
        }
        toml.append("\n[client]\nclass = ").append(quoted(ClientSpec.NONE)).append('\n');
        toml.append("\n[workload]\nduration = ")
                .append(quoted(Durations.format(duration)))
                .append('\n');
        return toml.toString();
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
