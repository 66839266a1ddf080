package dev.faultline.sim.internal.vm;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Keeps the JVM's optimizing compiler away from the code of nodes.
 *
 * <p>Every process of every node defines its classes anew, so their compiled code is used for one life and thrown away.
 * The quick compiler earns its keep within that life, the optimizing one does not: for ZooKeeper it took half of the
 * processor time of a run and made the rest a tenth faster. The code that is shared by all runs, of the JDK and of
 * Faultline, keeps both compilers. This changes how fast a run is and nothing else.
 */
public final class QuickCompilation {
    private static final int SEGMENTS = 3;

    private static final Set<String> TOLD = new LinkedHashSet<>();

    private QuickCompilation() {}

    /**
     * Compiles the classes quickly that are in the packages of these, but for those that code outside the simulation has
     * too.
     *
     * @param classFiles names in a class path, like {@code org/example/Server.class}
     */
    public static synchronized void of(Collection<String> classFiles) {
        Set<String> fresh = new TreeSet<>();
        for (String file : classFiles) {
            String prefix = prefixOf(file);
            if (!prefix.isEmpty() && TOLD.add(prefix) && HostClasses.HOST.getResource(file) == null) {
                fresh.add(prefix);
            }
        }
        if (!fresh.isEmpty()) {
            tellCompiler(fresh.stream()
                    .map(prefix -> "\"" + prefix + "*.*\"")
                    .collect(Collectors.joining(",", "[{match:[", "],c2:{Exclude:true}}]")));
        }
    }

    /** Returns the first segments of the package, for a directive is looked through at each compilation. */
    private static String prefixOf(String classFile) {
        int end = 0;
        for (int segment = 0; segment < SEGMENTS; segment++) {
            int slash = classFile.indexOf('/', end);
            if (slash < 0) {
                break;
            }
            end = slash + 1;
        }
        return classFile.endsWith(".class") && !classFile.startsWith("META-INF/") ? classFile.substring(0, end) : "";
    }

    private static void tellCompiler(String directives) {
        try {
            Path file = Files.createTempFile("faultline", ".json");
            try {
                Files.writeString(file, directives);
                execute("Compiler.directives_add " + file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException | ReflectiveOperationException e) {
            // Then runs are slower, and right.
        }
    }

    /** What {@code jcmd} does, without its way through another process. */
    private static void execute(String command) throws ReflectiveOperationException {
        Class<?> provider = Class.forName("com.sun.management.internal.PlatformMBeanProviderImpl");
        Vm.UNSAFE.ensureClassInitialized(provider); // loads the native part
        Class<?> type = Class.forName("com.sun.management.internal.DiagnosticCommandImpl");
        Method method = type.getDeclaredMethod("executeDiagnosticCommand", String.class);
        method.setAccessible(true);
        try {
            method.invoke(Vm.UNSAFE.allocateInstance(type), command);
        } catch (InvocationTargetException e) {
            throw new ReflectiveOperationException(command, e);
        }
    }
}
