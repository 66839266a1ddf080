package dev.faultline.sim.internal.disk;

import dev.faultline.sim.NodeSpec;
import java.util.List;

/** The folders and devices that are there before any program runs, where the properties of the node say. */
final class Folders {
    private Folders() {}

    static void install(FileTree tree, NodeSpec spec) {
        for (String directory : List.of("/dev", "/etc", "/lib", "/home", "/tmp", "/var")) {
            tree.installDirectory(directory);
        }
        installHomes(tree, spec);
        tree.installDevice("/dev/null", false);
        tree.installDevice("/dev/random", true);
        tree.installDevice("/dev/urandom", true);
    }

    /** Makes those that the node says. */
    static void installHomes(FileTree tree, NodeSpec spec) {
        tree.installDirectory(property(spec, "user.home", "/home/faultline"));
        tree.installDirectory(temporary(spec));
        tree.installDirectory(working(spec));
    }

    static String working(NodeSpec spec) {
        return property(spec, "user.dir", "/");
    }

    static String temporary(NodeSpec spec) {
        return property(spec, "java.io.tmpdir", "/tmp");
    }

    private static String property(NodeSpec spec, String key, String otherwise) {
        String value = spec.properties().getOrDefault(key, otherwise);
        return value.startsWith("/") ? value : otherwise;
    }
}
