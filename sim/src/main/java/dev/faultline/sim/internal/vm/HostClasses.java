package dev.faultline.sim.internal.vm;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The classes of the JVM that runs the simulation, as against those of its nodes. */
public final class HostClasses {
    /** The class loader of the JVM; what its name says, {@code getSystemClassLoader}, is a process's own in the simulation. */
    public static final ClassLoader HOST = ClassLoader.getSystemClassLoader();

    /** The address of what is in the simulator's own jar, up to the name. */
    public static final String OWN_JAR = addressOfOwnJar();

    private static final String SIMULATOR = "dev.faultline.sim.";

    private HostClasses() {}

    /** Returns whether a class of this name, on the boot class path, is the simulator's own. */
    public static boolean isOfSimulator(String name) {
        return name.startsWith(SIMULATOR);
    }

    /** Returns whether the JDK has a class of this name, as in class files. */
    public static boolean isOfJdk(String name) {
        return ClassLoader.getPlatformClassLoader().getResource(name + ".class") != null;
    }

    /** Returns the file of the class of the JDK of this name, as in class files; null if there is none. */
    public static byte @Nullable [] fileOfJdk(String name) {
        try (InputStream file = ClassLoader.getPlatformClassLoader().getResourceAsStream(name + ".class")) {
            return file == null ? null : file.readAllBytes();
        } catch (IOException e) {
            return null;
        }
    }

    private static String addressOfOwnJar() {
        String name = HostClasses.class.getName().replace('.', '/') + ".class";
        String self = Objects.requireNonNull(HOST.getResource(name)).toString();
        return self.substring(0, self.length() - name.length());
    }
}
