package dev.faultline.experiment;

import java.nio.file.Path;
import java.util.List;

/**
 * A node beside the system, which stands in for something of the outside world: a database, a mail server. It is there
 * from the beginning, and nothing breaks it.
 *
 * @param node what it runs
 * @param artifacts what {@link Artifacts#resolve} puts on its class path
 * @param classPath jars and folders that come before the artifacts, absolute
 */
public record StandIn(SystemSpec.SystemNode node, List<String> artifacts, List<Path> classPath) {
    /** Copies what it is given. */
    public StandIn {
        artifacts = List.copyOf(artifacts);
        classPath = List.copyOf(classPath);
    }
}
