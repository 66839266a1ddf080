package dev.faultline.experiment;

import dev.faultline.journal.PathName;
import dev.faultline.sim.DiskSpec;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The system under test.
 *
 * @param artifacts what {@link Artifacts#resolve} puts on the class path of every node
 * @param classPath jars and folders that come before the artifacts, absolute
 * @param nodes the nodes in the order of their numbers, one at least
 * @param standIns the nodes beside the system, which it may talk to
 * @param restart how long after its end a program that ends by itself is started again; empty if it is not
 */
public record SystemSpec(
        List<String> artifacts,
        List<Path> classPath,
        List<SystemNode> nodes,
        List<StandIn> standIns,
        Optional<BackOff> restart) {
    /** Copies what it is given. */
    public SystemSpec {
        artifacts = List.copyOf(artifacts);
        classPath = List.copyOf(classPath);
        nodes = List.copyOf(nodes);
        standIns = List.copyOf(standIns);
    }

    /** Returns the host names of the nodes, in order. */
    public List<String> nodeNames() {
        return nodes.stream().map(SystemNode::name).toList();
    }

    /**
     * One node, with every placeholder filled in.
     *
     * @param name its host name
     * @param number which it is, from 1
     * @param main the class whose {@code main} method it runs
     * @param arguments what that is given
     * @param properties system properties, in the order of the file
     * @param environment environment variables, in the order of the file
     * @param files absolute path and contents (UTF-8) of what its disk holds at the first start
     * @param processors how many it has
     * @param disk what its disk is like
     */
    public record SystemNode(
            String name,
            int number,
            String main,
            List<String> arguments,
            Map<String, String> properties,
            Map<String, String> environment,
            Map<String, String> files,
            int processors,
            DiskSpec disk) {
        /** Copies what it is given. */
        public SystemNode {
            PathName.require(name);
            arguments = List.copyOf(arguments);
            properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
            files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        }

        /** Returns the node of a simulation, with this whole class path. */
        public NodeSpec toNodeSpec(List<Path> wholeClassPath) {
            Map<String, byte[]> contents = new LinkedHashMap<>();
            files.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
            return new NodeSpec(
                    name,
                    new Program.Main(main, arguments),
                    wholeClassPath,
                    properties,
                    environment,
                    contents,
                    processors,
                    List.of(),
                    disk);
        }
    }
}
