package dev.faultline.experiment;

import dev.faultline.workload.Client;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What talks to the system.
 *
 * @param className a {@link Client} with a public constructor without parameters, or {@link #NONE}
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
    /** In place of a class: nobody talks to the system, which runs for the time of the workload. */
    public static final String NONE = "none";

    /** Returns whether there is one. */
    public boolean isThere() {
        return !className.equals(NONE);
    }

    /** Copies what it is given. */
    public ClientSpec {
        artifacts = List.copyOf(artifacts);
        classPath = List.copyOf(classPath);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }
}
