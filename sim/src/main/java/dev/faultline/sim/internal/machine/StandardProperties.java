package dev.faultline.sim.internal.machine;

import dev.faultline.sim.Program;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The system properties that a node's process starts with: those of the JDK, and nothing of the host. */
final class StandardProperties {
    /** Facts of the JDK itself, equal wherever it runs. */
    private static final String[] OF_JDK = {
        "file.separator",
        "java.class.version",
        "java.home",
        "java.specification.name",
        "java.specification.vendor",
        "java.specification.version",
        "java.vendor",
        "java.vendor.url",
        "java.vendor.url.bug",
        "java.vendor.version",
        "java.version",
        "java.version.date",
        "java.vm.name",
        "java.vm.specification.name",
        "java.vm.specification.vendor",
        "java.vm.specification.version",
        "java.vm.vendor",
        "java.vm.version",
        "java.runtime.name",
        "java.runtime.version",
        "jdk.debug",
        "line.separator",
        "path.separator",
        "sun.arch.data.model",
        "sun.boot.library.path",
        "sun.cpu.endian",
        "sun.io.unicode.encoding",
        "sun.management.compiler"
    };

    private StandardProperties() {}

    static Properties of(SimNode node) {
        Properties properties = new Properties();
        for (String key : OF_JDK) {
            String value = System.getProperty(key);
            if (value != null) {
                properties.setProperty(key, value);
            }
        }
        properties.setProperty("os.name", "Linux");
        properties.setProperty("os.arch", "amd64");
        properties.setProperty("os.version", "6.1");
        properties.setProperty("user.name", "faultline");
        properties.setProperty("user.home", "/home/faultline");
        properties.setProperty("user.dir", "/");
        properties.setProperty("java.io.tmpdir", "/tmp");
        properties.setProperty("user.timezone", "UTC");
        properties.setProperty("user.language", "en");
        properties.setProperty("file.encoding", "UTF-8");
        properties.setProperty("native.encoding", "UTF-8");
        properties.setProperty("stdin.encoding", "UTF-8");
        properties.setProperty("stdout.encoding", "UTF-8");
        properties.setProperty("stderr.encoding", "UTF-8");
        properties.setProperty("sun.jnu.encoding", "UTF-8");
        properties.setProperty("java.library.path", "");
        properties.setProperty("java.class.path", node.library().classPath());
        properties.setProperty("java.vm.info", "mixed mode, sharing");
        properties.setProperty("java.vm.compressedOopsMode", "32-bit");
        properties.setProperty("sun.java.launcher", "SUN_STANDARD");
        if (node.spec().program() instanceof Program.Main main) {
            properties.setProperty("sun.java.command", commandOf(main));
        }
        node.spec().properties().forEach(properties::setProperty);
        return properties;
    }

    /** Returns the main class and its arguments, as the launcher of the JDK notes them. */
    private static String commandOf(Program.Main main) {
        return Stream.concat(Stream.of(main.className()), main.arguments().stream())
                .collect(Collectors.joining(" "));
    }
}
