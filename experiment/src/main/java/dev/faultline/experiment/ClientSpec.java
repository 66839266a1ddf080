package dev.faultline.experiment;

import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.workload.Client;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What talks to the system.
 *
 * @param nodes the nodes on which the clients work: client i, from 0, on node i modulo their number
 * @param className a {@link Client} with a public constructor without parameters, or {@link #NONE}
 * @param artifacts what {@link Artifacts#resolve} puts on the class path of each of these nodes
 * @param classPath jars and folders that come before the artifacts, absolute
 * @param settings what the client is told beside the options of the experiment
 * @param properties system properties of each of these nodes
 * @param files absolute path and contents (UTF-8) of what the disk of each of these nodes holds at the start
 */
public record ClientSpec(
        List<String> nodes,
        String className,
        List<String> artifacts,
        List<Path> classPath,
        Map<String, String> settings,
        Map<String, String> properties,
        Map<String, String> files) {
    /** Where the clients work unless the file says otherwise. */
    static final List<String> USUAL_NODES = List.of(Scenario.CLIENT_NODE);

    /** In place of a class: nobody talks to the system, which runs for the time of the workload. */
    public static final String NONE = "none";

    /** Returns whether there is one. */
    public boolean isThere() {
        return !className.equals(NONE);
    }

    /** Copies what it is given. */
    public ClientSpec {
        nodes = List.copyOf(nodes);
        artifacts = List.copyOf(artifacts);
        classPath = List.copyOf(classPath);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }
}
