package dev.faultline.sim.internal.weave;

import dev.faultline.sim.Preemption;
import dev.faultline.sim.internal.vm.HostClasses;
import dev.faultline.sim.internal.vm.WovenClasses;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * Loads all that weaving uses before the first class is woven in the midst of its loading: that might be a class that
 * weaving uses, and the JVM would find it circular.
 *
 * <p>The first JVM weaves our own classes for nothing, in which all occurs that is woven, and remembers what is loaded
 * then; others load the same.
 */
final class Rehearsal {
    private static final String LOADED = "loaded before weaving";

    private Rehearsal() {}

    static void of(Instrumentation instrumentation, Path ownJar, WovenClasses kept) throws IOException {
        byte[] names = kept.get(LOADED);
        if (names != null) {
            load(new String(names, StandardCharsets.UTF_8).split("\n", -1));
        } else {
            weaveAll(ownJar);
            kept.put(LOADED, loaded(instrumentation).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void load(String... names) {
        for (String name : names) {
            try {
                Class.forName(name, false, null);
            } catch (ClassNotFoundException | LinkageError e) {
                // The VM makes some classes itself.
            }
        }
    }

    private static void weaveAll(Path ownJar) throws IOException {
        CodeWeaver weaver =
                CodeWeaver.ofApplication(HostClasses.HOST, new Preemption(1, 1, 1), name -> name.startsWith("dev/"));
        try (JarFile jar = new JarFile(ownJar.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".class")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        weaver.weave(in.readAllBytes());
                    }
                }
            }
        }
    }

    private static String loaded(Instrumentation instrumentation) {
        return Arrays.stream(instrumentation.getAllLoadedClasses())
                .filter(type -> type.getClassLoader() == null && !type.isHidden() && !type.isArray())
                .map(type -> type.getName())
                .filter(name -> !name.startsWith("dev.faultline."))
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
