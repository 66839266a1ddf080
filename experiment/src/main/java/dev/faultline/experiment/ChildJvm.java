package dev.faultline.experiment;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM of this JDK that this one starts. It ends when this one does, however this one ended: it looks itself who its
 * parent is, and a guard kills what does not get to it. All JVMs that Faultline starts are started here.
 */
public final class ChildJvm {
    private ChildJvm() {}

    /**
     * Returns what describes it; where it runs and where its streams go is for the caller to say.
     *
     * @param flags of the JVM
     * @param classPath as {@code -cp} takes it
     * @param main the class whose main method it runs
     * @param arguments of that
     */
    public static ProcessBuilder of(List<String> flags, String classPath, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(classPath + File.pathSeparator + OwnModules.placeOf(ChildMain.class));
        command.add(ChildMain.class.getName());
        command.add(Long.toString(ProcessHandle.current().pid()));
        command.add(main);
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /**
     * Starts it.
     *
     * @throws IOException if the host refuses
     */
    public static Process start(ProcessBuilder described) throws IOException {
        Process process = described.start();
        ChildGuard.watch(process);
        return process;
    }
}
