package dev.faultline.sim;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a node is: its program, and the world that the program finds.
 *
 * @param name the host name, unique in the run
 * @param program what its main thread runs
 * @param classPath jars and folders of the host, in order; the node sees each as {@code /lib/NAME}, and the second
 *     of one name as {@code /lib/NAME-2}
 * @param properties system properties beside the standard ones
 * @param environment environment variables; there are no others
 * @param files what the node's disk holds before the first start: absolute path, contents
 * @param processors what {@code Runtime.availableProcessors} answers
 * @param sharedClasses prefixes of classes that the node takes from the caller's class loader, for interfaces over
 *     which the caller talks to the node's code
 * @param disk how the disk is
 */
public record NodeSpec(
        String name,
        Program program,
        List<Path> classPath,
        Map<String, String> properties,
        Map<String, String> environment,
        Map<String, byte[]> files,
        int processors,
        List<String> sharedClasses,
        DiskSpec disk) {
    private static final int DEFAULT_PROCESSORS = 4;

    /**
     * Copies what it is given.
     *
     * @throws IllegalArgumentException if the name is not a host name, a file's path is not absolute, or there is no
     *     processor
     */
    public NodeSpec {
        if (!name.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")) {
            throw new IllegalArgumentException(
                    "a node's name is a host name (letters, digits, '-'), was '" + name + "'");
        }
        if (processors < 1) {
            throw new IllegalArgumentException("node " + name + " needs a processor, has " + processors);
        }
        for (String file : files.keySet()) {
            if (!file.startsWith("/")) {
                throw new IllegalArgumentException("node " + name + ": path of a file must be absolute, was " + file);
            }
        }
        classPath = List.copyOf(classPath);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        sharedClasses = List.copyOf(sharedClasses);
    }

    /** Makes a node with the usual disk. */
    public NodeSpec(
            String name,
            Program program,
            List<Path> classPath,
            Map<String, String> properties,
            Map<String, String> environment,
            Map<String, byte[]> files,
            int processors,
            List<String> sharedClasses) {
        this(name, program, classPath, properties, environment, files, processors, sharedClasses, DiskSpec.USUAL);
    }

    /** Returns a node that runs the program, with nothing else. */
    public static NodeSpec of(String name, Program program) {
        return new NodeSpec(name, program, List.of(), Map.of(), Map.of(), Map.of(), DEFAULT_PROCESSORS, List.of());
    }

    /** Returns this node with another class path. */
    public NodeSpec withClassPath(List<Path> paths) {
        return new NodeSpec(name, program, paths, properties, environment, files, processors, sharedClasses, disk);
    }

    /** Returns this node with a system property more. */
    public NodeSpec withProperty(String key, String value) {
        return new NodeSpec(
                name,
                program,
                classPath,
                plus(properties, key, value),
                environment,
                files,
                processors,
                sharedClasses,
                disk);
    }

    /** Returns this node with an environment variable more. */
    public NodeSpec withVariable(String key, String value) {
        return new NodeSpec(
                name,
                program,
                classPath,
                properties,
                plus(environment, key, value),
                files,
                processors,
                sharedClasses,
                disk);
    }

    /** Returns this node with a file more on its disk. */
    public NodeSpec withFile(String path, byte[] contents) {
        return new NodeSpec(
                name,
                program,
                classPath,
                properties,
                environment,
                plus(files, path, contents.clone()),
                processors,
                sharedClasses,
                disk);
    }

    /** Returns this node with so many processors. */
    public NodeSpec withProcessors(int count) {
        return new NodeSpec(name, program, classPath, properties, environment, files, count, sharedClasses, disk);
    }

    /** Returns this node with the classes of this prefix taken from the caller. */
    public NodeSpec withSharedClasses(String prefix) {
        List<String> prefixes = new ArrayList<>(sharedClasses);
        prefixes.add(prefix);
        return new NodeSpec(name, program, classPath, properties, environment, files, processors, prefixes, disk);
    }

    /** Returns this node with another disk. */
    public NodeSpec withDisk(DiskSpec other) {
        return new NodeSpec(name, program, classPath, properties, environment, files, processors, sharedClasses, other);
    }

    /** Returns where classes are looked for: in the class path, and in what the manifests of its jars name. */
    public static List<Path> searchPath(List<Path> classPath) {
        return List.copyOf(ManifestClassPath.expand(classPath).keySet());
    }

    private static <V> Map<String, V> plus(Map<String, V> map, String key, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }
}
