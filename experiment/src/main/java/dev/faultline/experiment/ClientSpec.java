package dev.faultline.experiment;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What talks to the system.
 *
 * @param className a {@link Client} with a public constructor without parameters
 * @param artifacts what {@link Artifacts#resolve} puts on the class path of the client node
 * @param classPath jars and folders that come before the artifacts, absolute
 * @param settings what the client is told beside the options of the experiment
 * @param properties system properties of the client node
 * @param files absolute path and contents (UTF-8) of what the client node's disk holds at the start
 */
public record ClientSpec(
        String className,
        List<String> artifacts,
        List<Path> classPath,
        Map<String, String> settings,
        Map<String, String> properties,
        Map<String, String> files) {
    /** Copies what it is given. */
    public ClientSpec {
        artifacts = List.copyOf(artifacts);
        classPath = List.copyOf(classPath);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }
}
